import type { Finding } from "../text/finding.ts";
import { codeApp, codeName, setHere } from "./apps/code-app.ts";
import type { AppContext, Rule } from "./rule.ts";

export const setInCode: Rule = {
  id: "set-in-code",
  severity: "warning",
  summary: "A key that counts for nothing, since the Python code of the `ref` sets it too",
  why: "fal's client runs the module of a `ref`, and takes from the table what the class or function leaves open. An `image` of its own replaces the whole table `image`, registries and secrets included; of another key this is said where the two values differ. Only `name` and `auth`, and for a `fal.App` also `exposed_port`, are taken from the table first. The module is read and not run, so nothing is said of values that are only known when it runs, and of inherited ones only `image` counts. Of a `python_entry_point` the client does not look at the class.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/utils.py: _merge_options, _toml_host_keys_overriding_app_defaults",
    "fal-ai/fal projects/fal/src/fal/app.py: App.__init_subclass__, wrap_app",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
machine_type = "GPU-H100"
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    machine_type = "GPU-A100"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
machine_type = "GPU-H100"
`,
    "upscaler.py": `import fal

class Upscaler(fal.App):
    pass
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const code = codeApp(app);
    if (code === null) return;
    for (const [key, setting] of code.settings) {
      const written: unknown = Reflect.get(app.config, key);
      const isSame = key !== "image" && (setting.value === null || hasSameValues(written, setting.value));
      if (written === undefined || isSame) continue;
      yield {
        rule: "set-in-code",
        at: { keyPath: [...app.path, key], part: "key" },
        message: message(codeName(code), key, setting.isCertain),
        help: `Remove \`${key}\` here. If this is what is meant, write it there.`,
        related: setHere(code.path, setting, key),
      };
    }
  },
};

function message(name: string, key: string, isCertain: boolean): string {
  if (key !== "image")
    return `${name} sets \`${key}\` to something else, and fal's client takes that: this counts for nothing.`;
  const condition = isCertain ? "" : "unless that is `None` when the code runs, ";
  return `${name} sets an \`image\` too, and ${condition}fal's client takes that one: nothing in this table counts.`;
}

/** `"S"` says the same as `["S"]`. */
function hasSameValues(a: unknown, b: unknown): boolean {
  const [left, right] = [a, b].map((value) => [value].flat(mostDepth).map((item) => `${typeof item} ${item}`));
  return left?.join("\n") === right?.join("\n");
}

// Lists of lists are what `requirements` may be.
const mostDepth = 3;
