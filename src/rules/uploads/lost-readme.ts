import { firstMatch } from "../../client/ignore.ts";
import type { Instruction } from "../../container/dockerfile.ts";
import type { Files } from "../../text/files.ts";
import type { Finding } from "../../text/finding.ts";
import { readToml } from "../../toml/read.ts";
import { isTomlTable } from "../../toml/values.ts";
import { copyFinding, quoteWord } from "../dockerfile/dockerfile-finding.ts";
import type { AppContext } from "../rule.ts";
import { contextPath } from "./arrivals.ts";
import { copyReport } from "./copy-verdicts.ts";
import { ownIgnore } from "./own-ignore.ts";

// `pip install .`, `uv pip install -e ".[extra]"`, `uv sync`, `poetry install`, `python -m build`.
const installs =
  /\bpip3?\s+install\s(?:[^\n;&|]{0,300}\s)?["']?\.(?:["'\s[;&|]|$)|\buv\s+sync\b(?![^\n;&|]{0,300}--no-install-project)|\bpoetry\s+install\b(?![^\n;&|]{0,300}--no-root)|\bpython3?\s+-m\s+build\b/;

/** A whole context that is copied without the readme of the project that is then installed. */
export function* lostReadme(app: AppContext): Iterable<Finding> {
  const report = copyReport(app);
  if (report === null || app.build?.kind !== "dockerfile" || app.build.content === null || app.files === null) return;
  const { graph, ignore } = app.build.content;
  // With a .dockerignore of one's own Docker would leave it out as well, or the rules about that file tell.
  if (ignore.from !== "default") return;
  const line = report.lines.find(
    ({ runs, sources }) => runs && sources.some(({ path, state }) => path === "." && state.kind === "arrives"),
  );
  const word = line?.sources.find(({ path }) => path === ".")?.word;
  const readme = projectReadme(app.files);
  if (line === undefined || word === undefined || readme === null) return;
  const by = firstMatch(ignore, readme);
  if (by === null || app.files.stat(readme)?.kind !== "file") return;
  if (!graph.stages.some(({ reachable, instructions }) => reachable && instructions.some(isInstall))) return;
  yield copyFinding(app, { rule: "copy-source-ignored", line }, word.span, {
    severity: "warning",
    message: `${quoteWord(word.value)} is sent without ${quoteWord(readme)}, the \`readme\` of this project: there is no .dockerignore, and ${quoteWord(by.pattern)} is one of the patterns that fal's client then goes by. Installing the project in the image will most likely fail.`,
    help: ownIgnore([by]),
  });
}

function isInstall({ keyword, arguments: words }: Instruction): boolean {
  return keyword === "RUN" && installs.test(words.map(({ value }) => value).join(" "));
}

/** `project.readme`, as a path in the context. */
function projectReadme(files: Files): string | null {
  const file = files.readText("pyproject.toml");
  const document = file.kind === "text" ? readToml(file.text) : null;
  const project = document?.kind === "document" ? document.root["project"] : undefined;
  const readme = isTomlTable(project) ? project["readme"] : undefined;
  const path = isTomlTable(readme) ? readme["file"] : readme;
  return typeof path === "string" ? contextPath(path) : null;
}
