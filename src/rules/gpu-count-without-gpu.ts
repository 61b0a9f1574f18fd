import type { Finding } from "../text/finding.ts";
import { cpuMachines, isTableAlone, machineTypes } from "./apps/machines.ts";
import { quoteWords } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const gpuCountWithoutGpu: Rule = {
  id: "gpu-count-without-gpu",
  severity: "warning",
  summary: "A number of GPUs for a machine that has none",
  why: "`num_gpus` counts only for machine types with a GPU. With a CPU machine, or none at all (the default is the smallest CPU machine), the app gets no GPU whatever the number is. A warning, since it is deployed all the same. Nothing is said of an app with `ref` that leaves the machine to its class.",
  sources: [
    "https://fal.ai/docs/api-reference/python-sdk/pyproject-toml",
    "https://fal.ai/docs/documentation/deployment/machine-types",
    "fal-ai/fal projects/fal/src/fal/app.py: App, num_gpus",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
machine_type = "L"
num_gpus = 2
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
machine_type = "GPU-H100"
num_gpus = 2
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const count = app.config.num_gpus ?? 0;
    const machines = machineTypes(app);
    const hasNoGpu = machines.length === 0 ? isTableAlone(app) : machines.every((type) => cpuMachines.includes(type));
    if (count === 0 || !hasNoGpu) return;
    const machine = machines.length === 0 ? "the default machine type" : quoteWords(machines);
    yield {
      rule: "gpu-count-without-gpu",
      at: { keyPath: [...app.path, "num_gpus"], part: "value" },
      message: `\`num_gpus = ${count}\`, but ${machine} ${machines.length > 1 ? "have" : "has"} no GPU: the app will run without.`,
      help: 'Write a machine type with a GPU, such as `machine_type = "GPU-H100"`, or remove `num_gpus`.',
    };
  },
};
