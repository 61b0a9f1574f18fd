/** One thing that takes any text. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly string[];
  /** Pieces of its grammar, for mutation. */
  readonly words: readonly string[];
  /** Throws if something that always holds does not; returns what the text led to, equal for equal texts. */
  readonly run: (text: string) => unknown;
  /** Counted branches for each character, which no text may go beyond; texts that are made longer show what is worse than linear. */
  readonly mostWork: number;
}

export interface Options {
  readonly seed: number;
  /** Whichever comes first ends the run. */
  readonly mostRuns: number;
  readonly mostMilliseconds: number;
  readonly log: (line: string) => void;
}

export interface Failure {
  readonly text: string;
  readonly reason: string;
}

export interface Outcome {
  readonly runs: number;
  /** Texts that led to something new: those that were given, and those that were found. */
  readonly corpus: readonly string[];
  /** Branches that were ever taken. */
  readonly branches: number;
  readonly failure: Failure | null;
}

/** How often each branch was taken since they were last set to 0; written to by the instrumented code. */
declare const hits: Uint32Array;

const longest = 4000;

/** Runs a target on texts that are bred from its seeds: what takes a new branch, or one of them much oftener, is bred from in turn. */
export function fuzz(target: Target, { seed, mostRuns, mostMilliseconds, log }: Options): Outcome {
  const random = randomNumbers(seed);
  const corpus: string[] = [];
  const seen = new Uint8Array(hits.length);
  const end = performance.now() + mostMilliseconds;
  let nextLog = performance.now() + 30_000;
  let runs = 0;
  let failure: Failure | null = null;
  const attempt = (text: string) => {
    runs++;
    const reason = judge(target, text);
    if (reason !== null) failure = { text: shrink(text, (shorter) => judge(target, shorter) !== null), reason };
    else if (isNew(seen)) {
      corpus.push(text);
      // Long repetitions of what is new show what it costs.
      if (runs % 4 === 0 || runs < target.seeds.length) failure = tooCostly(target, text, random);
    }
  };
  for (const text of target.seeds) if (failure === null) attempt(text);
  while (failure === null && runs < mostRuns && performance.now() < end) {
    attempt(mutate(pick(corpus, random) ?? "", corpus, target.words, random));
    if (performance.now() > nextLog) {
      log(`${target.name}: ${runs} runs, ${corpus.length} texts, ${branchesIn(seen)} branches`);
      nextLog += 30_000;
    }
  }
  return { runs, corpus, branches: branchesIn(seen), failure };
}

/** Runs the text; why it fails, or null. Leaves its hits behind. */
function judge(target: Target, text: string): string | null {
  hits.fill(0);
  try {
    const result = target.run(text);
    const work = total();
    if (work > target.mostWork * (text.length + 200)) return `${work} branches for ${text.length} characters`;
    if (text.length % 8 === 0 && JSON.stringify(target.run(text)) !== JSON.stringify(result))
      return "another result the second time";
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

/** Repeats parts of the text until it is long: the work may grow as the text does, and no faster. */
function tooCostly(target: Target, text: string, random: Random): Failure | null {
  const start = random(text.length + 1);
  const end = start + 1 + random(Math.min(text.length - start, 40) + 1);
  const repeated = (times: number) => text.slice(0, start) + text.slice(start, end).repeat(times) + text.slice(end);
  const work = (times: number) => {
    const reason = judge(target, repeated(times));
    return reason === null ? total() : reason;
  };
  const [half, whole] = [work(400), work(800)];
  if (typeof half === "string") return { text: repeated(400), reason: half };
  if (typeof whole === "string") return { text: repeated(800), reason: whole };
  // What is quadratic grows four times. What is little work anyway may do what it likes.
  if (whole < 3 * half + 50_000) return null;
  return {
    text: repeated(800),
    reason: `${half} branches for ${repeated(400).length} characters, ${whole} for ${repeated(800).length}`,
  };
}

function total(): number {
  let sum = 0;
  for (let i = 0; i < hits.length; i++) sum += hits[i] ?? 0;
  return sum;
}

/** Whether a branch was taken in a new order of magnitude; remembers it. */
function isNew(seen: Uint8Array): boolean {
  let found = false;
  for (let i = 0; i < hits.length; i++) {
    const times = hits[i] ?? 0;
    if (times === 0) continue;
    const bit = 1 << Math.min(times < 4 ? times - 1 : 29 - Math.clz32(times) + 2, 7);
    if (((seen[i] ?? 0) & bit) !== 0) continue;
    seen[i] = (seen[i] ?? 0) | bit;
    found = true;
  }
  return found;
}

function branchesIn(seen: Uint8Array): number {
  return seen.reduce((sum, bits) => sum + (bits === 0 ? 0 : 1), 0);
}

const odd = [
  "\u0000",
  "\ud800",
  "\udc00",
  "\ufeff",
  "\u200b",
  "\u202e",
  "\u0085",
  "\u2028",
  "\r",
  "\r\n",
  "\u{1f600}",
  "\u0130",
  "\u00e9",
  "\t",
  "\\",
  "\v",
];

function mutate(text: string, corpus: readonly string[], words: readonly string[], random: Random): string {
  let mutated = text;
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(mutated.length + 1);
    const length = random(2) === 0 ? random(4) : random(Math.min(mutated.length - at, 60) + 1);
    const before = mutated.slice(0, at);
    const after = mutated.slice(at + length);
    const cut = mutated.slice(at, at + length);
    switch (random(9)) {
      case 0:
        mutated = before + after;
        break;
      case 1:
        mutated = before + cut + cut + after;
        break;
      case 2:
        mutated = before + cut.repeat(2 + random(12)) + after;
        break;
      case 3:
        mutated = before + pick(odd, random) + cut + after;
        break;
      case 4:
        mutated = before + String.fromCharCode(random(4) === 0 ? random(0x10000) : random(128)) + after;
        break;
      case 5: {
        const other = pick(corpus, random) ?? "";
        const from = random(other.length + 1);
        mutated = before + other.slice(from, from + random(80)) + after;
        break;
      }
      case 6:
        mutated = before + String(random(2) === 0 ? random(70_000) : 2 ** random(64)) + after;
        break;
      default:
        mutated = before + (pick(words, random) ?? "") + (random(2) === 0 ? cut : "") + after;
    }
  }
  return mutated.slice(0, longest);
}

/** Leaves out what is not needed to fail. */
function shrink(text: string, fails: (text: string) => boolean): string {
  let shrunk = text;
  for (let length = text.length >> 1, tries = 0; length > 0 && tries < 3000; length >>= 1) {
    for (let at = 0; at < shrunk.length && tries < 3000; tries++) {
      const shorter = shrunk.slice(0, at) + shrunk.slice(at + length);
      if (fails(shorter)) shrunk = shorter;
      else at += length;
    }
  }
  return shrunk;
}

/** A whole number below `limit`. */
type Random = (limit: number) => number;

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[random(list.length)];
}

/** Mulberry32: small, and good enough to choose by. */
function randomNumbers(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}
