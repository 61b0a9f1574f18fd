import type { CopyRead } from "../client/copy-sources.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { inDockerfile, namedBy, quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { copyReport } from "./uploads/copy-verdicts.ts";

export const copyInHeredoc: Rule = {
  id: "copy-in-heredoc",
  severity: "warning",
  summary: "A line of a heredoc that begins with COPY or ADD, for which fal's client sends files",
  why: "Every line that begins with COPY or ADD in the first column counts for fal's client, also in the text of a heredoc or behind the backslash of another instruction, where BuildKit sees no instruction. What it names is sent though nothing copies it; if that is too large or lies outside the context, the client stops (an error). If it does not exist nothing happens, and nothing is said.",
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser.parse_copy_add_sources"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
RUN cat > /usr/share/example.txt <<EOF
COPY notes.txt /
EOF
`,
    "notes.txt": "What we know\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
RUN cat > /usr/share/example.txt <<EOF
 COPY notes.txt /
EOF
`,
    "notes.txt": "What we know\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const { read, effects } of copyReport(app)?.strays ?? []) {
      const [abort] = effects.aborts;
      if (abort === undefined && effects.needless.length === 0) continue;
      const stops = abort !== undefined && abort.kind !== "ignore-pattern";
      const taken = `fal's client takes this for ${read.instruction === "ADD" ? "an ADD" : "a COPY"}, which it is not`;
      yield {
        rule: "copy-in-heredoc",
        ...(stops && { severity: "error" as const }),
        at: inDockerfile(app, [read.span[0], endOf(read)]),
        message: stops
          ? `${taken}, and will stop at ${quoteWord(abort.path)}, which ${abort.kind === "too-large" ? "is too large" : "lies outside the build context"}.`
          : `${taken}, and will send ${quoteWords(effects.needless.map((path) => (path === "." ? "the whole project" : path)))} for nothing.`,
        help: "Put a blank in front of it, where that does not change the text's meaning.",
        related: namedBy(app),
      };
    }
  },
};

/** The end of the last source: what the client joins to the line may reach far down. */
function endOf({ sources, span }: CopyRead): number {
  return sources.at(-1)?.span[1] ?? span[1];
}
