import { noProject } from "../config/project.ts";
import type { Files } from "../text/files.ts";
import type { Finding } from "../text/finding.ts";
import { normalizePath } from "../text/path.ts";
import { readToml } from "../toml/read.ts";
import { isTomlTable } from "../toml/values.ts";
import { type AppRequirement, appRequirements, requirementFolder } from "./apps/app-requirements.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const missingLocalRequirement: Rule = {
  id: "missing-local-requirement",
  severity: "error",
  summary: "A local requirement that is no folder with a named project in it",
  why: "Where a requirement is the path of a folder, even a bare word, fal's client builds an sdist of it and sends that. It needs a pyproject.toml with `[project] name` there, and stops without one. Everything else is sent to pip as it is, also a path that leads nowhere or to a file, and pip cannot find it on fal's machine. Paths are relative to `requirements_context_dir`, or else to the folder of the pyproject.toml.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/api/_sdist.py: _parse_local_path_requirement, _read_package_name",
    "https://fal.ai/docs/documentation/development/import-code",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
requirements = ["projects/painter[serve]"]
`,
    "project/painter/pyproject.toml": `[project]
name = "painter"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
requirements = ["project/painter[serve]"]
`,
    "project/painter/pyproject.toml": `[project]
name = "painter"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const entries = appRequirements(app);
    const lost = missingContext(app);
    if (lost !== null && entries.some(({ kind }) => kind === "path")) {
      yield lost;
      return;
    }
    for (const entry of entries) {
      const words = entryWords(entry, app);
      if (words !== null) yield { rule: "missing-local-requirement", at: entry.at, ...words };
    }
  },
};

type Words = Pick<Finding, "message" | "help" | "severity">;

/** A folder for all of them that is not there. */
function missingContext({ config, path, files }: AppContext): Finding | null {
  const folder = config.requirements_context_dir;
  if (folder === undefined || files === null || /^[/~]/.test(folder)) return null;
  if (files.stat(normalizePath(folder))?.kind === "directory") return null;
  return {
    rule: "missing-local-requirement",
    at: { keyPath: [...path, "requirements_context_dir"], part: "value" },
    message: `${quoteWord(folder)} is no folder here, so the local requirements lead nowhere: pip will not find them on fal's machine.`,
    help: "The path is relative to the folder of the pyproject.toml.",
  };
}

function entryWords(entry: AppRequirement, app: AppContext): Words | null {
  if (entry.kind !== "path" && entry.kind !== "folder") return null;
  const folder = requirementFolder(app, entry.path);
  if (folder === null) return null;
  if (entry.kind === "path") return app.files === null ? null : pathWords(entry.path, folder, app.files, app);
  const problem = folder === "." ? ownProblem(app) : app.files && projectProblem(app.files, folder);
  return problem === null
    ? null
    : {
        message: `${quoteWord(entry.path)} is a folder, so fal's client packs it, and stops: ${problem}.`,
        help: nameHelp,
      };
}

const nameHelp = "Give it a `[project]` table with `name`.";

function pathWords(path: string, folder: string, files: Files, { config }: AppContext): Words {
  const isFile = files.stat(folder) !== null;
  const what = isFile ? "is a file, and fal sends folders only" : "does not exist";
  return {
    // An image may hold such a path itself.
    ...(config.image !== undefined && { severity: "warning" }),
    message: `${quoteWord(path)} ${what}: pip will not find it on fal's machine.`,
    help: isFile
      ? "Name its folder if a pyproject.toml is in it, or put the file where a URL leads to it."
      : "The path is relative to `requirements_context_dir`, or else to the folder of the pyproject.toml.",
  };
}

function ownProblem({ project, files }: AppContext): string | null {
  if (project.name) return null;
  // The app may stand elsewhere: in code, beside which there may be one.
  return project === noProject ? files && projectProblem(files, ".") : "this pyproject.toml has no `[project] name`";
}

function projectProblem(files: Files, folder: string): string | null {
  const file = files.readText(`${folder}/pyproject.toml`);
  if (file.kind === "missing") return "there is no pyproject.toml in it";
  const document = file.kind === "text" ? readToml(file.text) : null;
  if (document?.kind !== "document") return "its pyproject.toml cannot be read";
  const project = document.root["project"];
  const name = isTomlTable(project) ? project["name"] : undefined;
  return typeof name === "string" && name !== "" ? null : "its pyproject.toml has no `[project] name`";
}
