import type { Span } from "../text/source.ts";

/** Pieces of a text put together, which know where in the text each character came from. An excerpt of an excerpt leads back to the first text. */
export class Excerpt {
  readonly text: string;
  readonly #parent: Excerpt | null;
  /** Offsets in `text` at which a run begins, ascending, and where that run begins in the parent. */
  readonly #starts: number[] = [];
  readonly #origins: number[] = [];

  /** `glue` stands between two pieces, in place of what was left out. */
  constructor(source: string | Excerpt, pieces: readonly Span[], glue = "") {
    this.#parent = typeof source === "string" ? null : source;
    const whole = typeof source === "string" ? source : source.text;
    const parts: string[] = [];
    let length = 0;
    for (const [start, end] of pieces) {
      if (parts.length > 0 && glue !== "") {
        this.#starts.push(length);
        this.#origins.push(start - glue.length);
        parts.push(glue);
        length += glue.length;
      }
      this.#starts.push(length);
      this.#origins.push(start);
      parts.push(whole.slice(start, end));
      length += end - start;
    }
    this.text = parts.join("");
  }

  /** Where a span of this text, which holds at least one character, lies in the first text. */
  span([start, end]: Span): Span {
    return [this.#origin(start), this.#origin(end - 1) + 1];
  }

  #origin(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const origin = (this.#origins[low] ?? 0) + offset - (this.#starts[low] ?? 0);
    return this.#parent === null ? origin : this.#parent.#origin(origin);
  }
}
