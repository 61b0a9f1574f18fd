/** What to read, as text or as the bytes of a file, with the path that its diagnostics will name. */
export type Source = {
  /** As the user would name it: relative to the working directory, `/` separators. Never opened by the core. */
  readonly path: string;
} & ({ readonly text: string } | { readonly bytes: Uint8Array });

/** Half-open `[start, end)`, 0-based, in UTF-16 code units. What the code computes with; reports show a {@link Range}. */
export type Span = readonly [start: number, end: number];

/** `line` and `column` are 1-based, `offset` is 0-based; `column` and `offset` count UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** Half-open: `end` is the position behind the last character. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Turns offsets of one text into lines and columns. Lines end at LF, CRLF or a lone CR. */
export class Lines {
  readonly #text: string;
  /** Offset of each line's first character. */
  readonly #starts: number[] = [0];

  constructor(text: string) {
    this.#text = text;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.#starts.push(i + 1);
    }
  }

  get count(): number {
    return this.#starts.length;
  }

  position(offset: number): Position {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#start(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.#start(low) + 1, offset };
  }

  range(span: Span): Range {
    return { start: this.position(span[0]), end: this.position(span[1]) };
  }

  /** Where a 1-based line lies, without its line end. A line that does not exist is empty and lies at the end. */
  line(number: number): Span {
    const start = this.#start(number - 1);
    let end = this.#start(number);
    while (end > start && (this.#text.charCodeAt(end - 1) === 10 || this.#text.charCodeAt(end - 1) === 13)) end--;
    return [start, end];
  }

  #start(index: number): number {
    return this.#starts[index] ?? this.#text.length;
  }
}
