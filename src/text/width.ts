const narrow = /^[ -~]*$/;
// Marks that stand on the character before them, what has no width at all, and the vowels and finals that a Korean syllable is put together of.
const zero = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7fb]$/u;
// East Asian Wide and Fullwidth (UAX #11), in blocks, and emoji that are shown as such without being asked (UTS #51).
const wide =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}\p{Emoji_Presentation}]$/u;
// UTS #51, ED-15 to ED-17: an emoji that a skin tone, a variation selector, a keycap or tags change; several with joiners between; a flag.
const element = "\\p{Emoji}(?:\\p{Emoji_Modifier}|\\ufe0f\\u20e3?|[\\u{e0020}-\\u{e007e}]+\\u{e007f})?";
const shownTogether = new RegExp(`\\p{RI}{2}|${element}(?:\\u200d${element})*|.`, "gsu");

/** How many columns of a terminal the text takes; the text holds no control character. */
export function displayWidth(text: string): number {
  if (narrow.test(text)) return text.length;
  let width = 0;
  for (const [shown] of text.matchAll(shownTogether)) {
    const isOne = shown.length === ((shown.codePointAt(0) ?? 0) > 0xffff ? 2 : 1);
    width += isOne && zero.test(shown) ? 0 : !isOne || wide.test(shown) ? 2 : 1;
  }
  return width;
}
