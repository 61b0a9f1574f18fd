/** What an ignore pattern means: the regular expression that pathspec makes of it, and the same in steps that {@link GlobSet} runs. */
export interface Glob {
  /** In Python's syntax, as fal's client sends it. */
  readonly regex: string;
  readonly steps: readonly Step[];
}

/** `nothing-left`: a lone `!`; `trailing-backslash`: nothing to escape; `reversed-range`: `[z-a]`, which Python's re refuses. */
export type GlobProblem = "nothing-left" | "trailing-backslash" | "reversed-range";

/** A code point to be taken, or something else. */
export type Step = number | Wild | Bracket | Optional;

/** Takes any code point but one: once, or (`loop`) as often as it comes and also never. */
export interface Wild {
  readonly kind: "wild";
  readonly except: number;
  readonly loop: boolean;
}

/** A bracket expression; its ranges are inclusive code points. A negated one takes `/` too. */
export interface Bracket {
  readonly kind: "bracket";
  readonly negated: boolean;
  readonly ranges: readonly (readonly [low: number, high: number])[];
}

/** The next `length` steps may be left out. */
export interface Optional {
  readonly kind: "optional";
  readonly length: number;
}

const slash = 47;
const notSlash: Step = { kind: "wild", except: slash, loop: false };
const notSlashes: Step = { kind: "wild", except: slash, loop: true };
const any: Step = { kind: "wild", except: 10, loop: false };
const anything: Step = { kind: "wild", except: 10, loop: true };

/** A pattern after a leading `!` was taken off, read by the rules of pathspec 0.12's GitWildMatchPattern, which are those of .gitignore. */
export function readGlob(pattern: string): Glob | GlobProblem {
  const builder = new Builder();
  const written = pattern.split("/").filter((segment, index, all) => segment !== "**" || all[index - 1] !== "**");
  // `**/` alone: all but the files in the root.
  if (written.length === 2 && written[0] === "**" && written[1] === "") {
    return builder.add(".+", any, anything).add("(?P<ps_d>/).*", slash, anything).done();
  }
  const segments = anchored(written);
  const last = segments.length - 1;
  if (last < 0) return "nothing-left";
  let separated = true;
  for (const [index, segment] of segments.entries()) {
    if (segment === "**") {
      addDoubleStar(builder, index === 0, index === last, pattern.endsWith("/"));
      separated = index === 0;
      continue;
    }
    if (!separated) builder.add("/", slash);
    separated = false;
    if (segment === "*") builder.add("[^/]+", notSlash, notSlashes);
    else {
      const problem = addSegment(builder, segment);
      if (problem !== null) return problem;
    }
    // What it matches may be a folder: so does all below.
    if (index === last) builder.add("(?:(?P<ps_d>/).*)?", { kind: "optional", length: 2 }, slash, anything);
  }
  return builder.done();
}

class Builder {
  readonly #regex: string[] = ["^"];
  readonly #steps: Step[] = [];

  add(regex: string, ...steps: Step[]): this {
    this.#regex.push(regex);
    for (const step of steps) {
      // Two loops over the same characters, one after the other, are one.
      if (step !== notSlashes || this.#steps.at(-1) !== notSlashes) this.#steps.push(step);
    }
    return this;
  }

  done(): Glob {
    return { regex: `${this.#regex.join("")}$`, steps: this.#steps };
  }
}

/** The segments counted from the root: `**` in front if the pattern may begin anywhere, and at the end if only what is below counts. */
function anchored(written: readonly string[]): readonly string[] {
  const floating = written.length === 1 || (written.length === 2 && written[1] === "");
  let segments = written;
  if (written[0] === "") segments = written.slice(1);
  else if (floating && written[0] !== "**") segments = ["**", ...written];
  return segments.length > 1 && segments.at(-1) === "" ? segments.with(-1, "**") : segments;
}

function addDoubleStar(builder: Builder, first: boolean, last: boolean, folder: boolean): void {
  if (first && last)
    builder.add("[^/]+", notSlash, notSlashes).add("(?:/.*)?", { kind: "optional", length: 2 }, slash, anything);
  else if (first) builder.add("(?:.+/)?", { kind: "optional", length: 3 }, any, anything, slash);
  else if (last) builder.add(folder ? "(?P<ps_d>/).*" : "/.*", slash, anything);
  else builder.add("(?:/.+)?", { kind: "optional", length: 3 }, slash, any, anything);
}

/** Adds one segment: `*` and `?` without `/`, `[…]`, and backslash escapes. */
function addSegment(builder: Builder, segment: string): GlobProblem | null {
  const lastBracket = segment.lastIndexOf("]");
  for (let at = 0; at < segment.length; ) {
    const character = codePointText(segment, at);
    at += character.length;
    if (character === "\\") {
      const escaped = codePointText(segment, at);
      if (escaped === "") return "trailing-backslash";
      at += escaped.length;
      addLiteral(builder, escaped);
    } else if (character === "*") {
      builder.add("[^/]*", notSlashes);
    } else if (character === "?") {
      builder.add("[^/]", notSlash);
    } else if (character === "[") {
      const end = at <= lastBracket ? bracketEnd(segment, at) : -1;
      if (end < 0) {
        addLiteral(builder, "[");
        continue;
      }
      const bracket = readBracket(segment.slice(at, end));
      if (bracket === null) return "reversed-range";
      const body = segment.slice(at, end).replace(/^!/, "^").replaceAll("\\", "\\\\");
      builder.add(`[${body}]`, bracket);
      at = end + 1;
    } else {
      addLiteral(builder, character);
    }
  }
  return null;
}

function addLiteral(builder: Builder, character: string): void {
  builder.add(character.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/, "\\$&"), character.codePointAt(0) ?? 0);
}

/** Where the `]` stands that ends a bracket expression; one at its very beginning is part of it. -1: there is none, so `[` is itself. */
function bracketEnd(segment: string, start: number): number {
  const negated = segment.charAt(start) === "!" || segment.charAt(start) === "^";
  return segment.indexOf("]", start + (negated ? 2 : 1));
}

/** The inside of a bracket expression as Python's re reads it (a backslash is itself); null if a range runs backwards. */
function readBracket(text: string): Bracket | null {
  const negated = text.startsWith("!") || text.startsWith("^");
  const codes = Array.from(negated ? text.slice(1) : text, (character) => character.codePointAt(0) ?? 0);
  const ranges: [number, number][] = [];
  for (let at = 0; at < codes.length; at++) {
    const low = codes[at] ?? 0;
    const high = codes[at + 1] === 45 ? codes[at + 2] : undefined;
    if (high === undefined) {
      ranges.push([low, low]);
      continue;
    }
    if (high < low) return null;
    ranges.push([low, high]);
    at += 2;
  }
  return { kind: "bracket", negated, ranges };
}

function codePointText(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}
