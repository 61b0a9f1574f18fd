import type { Glob, Step } from "./glob.ts";

/** The end of a glob: `accept` is its index. */
interface Accept {
  readonly kind: "accept";
  readonly accept: number;
}

/** Where the globs may be after some characters: an automaton's state. */
interface State {
  /** Indices of steps that take a character next, ascending. */
  readonly positions: readonly number[];
  /** The lowest index of a glob that ends here; -1 if none does. */
  readonly accept: number;
  readonly next: Map<number, State>;
}

// Positions and transitions kept, some 20 MB at most. Beyond that they are forgotten and found anew: a hostile list of patterns is slow, not large.
const capacity = 400_000;

/**
 * Matches a path against many globs at once, in time linear in the path whatever the globs are: no backtracking. The states of the
 * automaton are found when first needed and kept.
 */
export class GlobSet {
  readonly #steps: (Step | Accept)[] = [];
  readonly #starts: number[] = [];
  #states: Map<string, State> = new Map();
  #kept = 0;
  #start: State | null = null;

  constructor(globs: readonly (Glob | null)[]) {
    for (const [accept, glob] of globs.entries()) {
      if (glob === null) continue;
      this.#starts.push(this.#steps.length);
      for (const step of glob.steps) this.#steps.push(step);
      this.#steps.push({ kind: "accept", accept });
    }
  }

  /** The lowest index of a glob that matches the path; -1 if none does. As in Python, `$` also stands before an LF that ends the path. */
  firstMatch(path: string): number {
    this.#start ??= this.#stateOf(this.#starts);
    let state = this.#start;
    let beforeLineFeed = -1;
    for (let at = 0; at < path.length; ) {
      const code = path.codePointAt(at) ?? 0;
      at += code > 0xffff ? 2 : 1;
      if (code === 10 && at === path.length) beforeLineFeed = state.accept;
      state = state.next.get(code) ?? this.#advance(state, code);
    }
    return lowest(state.accept, beforeLineFeed);
  }

  #advance(state: State, code: number): State {
    const reached: number[] = [];
    for (const position of state.positions) {
      const step = this.#steps[position];
      if (step === undefined || !takes(step, code)) continue;
      reached.push(isLoop(step) ? position : position + 1);
    }
    const next = this.#stateOf(reached);
    state.next.set(code, next);
    this.#kept++;
    return next;
  }

  /** The state in which the globs stand at these steps, and at all that can be reached from them without a character. */
  #stateOf(reached: readonly number[]): State {
    const seen = new Set<number>();
    const pending = [...reached];
    const positions: number[] = [];
    let accept = -1;
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const step = this.#steps[at];
      if (step === undefined || seen.has(at)) continue;
      seen.add(at);
      if (typeof step === "number") positions.push(at);
      else if (step.kind === "accept") accept = lowest(accept, step.accept);
      else if (step.kind === "optional") pending.push(at + 1, at + 1 + step.length);
      else {
        positions.push(at);
        if (isLoop(step)) pending.push(at + 1);
      }
    }
    positions.sort((a, b) => a - b);
    return this.#keep({ positions, accept, next: new Map() });
  }

  #keep(state: State): State {
    const key = `${state.accept}:${state.positions.join()}`;
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    this.#kept += state.positions.length + 1;
    if (this.#kept > capacity) {
      this.#states = new Map();
      this.#kept = 0;
      this.#start = null;
    }
    this.#states.set(key, state);
    return state;
  }
}

function lowest(a: number, b: number): number {
  return a < 0 ? b : b < 0 ? a : Math.min(a, b);
}

function isLoop(step: Step | Accept): boolean {
  return typeof step === "object" && step.kind === "wild" && step.loop;
}

function takes(step: Step | Accept, code: number): boolean {
  if (typeof step === "number") return step === code;
  if (step.kind === "wild") return step.except !== code;
  if (step.kind !== "bracket") return false;
  return step.negated !== step.ranges.some(([low, high]) => low <= code && code <= high);
}
