/** Edits (insert, delete, replace, swap neighbours) that turn `a` into `b`: optimal string alignment. Infinity if they are more than `most`. */
export function editDistance(a: string, b: string, most: number = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > most) return Number.POSITIVE_INFINITY;
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    // No later row holds less: a swap leads over this one, yet costs no less than replacing its first letter here.
    if (Math.min(...row) > most) return Number.POSITIVE_INFINITY;
    beforeLast = last;
    last = row;
  }
  const edits = last[b.length] ?? 0;
  return edits > most ? Number.POSITIVE_INFINITY : edits;
}

/** The candidate that a writer of `word` most likely meant, or null: case, `-` and `_` do not count, one edit per three letters does. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  if (word.length > 64) return null;
  const folded = fold(word);
  let best: string | null = null;
  let most = Math.max(1, Math.floor(folded.length / 3));
  for (const candidate of candidates) {
    const edits = editDistance(folded, fold(candidate), most);
    if (edits > most) continue;
    best = candidate;
    most = edits - 1;
  }
  return best;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, "");
}
