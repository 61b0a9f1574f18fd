// How wide a terminal shows what, by UAX #11 (East Asian Width), UTS #51 (emoji) and UAX #29 (what belongs together); judged by hand.
import { describe, expect, test } from "vitest";
import { displayWidth } from "../../src/text/width.ts";

describe("displayWidth", () => {
  test.each<[what: string, text: string, width: number]>([
    ["nothing", "", 0],
    ["ASCII", "exposed_port = 8000 ~", 21],
    ["Latin-1", "caf\u00e9", 4],
    ["a combining accent", "cafe\u0301", 4],
    ["many combining marks", `a${"\u0300".repeat(9)}b`, 2],
    ["a combining mark alone", "\u0301", 0],
    ["an enclosing mark", "a\u20dd", 1],
    ["a soft hyphen and a word joiner", "a\u00adb\u2060c", 3],
    ["Greek, Cyrillic, Hebrew, Arabic", "\u03b1\u0431\u05d0\u0627", 4],
    ["Hebrew with points", "\u05e9\u05c1\u05b8", 1],
    ["Devanagari: a consonant, and a vowel that takes its own place", "\u0928\u093e", 2],
    ["Devanagari: a vowel above", "\u0928\u0947", 1],
    ["Thai with a tone mark", "\u0e01\u0e49", 1],
    ["Chinese", "\u6f22\u5b57", 4],
    ["Chinese beyond the BMP", "\u{20000}\u{2a6d6}", 4],
    ["kana, also historic", "\u304b\u30ab\u{1b000}", 6],
    ["kana with a combining voice mark", "\u304b\u3099", 2],
    ["halfwidth kana", "\uff76\uff9e", 2],
    ["fullwidth Latin", "\uff21\uff11", 4],
    ["a fullwidth yen sign, a halfwidth won sign", "\uffe5\uffe6", 4],
    ["an ideographic space and full stop", "\u3000\u3002", 4],
    ["angle brackets of 1993", "\u2329\u232a", 4],
    ["vertical forms", "\ufe10\ufe19", 4],
    ["Korean syllables", "\ud55c\uad6d", 4],
    ["Korean, put together", "\u1112\u1161\u11ab", 2],
    ["box drawing and arrows (ambiguous: narrow)", "\u2500\u2502\u2192", 3],
    ["an ellipsis, dashes, quotes", "\u2026\u2013\u2014\u201c\u201d", 5],
    ["mathematical letters", "\u{1d400}", 1],
    ["an emoji", "\u{1f680}", 2],
    ["an emoji of the BMP", "\u2705\u26a1", 4],
    ["a sign that is text unless asked", "\u2764\u2600\u00a9", 3],
    ["the same as emoji", "\u2764\ufe0f\u2600\ufe0f", 4],
    ["an emoji as text", "\u2705\ufe0e", 2],
    ["a skin tone", "\u{1f44d}\u{1f3fd}", 2],
    ["a skin tone on its own", "\u{1f3fd}", 2],
    ["a skin tone on a sign", "\u261d\u{1f3fd}", 2],
    ["a woman astronaut", "\u{1f469}\u200d\u{1f680}", 2],
    ["a family", "\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}", 2],
    ["a rainbow flag", "\u{1f3f3}\ufe0f\u200d\u{1f308}", 2],
    ["a heart on fire", "\u2764\ufe0f\u200d\u{1f525}", 2],
    ["a flag", "\u{1f1e9}\u{1f1ea}", 2],
    ["three flags", "\u{1f1e9}\u{1f1ea}\u{1f1eb}\u{1f1f7}\u{1f1ee}\u{1f1f9}", 6],
    ["half a flag", "\u{1f1e9}x", 3],
    ["the flag of Scotland", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}", 2],
    ["a keycap", "1\ufe0f\u20e3", 2],
    ["squared ideographs", "\u{1f201}\u{1f202}\u{1f250}", 6],
    ["emoji in prose", "go \u{1f680}!", 6],
    ["private use", "\ue0b0", 1],
  ])("%s", (_, text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test("a long line takes linear time", () => {
    const start = performance.now();
    for (const unit of ["\u6f22", "\u{1f469}\u200d", "e\u0301", "\u0301", "\u{1f1e9}", "1\ufe0f", "\u{1f3f4}\u{e0067}"])
      displayWidth(unit.repeat(50_000));
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
