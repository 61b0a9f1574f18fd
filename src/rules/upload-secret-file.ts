import type { DockerfileContent } from "../manifest/resolve.ts";
import type { Finding } from "../text/finding.ts";
import type { Span } from "../text/source.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { inDockerfile, namedBy, quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";
import { foldersAbove } from "./uploads/arrivals.ts";
import { type SecretFile, secretFiles } from "./uploads/secret-files.ts";

export const uploadSecretFile: Rule = {
  id: "upload-secret-file",
  severity: "error",
  securitySeverity: 8.2,
  summary: "A file with secrets that is sent for the build",
  why: "What a COPY or ADD names is sent to fal and stays in a layer of the image, for everyone who can pull it or read its files. An error if the content shows it: a private key, the key of a service account, a token or a password. A warning if only the name does: `.env` and its kin, key stores, and the folder `.git` with its history. What the patterns hold back is not looked at: without a .dockerignore fal's client leaves out `.env` and `.git`, with one of your own it does not.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DEFAULT_DOCKERIGNORE_PATTERNS",
    "https://fal.ai/docs/documentation/development/secrets",
  ],
  bad: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY . /app
`,
    ".dockerignore": `.git
__pycache__
`,
    ".env": "API_KEY=abc\n",
  },
  good: {
    "pyproject.toml": dockerfileApp,
    Dockerfile: `FROM python:3.12-slim
COPY . /app
`,
    ".dockerignore": `.git
.env
__pycache__
`,
    ".env": "API_KEY=abc\n",
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    if (app.build?.kind !== "dockerfile" || app.build.content === null || app.files === null) return;
    const { content } = app.build;
    const sourceOf = sourceFinder(content);
    const groups = new Map<string, SecretFile[]>();
    for (const file of secretFiles(content.uploads.uploads, app.files)) {
      const key = `${sourceOf(file.path)}: ${file.what}`;
      groups.set(key, [...(groups.get(key) ?? []), file]);
    }
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const paths = group.map(({ path }) => path);
      const each = group.length > 1 ? "each of which" : "which";
      yield {
        rule: "upload-secret-file",
        severity: first.proven ? "error" : "warning",
        at: inDockerfile(app, sourceOf(first.path)),
        message: `This sends ${quoteWords(paths)}, ${each} ${first.what}, to stay in a layer of the image.`,
        help: `Add ${quoteWord(`/${first.path}`)} to the .dockerignore${content.ignore.from === "default" ? ", together with what fal's client leaves out without one (`.git`, `.env` and so on)" : ""}. Give the app its secrets with \`fal secrets set\` and \`secrets\`, the build its own with \`image.secrets\`.`,
        related: namedBy(app),
      };
    }
  },
};

/** Tells by which word of the Dockerfile a file is sent first. */
function sourceFinder({ copySources, uploads }: DockerfileContent): (path: string) => Span {
  const spans = new Map<string, Span>();
  const sources = copySources.reads.flatMap((read) => read.sources);
  for (const [index, outcome] of uploads.outcomes.entries()) {
    const span = sources[index]?.span;
    if (span !== undefined && !spans.has(outcome.path)) spans.set(outcome.path, span);
  }
  return (path) => {
    const within = [path, ...foldersAbove(path)].find((folder) => spans.has(folder));
    return spans.get(within ?? "") ?? [0, 0];
  };
}
