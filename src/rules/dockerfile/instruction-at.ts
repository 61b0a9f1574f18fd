import type { Instruction } from "../../container/dockerfile.ts";

/** The last instruction that begins at or before an offset; null if there is none. */
export function instructionAt<T extends Pick<Instruction, "span">>(
  instructions: readonly T[],
  offset: number,
): T | null {
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle]?.span[0] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return instructions[low - 1] ?? null;
}
