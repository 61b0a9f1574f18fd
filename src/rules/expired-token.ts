import { tokenKinds } from "../container/token-kinds.ts";
import type { Finding } from "../text/finding.ts";
import { isoTime, span } from "../text/time.ts";
import { hasExpired, isEcrTokenAtEcr, secondsLeft } from "./registries/expiry.ts";
import { isRefused } from "./registries/password-problem.ts";
import { aboutPassword, dockerHubNote, registryEntries } from "./registries/registry-entries.ts";
import { usualPassword } from "./registries/usual-password.ts";
import type { AppContext, Rule } from "./rule.ts";

// {"alg":"-"} and {"exp":1577836800}, 2020-01-01 00:00 UTC, without a signature
const example = ["eyJhbGciOiItIn0", "eyJleHAiOjE1Nzc4MzY4MDB9", ""].join(".");

export const expiredToken: Rule = {
  id: "expired-token",
  severity: "error",
  summary: "A registry password in the file that has expired",
  why: "A JSON Web Token tells its end in clear, as `exp`: the access tokens of Azure's registry, those of JFrog and IBM, GitHub's newer installation tokens. Once it has come, every registry refuses the token. Those of Amazon ECR are for expired-ecr-token.",
  sources: [
    "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4",
    "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
  ],
  now: "2020-01-02T00:00:00Z",
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "my-org.jfrog.io/docker/my-server:1.2.0"

[tool.fal.apps.server.image.registries."my-org.jfrog.io"]
username = "my-user"
password = "${example}"
`,
  },
  alsoFlagged: ["plaintext-password"],
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "my-org.jfrog.io/docker/my-server:1.2.0"

[tool.fal.apps.server.image.registries."my-org.jfrog.io"]
username = "my-user"
password = "$MY_ORG_JFROG_IO_PASSWORD"
`,
  },
  needs: "env",
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const entry of registryEntries(app)) {
      const { password, path } = entry;
      if (password.kind !== "token" || password.expires === null || app.now === null) continue;
      if (!hasExpired(entry, app.now) || isEcrTokenAtEcr(entry) || isRefused(entry, password)) continue;
      const ago = span(-secondsLeft(password.expires, app.now));
      yield {
        rule: "expired-token",
        at: { keyPath: [...path, "password"], part: "value" },
        message: aboutPassword(
          entry,
          `This ${tokenKinds[password.id].label} expired ${ago} ago, at ${isoTime(password.expires)}: the pull will fail.${dockerHubNote(entry)}`,
        ),
        help: usualPassword(entry),
      };
    }
  },
};
