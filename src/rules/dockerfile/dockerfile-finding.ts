import type { Abort } from "../../client/uploads.ts";
import { tokenSpans } from "../../container/token-spans.ts";
import type { Finding, Place } from "../../text/finding.ts";
import { normalizePath } from "../../text/path.ts";
import { quote } from "../../text/printable.ts";
import type { Span } from "../../text/source.ts";
import type { AppContext } from "../rule.ts";
import type { JudgedLine, JudgedSource } from "../uploads/copy-judge.ts";
import type { CopyVerdict } from "../uploads/copy-verdicts.ts";

/** A word of a Dockerfile, a .dockerignore or a path, for a message: not shown if there is a token in it. */
export function quoteWord(text: string): string {
  return tokenSpans(text).length > 0 ? "(a word that holds a token)" : quote(text);
}

/** The first few of a list: `a`, `b` and 3 more. */
export function quoteWords(words: readonly string[], most = 3): string {
  const shown = words.slice(0, words.length === most + 1 ? most + 1 : most).map(quoteWord);
  const more = words.length - shown.length;
  const last = more > 0 ? `${more} more` : shown.pop();
  return shown.length === 0 ? `${last}` : `${shown.join(", ")} and ${last}`;
}

/** A place in the app's Dockerfile. */
export function inDockerfile({ build }: AppContext, span: Span): Place {
  return { file: build?.kind === "dockerfile" ? build.path : "Dockerfile", span };
}

/** The path in the context that a source means if it is read from the Dockerfile's own folder; null if nothing is there. */
export function besideDockerfile({ build, files }: AppContext, source: string): string | null {
  if (build?.kind !== "dockerfile" || files === null || source.startsWith("/")) return null;
  const path = normalizePath(`${build.path}/../${source}`);
  return path === "." || path.startsWith("..") || files.stat(path) === null ? null : path;
}

/** Points from the Dockerfile, or a file beside it, to the line of the pyproject.toml that names it. */
export function namedBy(app: AppContext): NonNullable<Finding["related"]> {
  const at: Place = { keyPath: [...app.path, "image", "dockerfile"], part: "value" };
  return [{ at, message: "The app is built from this Dockerfile." }];
}

/** What all findings about a COPY or ADD share: the place, the app's line, and that a stage which is not built is no reason to worry. */
export function copyFinding(
  app: AppContext,
  { rule, line }: { readonly rule: string; readonly line: JudgedLine },
  span: Span,
  words: Pick<Finding, "message" | "help" | "severity" | "fix">,
): Finding {
  const { fix, ...said } = words;
  // A comment that is moved may hold a token, and a report shows the text of a fix.
  const harmless = fix?.edits.every(({ text }) => tokenSpans(text).length === 0);
  const finding = {
    rule,
    at: inDockerfile(app, span),
    ...said,
    ...(fix && harmless && { fix }),
    related: namedBy(app),
  };
  if (line.runs || line.effects.aborts.length > 0) return finding;
  return { ...finding, severity: "info", message: `${words.message} (Nothing that is built needs this line.)` };
}

/** Where a verdict about sources points: at the first. */
export function sourceSpan({ sources, line }: CopyVerdict): Span {
  return sources[0]?.word.span ?? lineSpan(line);
}

/** From the keyword to the last argument. */
export function lineSpan({ instruction }: JudgedLine): Span {
  const { keywordSpan, arguments: words } = instruction;
  return [keywordSpan[0], Math.max(keywordSpan[1], words.at(-1)?.span[1] ?? 0)];
}

/** The sources as they are written. */
export function writtenSources(sources: readonly JudgedSource[]): string {
  return quoteWords(sources.map(({ word }) => word.value));
}

/** The word for which the client stops. */
export function abortSpan(line: JudgedLine, abort: Abort): Span {
  if (abort.kind === "ignore-pattern") return lineSpan(line);
  return line.read?.sources.find(({ path }) => path === abort.source)?.span ?? lineSpan(line);
}
