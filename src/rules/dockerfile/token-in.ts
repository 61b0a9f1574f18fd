import { recogniseToken } from "../../container/token.ts";
import { tokenKinds } from "../../container/token-kinds.ts";
import { tokenSpans } from "../../container/token-spans.ts";
import { withArticle } from "../../text/article.ts";
import type { Span } from "../../text/source.ts";

/** A recognised token within a text. */
export interface TokenPlace {
  readonly span: Span;
  /** What it is, with an article: `a Hugging Face token`. */
  readonly label: string;
}

/** Every token within a text, in order. */
export function tokensIn(text: string): TokenPlace[] {
  return tokenSpans(text).map((span) => {
    // A span may cover a little more than the token, which then is not told by its kind.
    const token = recogniseToken(text.slice(...span));
    const unknown = text[span[0] - 1] === ":" && text[span[1]] === "@" ? "a password" : "a token";
    return { span, label: token === null ? unknown : withArticle(tokenKinds[token.id].label) };
  });
}
