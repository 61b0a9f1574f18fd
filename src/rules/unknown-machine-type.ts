import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { tomlString } from "../toml/edit.ts";
import { cpuMachines, gpuMachines, machineTypes } from "./apps/machines.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

/** Older names that the platform has had; they are not suggested. */
const former = ["GPU", "GPU-T4", "GPU-A100-40G", "GPU-A100-80G"];

const documented = [...cpuMachines, ...gpuMachines];

export const unknownMachineType: Rule = {
  id: "unknown-machine-type",
  severity: "info",
  summary: "A machine type that fal's documentation does not list",
  why: "fal's client hands any word on, and the platform refuses what it does not have. A hint and no more: new machine types appear all the time, and some accounts have their own.",
  sources: ["https://fal.ai/docs/documentation/deployment/machine-types"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
machine_type = "H100"
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
machine_type = "GPU-H100"
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const inList = typeof app.config.machine_type !== "string";
    for (const [index, type] of machineTypes(app).entries()) {
      if (documented.includes(type) || former.includes(type)) continue;
      const at = { keyPath: [...app.path, "machine_type", ...(inList ? [index] : [])], part: "value" } as const;
      const meant = intended(type);
      const message = `${quoteWord(type)} is not among the machine types that fal documents.`;
      if (meant === null) {
        const help = `Those are ${documented.map((name) => `\`${name}\``).join(", ")}; newer ones may be missing here.`;
        yield { rule: "unknown-machine-type", at, message, help };
        continue;
      }
      const help = `Did you mean \`${meant}\`?`;
      const edits = [{ at, text: tomlString(meant) }];
      const fix = { description: `Write \`${meant}\``, safe: false, edits };
      yield { rule: "unknown-machine-type", at, message, help, fix };
    }
  },
};

/** `H100` and `gpu_h100` mean `GPU-H100`; a number in a name must be the same, for the next GPU may well be real. */
function intended(type: string): string | null {
  const meant = gpuMachines.find((name) => name === `GPU-${type.toUpperCase()}`) ?? nearest(type, documented);
  return meant !== null && digits(meant) === digits(type) ? meant : null;
}

function digits(text: string): string {
  return text.replaceAll(/[^0-9]/g, "");
}
