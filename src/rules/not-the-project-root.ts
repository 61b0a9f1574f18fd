import { outerProjectRoot } from "../client/project-root.ts";
import type { Finding } from "../text/finding.ts";
import { normalizePath } from "../text/path.ts";
import type { FileContext, Rule } from "./rule.ts";

export const notTheProjectRoot: Rule = {
  id: "not-the-project-root",
  severity: "info",
  optional: true,
  summary: "A pyproject.toml that fal finds only from its own folder",
  why: "From the working directory upwards, fal's client takes the first folder with a `.git`, or with a pyproject.toml that has a `[tool.fal]`, for the root of the project, and reads no other pyproject.toml. One below the root of its repository is found only by a command that is typed in its own folder or below; from further up, in a CI job say, the app is unknown. Nothing is wrong with that, so this rule speaks only where it is selected.",
  sources: ["fal-ai/fal projects/fal/src/fal/project.py: find_project_root"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
`,
    "../.git/HEAD": "ref: refs/heads/main\n",
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
`,
    ".git/HEAD": "ref: refs/heads/main\n",
  },
  since: "0.1.0",
  *checkFile({ project, files }: FileContext): Iterable<Finding & { readonly app: null }> {
    if (project.falKeys === null || files === null || files.stat(".git") !== null) return;
    const outer = outerProjectRoot(files);
    if (outer === null) return;
    const folder = normalizePath(outer.folder);
    const reason = outer.marker === ".git" ? "that holds a `.git`" : "whose pyproject.toml has a `[tool.fal]`";
    yield {
      rule: "not-the-project-root",
      app: null,
      at: { keyPath: ["tool", "fal"], part: "key" },
      message: `From \`${folder}\`, ${reason}, fal's client does not find this file.`,
      help: "Type fal's commands in the folder of this file.",
    };
  },
};
