import { tokenKinds } from "../container/token-kinds.ts";
import type { Finding } from "../text/finding.ts";
import { isoTime, span } from "../text/time.ts";
import { hasExpired, isEcrTokenAtEcr, secondsLeft } from "./registries/expiry.ts";
import { isRefused } from "./registries/password-problem.ts";
import { aboutPassword, type RegistryEntry, registryEntries } from "./registries/registry-entries.ts";
import { usualPassword } from "./registries/usual-password.ts";
import type { AppContext, Rule } from "./rule.ts";

export const shortLivedToken: Rule = {
  id: "short-lived-token",
  severity: "warning",
  summary: "A registry password that will be dead within hours",
  why: "Access tokens are made for one job: Google's live one hour, those of Azure's registry three, those of GitHub Actions and of GitLab CI as long as their job. One that stands in a file, or was once set as a secret, is usually dead by the next build. Some registries have a username of their own for them, which tells it even where the password is a secret. The 12 hours of Amazon ECR, which has nothing better, are for expired-ecr-token.",
  sources: [
    "https://cloud.google.com/artifact-registry/docs/docker/authentication#token",
    "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
    "https://docs.gitlab.com/ci/jobs/ci_job_token/",
    "https://docs.github.com/en/actions/concepts/security/github_token",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "us-central1-docker.pkg.dev/my-project/my-repo/my-server:1.2.0"

[tool.fal.apps.server.image.registries."us-central1-docker.pkg.dev"]
username = "oauth2accesstoken"
password = "$GOOGLE_TOKEN"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "us-central1-docker.pkg.dev/my-project/my-repo/my-server:1.2.0"

[tool.fal.apps.server.image.registries."us-central1-docker.pkg.dev"]
username = "_json_key_base64"
password = "$GOOGLE_AR_JSON_BASE64"
`,
  },
  needs: "env",
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const entry of registryEntries(app)) {
      const found = token(entry, app.now) ?? secret(entry);
      if (found !== null) yield { rule: "short-lived-token", help: usualPassword(entry), ...found };
    }
  },
};

type Found = Pick<Finding, "severity" | "at" | "message">;

const day = 86_400;

/** Of a token that is known, by its kind or by what it says of its end. */
function token(entry: RegistryEntry, now: Date | null): Found | null {
  const { password, path } = entry;
  if (password.kind !== "token" || isEcrTokenAtEcr(entry) || isRefused(entry, password)) return null;
  if (hasExpired(entry, now) || password.checksum === "invalid") return null;
  const { label, lifetime } = tokenKinds[password.id];
  const left = password.expires === null || now === null ? null : secondsLeft(password.expires, now);
  if (lifetime === null && (left === null || left > day)) return null;
  const ends = left === null ? "" : `in ${span(left)}, `;
  const facts = [
    ...(lifetime === null ? [] : [`lives ${lifetime}`]),
    ...(password.expires === null ? [] : [`expires ${ends}at ${isoTime(password.expires)}`]),
  ];
  return {
    severity: "warning",
    at: { keyPath: [...path, "password"], part: "value" },
    message: aboutPassword(
      entry,
      `This ${label} ${facts.join(", and ")}. That is risky: afterwards the pull will fail.`,
    ),
  };
}

/** Usernames that go with access tokens alone, and how long those live. */
const usernames: ReadonlyMap<string, string> = new Map([
  ["oauth2accesstoken", "one hour"],
  ["00000000-0000-0000-0000-000000000000", "3 hours"],
  ["iambearer", "one hour"],
  ["gitlab-ci-token", "as long as its CI job"],
]);

/** Of a fal secret whose value is not known, by the username beside it. */
function secret({ password, username, path }: RegistryEntry): Found | null {
  const lifetime = usernames.get(username ?? "");
  if (password.kind !== "fal-secret" || lifetime === undefined) return null;
  return {
    severity: "info",
    at: { keyPath: [...path, "username"], part: "value" },
    message: `With this username the password is an access token, which lives ${lifetime}. That is risky: unless it is set anew before each build, the pull will fail.`,
  };
}
