import type { Finding } from "../text/finding.ts";
import type { Span } from "../text/source.ts";
import type { DockerfileSource } from "./container.ts";
import { type MappedText, sourceSpan } from "./mapped-text.ts";
import type { Module } from "./module.ts";
import { literalAt } from "./string-literal.ts";
import { linesOf, marginOf } from "./string-methods.ts";

const copy = /^[ \t]+(?:COPY|ADD)[ \t]/i;

/** A Dockerfile whose lines all stand as deep as the code around them, so that the client sees no COPY: nothing, or one finding. */
export function indentedDockerfile(dockerfile: DockerfileSource | null, module: Module, source: string): Finding[] {
  if (dockerfile === null || !("text" in dockerfile)) return [];
  const { text, span } = dockerfile;
  const lines = linesOf(text.value).map(([start, end]) => ({ start, line: text.value.slice(start, end) }));
  const isFirstAtQuote = /^[^ \t]/.test(lines[0]?.line ?? "");
  const rest = isFirstAtQuote ? lines.slice(1) : lines;
  const margin = marginOf(rest.map(({ line }) => line));
  const hidden = rest.filter(({ line }) => copy.test(line));
  const [first] = hidden;
  if (margin === "" || first === undefined) return [];
  const fix = isFirstAtQuote ? unindent(text, rest, margin) : dedent(text, span, module, source);
  const others = hidden.length === 1 ? "" : ` (${hidden.length} such lines)`;
  return [
    {
      rule: "dockerfile-string-indented",
      at: { span: sourceSpan(text, [first.start + first.line.search(/\S/), first.start + first.line.length], span) },
      message: `This Dockerfile is indented like the code around it, and fal's client looks for COPY and ADD in column 0: it sends nothing for this line${others}, and the build will fail.`,
      help: isFirstAtQuote
        ? "Let every line of the string begin in column 0."
        : "Put the string into `textwrap.dedent(…)`, or let every line of it begin in column 0.",
      ...(fix !== null && { fix }),
    },
  ];
}

type Fix = NonNullable<Finding["fix"]>;

interface Line {
  readonly start: number;
  readonly line: string;
}

/** Takes the margin out of each line, if it stands in the source as it is. */
function unindent({ pieces }: MappedText, lines: readonly Line[], margin: string): Fix | null {
  const edits: Fix["edits"][number][] = [];
  const text: MappedText = { value: "", pieces };
  for (const { start, line } of lines) {
    if (!line.startsWith(margin)) continue;
    const span = sourceSpan(text, [start, start + margin.length], [0, 0]);
    if (span[1] - span[0] !== margin.length) return null;
    edits.push({ at: { span }, text: "" });
  }
  const isInPlace = pieces.every(({ via }) => via === null);
  return isInPlace ? { description: "Begin every line in column 0", safe: true, edits } : null;
}

/** Wraps a literal, and imports what that takes. */
function dedent(
  { pieces }: MappedText,
  span: Span,
  { firstImport: at, hasTextwrap }: Module,
  source: string,
): Fix | null {
  if (literalAt(source, span) === null || pieces.some(({ via }) => via !== null)) return null;
  const [start, end] = span;
  const edits: Fix["edits"][number][] = [
    { at: { span: [start, start] }, text: "textwrap.dedent(" },
    { at: { span: [end, end] }, text: ")" },
  ];
  if (!hasTextwrap) {
    if (at < 0 || at > start) return null;
    const lineEnd = source.includes("\r\n") ? "\r\n" : "\n";
    edits.unshift({ at: { span: [at, at] }, text: `import textwrap${lineEnd}` });
  }
  return { description: "Put the string into `textwrap.dedent(…)`", safe: true, edits };
}
