import { keyFor } from "../container/registry.ts";
import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { joinRegistries } from "./registries/registry-join.ts";
import type { AppContext, Rule } from "./rule.ts";

export const duplicateRegistryKey: Rule = {
  id: "duplicate-registry-key",
  severity: "warning",
  summary: "Two registry keys for one registry",
  why: "Where one of them is written exactly as BuildKit looks for it, that one is taken and the other never. Where none is, BuildKit goes through the keys in the order of a Go map, which is another one each time: which password it sends is left to chance.",
  sources: ["docker/cli cli/config/credentials/file_store.go: Get"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."https://ghcr.io"]
username = "my-user"
password = "$MY_TOKEN"

[tool.fal.apps.server.image.registries."https://ghcr.io/v2/"]
username = "my-org-bot"
password = "$BOT_TOKEN"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-org-bot"
password = "$BOT_TOKEN"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const { use, path, domain } of joinRegistries(app).entries) {
      if (use.kind !== "random" && use.kind !== "shadowed") continue;
      const isRandom = use.kind === "random";
      const host = quoteWord(domain);
      yield {
        rule: "duplicate-registry-key",
        severity: isRandom ? "warning" : "info",
        at: { keyPath: path, part: "key" },
        message: isRandom
          ? `Two keys are for ${host}, and BuildKit takes either, at random. That is risky: it may send another password each time.`
          : `This entry is never used: BuildKit takes another one for ${host}.`,
        help: `Keep one of them, under the key ${quote(keyFor(domain))}.`,
        related: [
          {
            at: { keyPath: (isRandom ? use.other : use.by).path, part: "key" },
            message: isRandom ? "This is the other one." : "This one is taken.",
          },
        ],
      };
    }
  },
};
