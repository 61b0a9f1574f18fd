import type { PythonDefinition, PythonModule } from "../client/python-symbols.ts";
import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { type AppRef, appRef, isWellFormed } from "./apps/app-ref.ts";
import { namedModule } from "./apps/named-module.ts";
import { quoteWord, quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const refSymbolNotFound: Rule = {
  id: "ref-symbol-not-found",
  severity: "error",
  summary: "The Python file of a `ref` has no such app, or more than one to choose from",
  why: "fal's client runs the file and takes the class or function that stands behind `::`, which must be a `fal.App` or a `@fal.function`. Without `::` it takes the only `fal.App`, and stops if there are several. The file is read here and not run. So nothing is said of a name that could come into being in any other way than by a plain definition: an assignment, a star import, a condition.",
  sources: ["fal-ai/fal projects/fal/src/fal/utils.py: _find_target"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscale"
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
    if (ref === null || !isWellFormed(ref) || ref.path.startsWith("/")) return;
    const module = namedModule(app, ref.path);
    const found = module === null ? null : problem(ref, module);
    if (found === null) return;
    yield { rule: "ref-symbol-not-found", at: { keyPath: [...app.path, "ref"], part: "value" }, ...found };
  },
};

type Words = Pick<Finding, "message" | "help">;

function problem(ref: AppRef, module: PythonModule): Words | null {
  if (ref.symbol === null) return severalApps(ref, module);
  if (!module.names.has(ref.symbol)) return missing(ref, ref.symbol, module);
  return noApp(ref, ref.symbol, module);
}

/** Base classes only add to them, so what is seen is enough. */
function severalApps({ file }: AppRef, { definitions, rebound }: PythonModule): Words | null {
  const apps = definitions.filter((definition) => isFalApp(definition) && !rebound.has(definition.name));
  const names = [...new Set(apps.map(({ name }) => name))];
  if (names.length < 2) return null;
  return {
    message: `${quoteWord(file)} holds more than one \`fal.App\`: ${quoteWords(names)}. fal's client cannot choose, and stops.`,
    help: `Name one of them: ${quoteWord(`ref = "${file}::${names[0]}"`)}.`,
  };
}

function missing({ file }: AppRef, symbol: string, { open, definitions }: PythonModule): Words | null {
  // Python folds such names (NFKC): another spelling could be the same name.
  if (open || /[^\x00-\x7f]/.test(symbol)) return null;
  const names = definitions.map(({ name }) => name);
  const apps = definitions.filter(isFalApp).map(({ name }) => name);
  const meant = nearest(symbol, names) ?? (apps.length === 1 ? apps[0] : undefined);
  return {
    message: `${quoteWord(file)} has no ${quoteWord(symbol)}: fal's client will stop.`,
    help:
      meant === undefined
        ? "Write the name of a `fal.App` class, or of a function with `@fal.function`, that stands in the file."
        : `Did you mean ${quoteWord(`${file}::${meant}`)}?`,
  };
}

/** A definition that nothing can have made an app: no decorator, no base class, no second binding. */
function noApp({ file }: AppRef, symbol: string, { open, defined, rebound }: PythonModule): Words | null {
  const all = defined.get(symbol) ?? [];
  const plain = all.every(({ decorated, bases }) => !decorated && bases.length === 0);
  if (open || all.length === 0 || !plain || rebound.has(symbol)) return null;
  const kind = all.at(-1)?.kind;
  return {
    message: `${quoteWord(symbol)} in ${quoteWord(file)} is neither a \`fal.App\` nor a \`fal.function\`: fal's client will stop.`,
    help: kind === "class" ? `Write ${quoteWord(`class ${symbol}(fal.App):`)}.` : "Put `@fal.function(…)` above it.",
  };
}

function isFalApp({ kind, bases }: PythonDefinition): boolean {
  return kind === "class" && bases.includes("fal.App");
}
