import type { Rule } from "./rule.ts";

export const wrongType: Rule = {
  id: "wrong-type",
  severity: "error",
  summary: "A value of the wrong type",
  why: "fal's client checks the types of most keys and refuses the app; it takes no float for an integer. The few that it does not check (`min_concurrency`, `machine_type`, `build_args` and so on) fail later, on the server, or are not what was meant.",
  sources: ["fal-ai/fal projects/fal/src/fal/cli/_utils.py: _validate_int, _validate_bool, _validate_str_list"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
exposed_port = "8000"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
python_entry_point = "server.app:Server"
exposed_port = 8000
`,
  },
  required: true,
  since: "0.1.0",
};
