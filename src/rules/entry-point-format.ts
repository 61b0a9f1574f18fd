import type { Finding } from "../text/finding.ts";
import { tomlString } from "../toml/edit.ts";
import { type AppRef, appRef, isPythonName, isWellFormed } from "./apps/app-ref.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const entryPointFormat: Rule = {
  id: "entry-point-format",
  severity: "error",
  summary: "A `ref` or `python_entry_point` in a form that fal's client cannot follow",
  why: "A `ref` is a file, two colons and a name: `src/app.py::MyApp`. With a single colon, dots or no `.py` the whole text is taken for the name of a file, which does not exist. A `python_entry_point` is a module, one colon and a name: `my_package.server:MyApp`. fal's client stops at one without a colon or with nothing on one side of it; what is no Python name fails once the app is loaded.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/cli/parser.py: RefAction.split_ref",
    "fal-ai/fal projects/fal/src/fal/utils.py: _parse_python_entry_point",
    "https://fal.ai/docs/api-reference/python-sdk/pyproject-toml",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler:Upscaler"
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    pass
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    pass
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const ref = appRef(app);
    const found = ref === null ? entryPointProblem(app.config.python_entry_point) : refProblem(app, ref);
    if (found === null) return;
    const key = ref === null ? "python_entry_point" : "ref";
    yield { rule: "entry-point-format", at: { keyPath: [...app.path, key], part: "value" }, ...found };
  },
};

type Words = Pick<Finding, "message" | "help" | "fix" | "severity">;

function refProblem(app: AppContext, ref: AppRef): Words | null {
  if (isWellFormed(ref) || app.files?.stat(ref.path)?.kind === "file") return symbolProblem(ref);
  const { files } = app;
  const written = app.config.ref ?? "";
  const unseen = files === null;
  const message = `fal's client takes ${quoteWord(ref.file)} for the name of a file: ${unseen ? "unless there is one of that very name" : "there is none of that name, and"} it will stop.`;
  const found = { message, ...(unseen && { severity: "warning" as const }) };
  const meant = intended(written);
  if (meant === null) return { ...found, help: "Write the Python file and the name in it: `src/app.py::MyApp`." };
  const exists = files?.stat(meant.file)?.kind === "file";
  const text = `${meant.file}::${meant.symbol}`;
  const help = `Write ${quoteWord(`ref = "${text}"`)}${exists ? "" : "; for an installed package, `python_entry_point` instead of `ref`"}.`;
  if (!exists) return { ...found, help };
  const at = { keyPath: [...app.path, "ref"], part: "value" } as const;
  const fix = { description: `Write ${quoteWord(text)}`, safe: true, edits: [{ at, text: tomlString(text) }] };
  return { ...found, help, fix };
}

/** The file exists, or its name is in order. */
function symbolProblem({ file, symbol }: AppRef): Words | null {
  if (symbol === null || isPythonName(symbol)) return null;
  const what =
    symbol === "" ? "There is no name behind `::`" : `${quoteWord(symbol)} is not the name of a class or function`;
  return {
    message: `${what}: fal's client looks for exactly that in the file, and will not find it.`,
    help: `Write the name of one class or function at the top level of ${quoteWord(file)}.`,
  };
}

/** What the writer of `package.module:App` or `folder/file:App` may have had in mind. */
function intended(written: string): { readonly file: string; readonly symbol: string } | null {
  const [, file, symbol] = /^([^:]+):{1,2}([^:]+)$/.exec(written) ?? [];
  if (file === undefined || symbol === undefined || !isPythonName(symbol)) return null;
  if (file.endsWith(".py")) return { file, symbol };
  const isModule = file.split(".").every(isPythonName);
  return { file: `${isModule ? file.replaceAll(".", "/") : file}.py`, symbol };
}

function entryPointProblem(written: string | undefined): Words | null {
  if (written === undefined) return null;
  const at = written.indexOf(":");
  const module = written.slice(0, Math.max(at, 0));
  const symbol = written.slice(at + 1);
  const help = "Write the module, a colon and the name in it: `my_package.server:MyApp`.";
  if (at < 0 || module === "" || symbol === "") {
    const message = `${quoteWord(written)} is not of the form \`module:name\`: fal's client stops.`;
    return { message, help };
  }
  const word = module.split(".").every(isPythonName) ? symbol : module;
  if (word === symbol && symbol.split(".").every(isPythonName)) return null;
  const hint = module.endsWith(".py") ? " A file is named by `ref`." : "";
  const what = word === symbol ? "name in it" : "module";
  return {
    message: `${quoteWord(word)} cannot be the ${what}: the app will fail when it is loaded.`,
    help: help + hint,
  };
}
