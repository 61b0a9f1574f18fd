import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { copyFinding, inDockerfile, quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import type { JudgedLine } from "./uploads/copy-judge.ts";
import { verdictsOf } from "./uploads/copy-verdicts.ts";

export const copyFromAfterFlag: Rule = {
  id: "copy-from-after-flag",
  severity: "info",
  summary: "COPY with --from behind another flag, taken for a copy of local files",
  why: "fal's client knows a copy from another stage by `--from=` directly behind COPY. Behind another flag it does not see it, and takes the paths for local ones. Most often they do not exist here: it says so and goes on, and the build is right. If they do exist, they are sent for nothing (a warning: with `/` as the source that is the whole project); if they are too large or lie outside, the client stops (an error).",
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser._is_valid_source"],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM rust:1.83 AS build
RUN cargo install ripgrep --root /out

FROM debian:12-slim
COPY --chown=1000:1000 --from=build /out/bin/rg /usr/local/bin/
`,
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM rust:1.83 AS build
RUN cargo install ripgrep --root /out

FROM debian:12-slim
COPY --from=build --chown=1000:1000 /out/bin/rg /usr/local/bin/
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const text = app.build?.kind === "dockerfile" ? (app.build.content?.text ?? "") : "";
    for (const verdict of verdictsOf(app, "copy-from-after-flag")) {
      const { instruction, from } = verdict.line;
      const [first] = instruction.flags;
      if (from === null || first === undefined) continue;
      yield copyFinding(app, verdict, from.span, {
        ...words(verdict.line),
        help: "Write `--from` directly behind COPY.",
        fix: {
          description: "Change places with the first flag",
          safe: true,
          edits: [
            { at: inDockerfile(app, first.span), text: text.slice(...from.span) },
            { at: inDockerfile(app, from.span), text: text.slice(...first.span) },
          ],
        },
      });
    }
  },
};

function words({ effects, read }: JudgedLine): Pick<Finding, "severity" | "message"> {
  const taken = "fal's client does not see `--from` behind another flag, and takes";
  const [abort] = effects.aborts;
  if (abort !== undefined && abort.kind !== "ignore-pattern") {
    const why = abort.kind === "too-large" ? "is too large to be sent" : "lies outside the build context";
    return {
      severity: "error",
      message: `${taken} ${quoteWord(abort.source || "/")} for local files: it will stop, since ${quoteWord(abort.path)} ${why}.`,
    };
  }
  if (effects.needless.length > 0) {
    const sent = effects.needless.map((path) => (path === "." ? "the whole project" : path));
    return {
      severity: "warning",
      message: `${taken} the paths for local ones: ${quoteWords(sent)} will be sent for nothing.`,
    };
  }
  const paths = quoteWords(read?.sources.map(({ path }) => path) ?? []);
  return {
    severity: "info",
    message: `${taken} the paths for local ones: it will say that ${paths} was not found. The build is not affected.`,
  };
}
