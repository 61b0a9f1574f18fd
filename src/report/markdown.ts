import { printable } from "../text/printable.ts";

/**
 * A text on one line of Markdown (GitHub's), within a table too: what stands between backquotes is code, and nothing else in it means anything.
 * Character references can neither begin nor end a construct.
 */
export function markdown(text: string): string {
  const parts = printable(text).split("`");
  // Without its partner a backquote is one.
  if (parts.length % 2 === 0) return reference(parts.join("`"));
  return parts.map((part, i) => (i % 2 === 1 ? `<code>${reference(part)}</code>` : reference(part))).join("");
}

/** `.`, `,` and the like stay, unless a link could begin there (`www.`). */
function reference(text: string): string {
  return text.replace(/[!-&*+:-@[-`{-~]|\.(?! |$)/g, (character) => `&#${character.charCodeAt(0)};`);
}
