import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { isoTime, span } from "../text/time.ts";
import { ecrLogin } from "./registries/ecr-login.ts";
import { secondsLeft } from "./registries/expiry.ts";
import { type RegistryEntry, registryEntries } from "./registries/registry-entries.ts";
import type { AppContext, ListedSecret, Rule } from "./rule.ts";

const exampleHost = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const project = `[tool.fal.apps.server]
exposed_port = 8000
auth = "private"

[tool.fal.apps.server.image]
image = "${exampleHost}/my-server:1.2.0"

[tool.fal.apps.server.image.registries."${exampleHost}"]
username = "AWS"
password = "$AWS_ECR_PASSWORD"
`;
const listed = (createdAt: string) =>
  `{"secrets": [{"name": "AWS_ECR_PASSWORD", "environment": null, "created_at": "${createdAt}", "default_exposed": true}]}
`;

const hour = 3600;
/** Seconds that a password of ECR lives. */
const lifetime = 12 * hour;

export const ecrSecretAge: Rule = {
  id: "ecr-secret-age",
  severity: "warning",
  summary: "A fal secret with an Amazon ECR password that was set too long ago, by the list that `--secrets` gives",
  why: "A password of ECR lives 12 hours, and fal does not renew it: a secret that holds one must be set before each build. The list that `fal secrets list --json` prints tells when it was set. Whether setting it again renews that time is not public, so an old one is a warning and no error. Without `--secrets` this rule says nothing.",
  sources: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
    "https://fal.ai/docs/documentation/development/private-registries",
  ],
  now: "2026-01-02T00:00:00Z",
  bad: { "pyproject.toml": project, "secrets.json": listed("2026-01-01 11:59:00.000000+00:00") },
  good: { "pyproject.toml": project, "secrets.json": listed("2026-01-01 20:00:00.000000+00:00") },
  needs: "secrets",
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { now, secrets } = app;
    if (now === null || secrets === null) return;
    for (const entry of registryEntries(app)) {
      if (!isEcr(entry) || tellsItsEnd(entry)) continue;
      for (const secret of secrets.filter(({ name }) => name === entry.secretName)) {
        const message = verdict(secret, now);
        if (message === null) continue;
        yield {
          rule: "ecr-secret-age",
          at: { keyPath: [...entry.path, "password"], part: "value" },
          message,
          help: `Before the build run \`fal secrets set ${secret.name}="$(${ecrLogin(entry.domain)})"\`.`,
        };
      }
    }
  },
};

function isEcr({ provider }: RegistryEntry): boolean {
  return provider === "amazon-ecr" || provider === "amazon-ecr-public";
}

/** Of the value that is given for it: expired-ecr-token knows better then. */
function tellsItsEnd({ password }: RegistryEntry): boolean {
  return password.kind === "token" && password.expires !== null;
}

/** Null for one that is young enough. */
function verdict({ name, environment, createdAt }: ListedSecret, now: Date): string | null {
  const created = Math.floor(createdAt.getTime() / 1000);
  const left = secondsLeft(created + lifetime, now);
  if (!(left <= hour)) return null;
  const where = environment === null ? "" : ` in the environment ${quote(environment)}`;
  const set = `${quote(name)}${where} was set ${span(lifetime - left)} ago, at ${isoTime(created)}`;
  const unsure = "unless it was set again since: whether fal then lists the new time is not public.";
  return left <= 0
    ? `${set}, and a password of ECR lives 12 hours: the pull will fail, ${unsure}`
    : `${set}: its password of ECR dies in ${span(left)}, ${unsure}`;
}
