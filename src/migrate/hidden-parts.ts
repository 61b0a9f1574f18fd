import { tokenSpans } from "../container/token-spans.ts";
import { hiddenInOther } from "../report/hidden.ts";
import { masked } from "../text/printable.ts";
import { Lines, type Span } from "../text/source.ts";

/** A text without what nobody may see, and the lines (1-based) in which something was left out. */
export interface ShownText {
  readonly text: string;
  readonly lines: readonly number[];
}

/** A text without tokens, wherever one can be recognised. */
export function hideTokens(text: string): ShownText {
  return hide(text, tokenSpans(text));
}

/** The same, and without what stands behind a name that promises a secret, such as `ENV API_TOKEN=…` or `--password …`. */
export function hideSecrets(text: string): ShownText {
  const spans = hiddenInOther(text).map(({ span }) => span);
  const tokens = tokenSpans(text);
  const isToken = ([start, end]: Span) => tokens.some((token) => token[0] < end && token[1] > start);
  return hide(
    text,
    spans.filter((span) => isToken(span) || !isHarmless(text, span)),
  );
}

/** A variable, a URL, a path, yes or no; what asks for a key server or for a key by its number. Passwords of URLs are tokens. */
function isHarmless(text: string, [start, end]: Span): boolean {
  return harmless.test(text.slice(start, end)) || harmlessFlag.test(text.slice(Math.max(start - 40, 0), start));
}

const harmless =
  /^["']?(?:\$\{?[A-Za-z_]\w*\}?["']?$|[a-z]{2,8}:\/\/|\/(?:app|etc|home|opt|root|run|srv|tmp|usr|var)\/|(?:true|false|yes|no|none)["']?$)/i;
const harmlessFlag = /--(?:keyserver|keyring|recv-keys?)[ \t]{1,8}$/;

function hide(text: string, spans: readonly Span[]): ShownText {
  if (spans.length === 0) return { text, lines: [] };
  const lines = new Lines(text);
  return { text: masked(text, spans), lines: [...new Set(spans.map(([start]) => lines.position(start).line))] };
}
