import { printable, printableLine } from "../text/printable.ts";
import { CodeFrames, type Language } from "./frame.ts";

/** Lines that are there both before and after a change, around it. */
const context = 3;

/** Beyond so many lines that differ, the shortest diff is not looked for. */
const mostSteps = 500;

/** Half-open ranges of lines, 0-based: what stands in `before` became what stands in `after`. */
interface Difference {
  readonly before: readonly [start: number, end: number];
  readonly after: readonly [start: number, end: number];
}

/** A unified diff of one file, its lines shown as code frames show them: no secret is in it, nor can it be applied where one was. */
export function* unifiedDiff(path: string, before: string, after: string, language: Language): Generator<string> {
  const old = splitLines(before);
  const fresh = splitLines(after);
  const oldFrames = new CodeFrames(before, language);
  const freshFrames = new CodeFrames(after, language);
  yield `--- a/${printable(path)}\n+++ b/${printable(path)}\n`;
  const line = (sign: string, lines: readonly string[], frames: CodeFrames, index: number) =>
    `${printableLine(sign + frames.line(index + 1))}\n${/[\r\n]$/.test(lines[index] ?? "") ? "" : "\\ No newline at end of file\n"}`;
  for (const hunk of hunks(differences(old, fresh))) {
    const start = Math.max((hunk[0]?.before[0] ?? 0) - context, 0);
    const end = Math.min((hunk.at(-1)?.before[1] ?? 0) + context, old.length);
    // Around the differences both sides have the same lines.
    const freshStart = start + (hunk[0]?.after[0] ?? 0) - (hunk[0]?.before[0] ?? 0);
    const freshEnd = end + (hunk.at(-1)?.after[1] ?? 0) - (hunk.at(-1)?.before[1] ?? 0);
    yield `@@ -${extent(start, end)} +${extent(freshStart, freshEnd)} @@\n`;
    let at = start;
    for (const { before, after } of hunk) {
      for (; at < before[0]; at++) yield line(" ", old, oldFrames, at);
      for (; at < before[1]; at++) yield line("-", old, oldFrames, at);
      for (let index = after[0]; index < after[1]; index++) yield line("+", fresh, freshFrames, index);
    }
    for (; at < end; at++) yield line(" ", old, oldFrames, at);
  }
}

/** Each with its line end. */
function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n|\r(?!\n))/);
}

/** `3,2` for the lines 3 and 4; without lines the line before. */
function extent(start: number, end: number): string {
  return `${end === start ? start : start + 1},${end - start}`;
}

/** Differences whose contexts meet are one hunk. */
function hunks(differences: readonly Difference[]): Difference[][] {
  const grouped: Difference[][] = [];
  for (const difference of differences) {
    const hunk = grouped.at(-1);
    const last = hunk?.at(-1);
    if (hunk !== undefined && last !== undefined && difference.before[0] - last.before[1] <= 2 * context)
      hunk.push(difference);
    else grouped.push([difference]);
  }
  return grouped;
}

/** In order; what is the same at both ends is not looked at twice. */
function differences(a: readonly string[], b: readonly string[]): Difference[] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = shortestEdit(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return middle.map(({ before, after }) => ({
    before: [before[0] + head, before[1] + head],
    after: [after[0] + head, after[1] + head],
  }));
}

/** How far along the first list each diagonal x - y has come. */
type Reached = Map<number, number>;

/** Myers, "An O(ND) Difference Algorithm and Its Variations" (1986). */
function shortestEdit(a: readonly string[], b: readonly string[]): Difference[] {
  const reached: Reached = new Map([[1, 0]]);
  /** As it was before each step. */
  const trace: Reached[] = [];
  for (let step = 0; step <= mostSteps; step++) {
    trace.push(new Map(reached));
    for (let diagonal = -step; diagonal <= step; diagonal += 2) {
      let x = stepTo(diagonal, step, reached).x;
      while (x < a.length && a[x] === b[x - diagonal]) x++;
      reached.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return [{ before: [0, a.length], after: [0, b.length] }];
}

/** Comes to a diagonal from its neighbour that is further: by a line of `b` that is new, or a line of `a` that is gone. */
function stepTo(diagonal: number, step: number, reached: Reached): { readonly x: number; readonly isNew: boolean } {
  const before = reached.get(diagonal - 1) ?? -1;
  const behind = reached.get(diagonal + 1) ?? -1;
  const isNew = diagonal === -step || (diagonal !== step && before < behind);
  return { x: isNew ? behind : before + 1, isNew };
}

function walkBack(trace: readonly Reached[], length: number, freshLength: number): Difference[] {
  const found: Difference[] = [];
  let diagonal = length - freshLength;
  for (let step = trace.length - 1; step > 0; step--) {
    const { x, isNew } = stepTo(diagonal, step, trace[step] ?? new Map());
    const y = x - diagonal;
    const from = isNew ? ([x, y - 1] as const) : ([x - 1, y] as const);
    found.push({ before: [from[0], x], after: [from[1], y] });
    diagonal = from[0] - from[1];
  }
  return joined(found.reverse());
}

/** Steps that follow one another without a line in between that stays become one difference. */
function joined(steps: readonly Difference[]): Difference[] {
  const differences: Difference[] = [];
  for (const { before, after } of steps) {
    const last = differences.at(-1);
    if (last !== undefined && last.before[1] === before[0] && last.after[1] === after[0]) {
      differences.pop();
      differences.push({ before: [last.before[0], before[1]], after: [last.after[0], after[1]] });
    } else differences.push({ before, after });
  }
  return differences;
}
