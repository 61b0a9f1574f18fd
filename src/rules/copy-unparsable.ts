import type { WordProblem } from "../client/words.ts";
import type { Finding } from "../text/finding.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import {
  copyFinding,
  inDockerfile,
  lineSpan,
  quoteWord,
  sourceSpan,
  writtenSources,
} from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import type { JudgedLine, JudgedSource } from "./uploads/copy-judge.ts";
import { type CopyVerdict, verdictsOf } from "./uploads/copy-verdicts.ts";

export const copyUnparsable: Rule = {
  id: "copy-unparsable",
  severity: "error",
  summary: "COPY or ADD that fal's client and BuildKit do not read alike",
  why: 'fal\'s client splits the line as a shell does, and as JSON if it ends in `]`; BuildKit splits it at blanks, quotes or not. The client cuts out whatever looks like `--flag`, also within a word; it joins any line to the one above that ends in a backslash, a comment too, and does not join it if blanks follow the backslash; an ADD with an `http://` or `https://` in it is passed over as a whole. What it fails to read it skips with a warning, and the remote build stops there with "not found".',
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser",
    "https://docs.docker.com/reference/dockerfile/#copy",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY my\\ notes.txt /app/
`,
    "my notes.txt": "What we know\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY ["my notes.txt", "/app/"]
`,
    "my notes.txt": "What we know\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const text = app.build?.kind === "dockerfile" ? (app.build.content?.text ?? "") : "";
    for (const verdict of verdictsOf(app, "copy-unparsable")) {
      const loose = looseBackslash(text, verdict.line);
      if (loose === null) {
        yield copyFinding(app, verdict, sourceSpan(verdict), words(verdict));
        continue;
      }
      yield copyFinding(app, verdict, [loose.backslash, loose.end], {
        message: `Blanks follow this backslash. BuildKit joins the next line, fal's client does not, and sends nothing for this ${verdict.line.instruction.keyword}: ${notFound}`,
        help: "End the line with the backslash.",
        fix: {
          description: "Remove the blanks",
          safe: true,
          edits: [{ at: inDockerfile(app, [loose.backslash + 1, loose.end]), text: "" }],
        },
      });
    }
  },
};

const notFound = 'the remote build will stop here with "not found".';

/** A backslash of the line with blanks between it and the line end. */
function looseBackslash(text: string, line: JudgedLine): { backslash: number; end: number } | null {
  if (line.read === null) return null;
  const [start, end] = lineSpan(line);
  const match = /\\[ \t]+(?=[\r\n])/.exec(text.slice(start, end));
  return match && { backslash: start + match.index, end: start + match.index + match[0].length };
}

const problems: Readonly<Record<WordProblem, string>> = {
  "no-closing-quotation": "a quote in it is not closed",
  "no-escaped-character": "it ends in a backslash",
  "invalid-json": "it ends in `]`, but is no JSON array",
  "not-strings": "its JSON array holds something else than strings",
};

function words({ sources, line }: CopyVerdict): Pick<Finding, "message" | "help"> {
  const { read, instruction, unseen } = line;
  const { keyword } = instruction;
  const [source] = sources;
  const skipped = read?.skipped ?? null;
  if (unseen === "joined") {
    return {
      message: `fal's client takes this ${keyword} for a part of what stands above, which ends in a backslash there: nothing is sent for ${writtenSources(sources)}, and ${notFound}`,
      help: "End the line above without a backslash.",
    };
  }
  if (skipped === "url") {
    return {
      message: `fal's client passes over an ADD that holds a URL: nothing is sent for ${writtenSources(sources)}, and ${notFound}`,
      help: "Write two instructions: ADD for the URL, COPY for the files.",
    };
  }
  if (skipped !== null && skipped in problems) {
    return {
      message: `fal's client cannot read this ${keyword} (${problems[skipped as WordProblem]}) and sends nothing for it: ${notFound}`,
      help: 'Write plain words, or a JSON array of strings: `COPY ["a b.txt", "/app/"]`.',
    };
  }
  return source === undefined
    ? { message: `fal's client does not read this ${keyword} as BuildKit does.` }
    : misread(source, line);
}

function misread({ word, path, state }: JudgedSource, { read }: JudgedLine): Pick<Finding, "message" | "help"> {
  const blank = read?.sources.some((source) => /\s/.test(source.path)) ?? false;
  if (state.kind === "refused" || blank) {
    return {
      message: `BuildKit splits this line at every blank, quoted or escaped or not, and so takes ${quoteWord(word.value)} for a path: the remote build will fail here.`,
      help: 'Name a path with a blank in a JSON array: `COPY ["a b.txt", "/app/"]`.',
    };
  }
  const cut = /--\w+/.exec(path ?? "")?.[0];
  if (cut !== undefined) {
    return {
      message: `fal's client takes ${quoteWord(cut)} in ${quoteWord(word.value)} for a flag and looks for another file: ${notFound}`,
      help: "Copy the folder that it lies in, or rename it.",
    };
  }
  return {
    message: `fal's client reads other paths than BuildKit in this line, and does not send ${quoteWord(word.value)}: ${notFound}`,
    help: "Write each source as a plain word, or all as a JSON array of strings.",
  };
}
