import type { Comment } from "../container/dockerfile.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, inDockerfile, quoteWord, quoteWords, writtenSources } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const copyCommentInContinuation: Rule = {
  id: "copy-comment-in-continuation",
  severity: "error",
  summary: "A comment between the continued lines of COPY or ADD",
  why: 'BuildKit skips the comment and goes on with the next line. For fal\'s client the comment is a part of the instruction and its end: `#` and the words behind it become paths, what stands below is not read. What is not sent makes the remote build stop at the line with "not found" (an error); a word of the comment that names a file sends that file (a warning); where everything arrives nevertheless, the client only says that `#` was not found (info).',
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser.__post_init__"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY main.py \\
# what it needs
  requirements.txt \\
  /app/
`,
    "main.py": "print('hello')\n",
    "requirements.txt": "numpy\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
# with what it needs
COPY main.py \\
  requirements.txt \\
  /app/
`,
    "main.py": "print('hello')\n",
    "requirements.txt": "numpy\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const { rule, line, sources } of verdictsOf(app, "copy-comment-in-continuation")) {
      const { comments, keyword, keywordSpan } = line.instruction;
      const [comment] = comments;
      if (comment === undefined) continue;
      const { needless, aborts } = line.effects;
      const [abort] = aborts;
      const taken = `fal's client takes this comment for a part of the ${keyword}`;
      const [severity, then] =
        abort !== undefined && abort.kind !== "ignore-pattern"
          ? (["error", `and stops at ${quoteWord(abort.path)}`] as const)
          : sources.length > 0
            ? ([
                "error",
                `and does not send ${writtenSources(sources)}: the remote build will stop at the ${keyword} with "not found"`,
              ] as const)
            : needless.length > 0
              ? (["warning", `and sends ${quoteWords(needless)} for a word of it`] as const)
              : (["info", "and will say that its words were not found; the build is not affected"] as const);
      yield copyFinding(app, { rule, line }, comment.span, {
        severity,
        message: `${taken}, ${then}.`,
        help: `Move the comment above the ${keyword}.`,
        fix: { description: "Move it above the instruction", safe: true, edits: edits(app, keywordSpan[0], comments) },
      });
    }
  },
};

function edits(app: AppContext, start: number, comments: readonly Comment[]): NonNullable<Finding["fix"]>["edits"] {
  const text = app.build?.kind === "dockerfile" ? (app.build.content?.text ?? "") : "";
  const moved = comments.map(({ span }) => `${text.slice(...span)}\n`).join("");
  return [
    { at: inDockerfile(app, [start, start]), text: moved },
    ...comments.map(({ span: [from, to] }) => {
      const lineStart = Math.max(text.lastIndexOf("\n", from - 1), text.lastIndexOf("\r", from - 1)) + 1;
      const lineEnd = text.startsWith("\r\n", to) ? to + 2 : Math.min(to + 1, text.length);
      return { at: inDockerfile(app, [lineStart, lineEnd]), text: "" };
    }),
  ];
}
