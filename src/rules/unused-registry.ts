import type { Finding } from "../text/finding.ts";
import { quoteWords } from "./dockerfile/dockerfile-finding.ts";
import { joinRegistries } from "./registries/registry-join.ts";
import type { AppContext, Rule } from "./rule.ts";

export const unusedRegistry: Rule = {
  id: "unused-registry",
  severity: "warning",
  summary: "A registry credential that no image of the build needs",
  why: "The build works without it, so either the key is not the one that was meant, or a password is handed out for nothing. It is said only where every image that the build pulls is known: `FROM`, `COPY --from`, `RUN --mount=from=` and `# syntax=` of the Dockerfile, with its variables resolved.",
  sources: ["moby/buildkit session/auth/authprovider/authconfigprovider.go"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."quay.io"]
username = "my-org+puller"
password = "$QUAY_IO_PASSWORD"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "quay.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."quay.io"]
username = "my-org+puller"
password = "$QUAY_IO_PASSWORD"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { entries, images } = joinRegistries(app);
    const from =
      images.length === 0 ? "it pulls none" : `it pulls from ${quoteWords(images.map(({ domain }) => domain))}`;
    for (const { use, path } of entries) {
      if (use.kind !== "unused") continue;
      yield {
        rule: "unused-registry",
        at: { keyPath: path, part: "key" },
        message: `No image of this build needs this credential: ${from}. A password that is handed out for nothing is risky.`,
        help: "Remove it, or write the key of the registry that was meant.",
      };
    }
  },
};
