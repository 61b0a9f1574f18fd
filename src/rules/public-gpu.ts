import type { Finding } from "../text/finding.ts";
import { cpuMachines, machineTypes } from "./apps/machines.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const publicGpu: Rule = {
  id: "public-gpu",
  severity: "warning",
  optional: true,
  summary: "A public app on a GPU machine",
  why: '`auth = "public"` lets everyone call the app, without a key and at your expense, and a GPU is the expensive kind of machine. Off by default, since a public demo may well be meant so.',
  sources: ["https://fal.ai/docs/api-reference/python-sdk/pyproject-toml"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
auth = "public"
machine_type = "GPU-H100"
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
auth = "private"
machine_type = "GPU-H100"
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const gpu = machineTypes(app).find((type) => !cpuMachines.includes(type));
    if (app.config.auth !== "public" || gpu === undefined) return;
    yield {
      rule: "public-gpu",
      at: { keyPath: [...app.path, "auth"], part: "value" },
      message: `Everyone can call this app without a key, and you pay for ${quoteWord(gpu)}.`,
      help: 'Write `auth = "private"`, or `"shared"` to let the callers pay.',
      related: [{ at: { keyPath: [...app.path, "machine_type"], part: "value" }, message: "This is what it runs on." }],
    };
  },
};
