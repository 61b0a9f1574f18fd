const unreached = Number.POSITIVE_INFINITY;

/** One step of a pattern: one character, any run of characters, or this very character. Neither wildcard matches a line end. */
type Token = "one" | "many" | { readonly is: string };

/** A pattern of `${X#pattern}`, `${X%pattern}` or `${X/pattern/…}`, as parsePattern gives it. */
export type Pattern = readonly Token[];

/** Reads `*`, `?` and escaped characters; null for a backslash in front of any other character. */
export function parsePattern(text: string): Pattern | null {
  const tokens: Token[] = [];
  const characters = [...text];
  for (let i = 0; i < characters.length; i++) {
    let character = characters[i] ?? "";
    if (character === "*") tokens.push("many");
    else if (character === "?") tokens.push("one");
    else {
      if (character === "\\") {
        i++;
        character = characters[i] ?? "";
        // `}` and `/` need a backslash to stand in `${…}`, the others to be taken as they are.
        if (character === "" || !"}/*?\\".includes(character)) return null;
      }
      tokens.push({ is: character });
    }
  }
  return tokens;
}

/** The pattern that matches what the other one does, read backwards. An escaped character keeps its backslash in front. */
export function reversePattern(text: string): string {
  return (text.match(/\\.|./gsu) ?? []).reverse().join("");
}

/** The value without the shortest or the longest beginning that matches. */
export function trimPrefix(pattern: Pattern, value: string, longest: boolean): string {
  const characters = [...value];
  const match = find(pattern, characters, 0, { anchored: true, longest });
  return match === null ? value : characters.slice(match.end).join("");
}

/** The value without the shortest or the longest end that matches. The pattern is that of reversePattern. */
export function trimSuffix(pattern: Pattern, value: string, longest: boolean): string {
  const characters = [...value].reverse();
  const match = find(pattern, characters, 0, { anchored: true, longest });
  return match === null ? value : characters.slice(match.end).reverse().join("");
}

/** The value with the first match replaced, the longest at the leftmost place. */
export function replaceFirst(pattern: Pattern, value: string, replacement: string): string {
  const characters = [...value];
  const match = find(pattern, characters, 0, { anchored: false, longest: true });
  if (match === null) return value;
  return characters.slice(0, match.start).join("") + replacement + characters.slice(match.end).join("");
}

/**
 * The value with every match replaced, by the rule of Go's ReplaceAllString that an empty match directly behind another match does
 * not count. Stops once the result is longer than `limit`.
 */
export function replaceAll(pattern: Pattern, value: string, replacement: string, limit: number): string {
  const characters = [...value];
  let result = "";
  let done = 0;
  for (let from = 0; from <= characters.length && result.length <= limit; ) {
    const match = find(pattern, characters, from, { anchored: false, longest: true });
    if (match === null) break;
    result += characters.slice(done, match.start).join("");
    if (match.end > done || match.start === 0) result += replacement;
    done = match.end;
    from = Math.max(from + 1, match.end);
  }
  return result + characters.slice(done).join("");
}

interface Match {
  readonly start: number;
  readonly end: number;
}

/**
 * The leftmost match, or the one at `from` if anchored; of those the longest or the shortest. Keeps for every step of the pattern
 * the earliest start from which it can be reached, so that the time is the product of both lengths and not more.
 */
function find(
  pattern: Pattern,
  text: readonly string[],
  from: number,
  { anchored, longest }: { anchored: boolean; longest: boolean },
): Match | null {
  let best: Match | null = null;
  let starts: number[] = new Array(pattern.length + 1).fill(unreached);
  for (let at = from; at <= text.length; at++) {
    if (best === null && (!anchored || at === from)) starts[0] = Math.min(starts[0] ?? at, at);
    pattern.forEach((token, i) => {
      if (token === "many") starts[i + 1] = Math.min(starts[i + 1] ?? at, starts[i] ?? at);
    });
    const start = starts[pattern.length] ?? unreached;
    if (start <= (best?.start ?? text.length)) best = { start, end: at };
    if (best !== null && !longest) break;
    starts = advance(pattern, starts, text[at]);
    if ((best !== null || anchored) && starts.every((reached) => reached === unreached)) break;
  }
  return best;
}

/** What can be reached over one more character. */
function advance(pattern: Pattern, starts: readonly number[], character: string | undefined): number[] {
  const next: number[] = new Array(starts.length).fill(unreached);
  pattern.forEach((token, i) => {
    const start = starts[i] ?? unreached;
    if (token === "many") {
      if (character !== "\n") next[i] = Math.min(next[i] ?? start, start);
    } else if (token === "one" ? character !== "\n" : token.is === character) {
      next[i + 1] = start;
    }
  });
  return next;
}
