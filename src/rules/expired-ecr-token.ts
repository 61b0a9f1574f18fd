import type { Finding } from "../text/finding.ts";
import { isoTime, span } from "../text/time.ts";
import { ecrLogin } from "./registries/ecr-login.ts";
import { endsWithin, isEcrTokenAtEcr, secondsLeft } from "./registries/expiry.ts";
import { aboutPassword, registryEntries } from "./registries/registry-entries.ts";
import type { AppContext, Rule } from "./rule.ts";

// {"payload":"example","datakey":"example","expiration":1577836800}, 2020-01-01 00:00 UTC
const example = ["eyJwYXlsb2FkIjoi", "ZXhhbXBsZSIsImRhdGFrZXkiOiJleGFtcGxlIiwiZXhwaXJhdGlvbiI6MTU3NzgzNjgwMH0="].join(
  "",
);
const exampleHost = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

const hour = 3600;

export const expiredEcrToken: Rule = {
  id: "expired-ecr-token",
  severity: "error",
  summary: "An Amazon ECR token in the file that has expired, or soon will have",
  why: "What `aws ecr get-login-password` prints is valid for 12 hours; after that ECR answers `403: Your authorization token has expired`. When it ends can be read in most of them without asking AWS. AWS does not document what is inside, so one that does not tell its end counts as unknown, never as valid; and whatever it says, one that stands in a file is dead within 12 hours.",
  sources: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
    "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_AuthorizationData.html",
  ],
  now: "2020-01-02T00:00:00Z",
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "${exampleHost}/my-server:1.2.0"

[tool.fal.apps.server.image.registries."${exampleHost}"]
username = "AWS"
password = "${example}"
`,
  },
  alsoFlagged: ["plaintext-password"],
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "${exampleHost}/my-server:1.2.0"

[tool.fal.apps.server.image.registries."${exampleHost}"]
username = "AWS"
password = "$AWS_ECR_PASSWORD"
`,
  },
  needs: "env",
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const entry of registryEntries(app)) {
      const { password, path, domain } = entry;
      if (password.kind !== "token" || !isEcrTokenAtEcr(entry)) continue;
      // It has lost the end in which its expiry stands; registry-password-kind tells.
      if (password.id === "ecr-password-truncated") continue;
      // A fal secret is where one belongs, for as long as it lives.
      if (entry.secretName !== null && !endsWithin(hour, entry, app.now)) continue;
      const { severity, message } = verdict(password.expires, app.now);
      const name = entry.secretName ?? "AWS_ECR_PASSWORD";
      yield {
        rule: "expired-ecr-token",
        at: { keyPath: [...path, "password"], part: "value" },
        severity,
        message: aboutPassword(entry, message),
        help: `Set it as a fal secret before each build, with \`fal secrets set ${name}="$(${ecrLogin(domain)})"\`, and write \`password = "$${name}"\`.`,
      };
    }
  },
};

function verdict(expires: number | null, now: Date | null): Required<Pick<Finding, "message" | "severity">> {
  if (expires === null) {
    return {
      severity: "warning",
      message:
        "This ECR token does not say when it expires; none lives longer than 12 hours. After that the pull will fail.",
    };
  }
  const end = isoTime(expires);
  if (now === null) {
    return { severity: "warning", message: `This ECR token expires at ${end}. From then on the pull will fail.` };
  }
  const left = secondsLeft(expires, now);
  if (left <= 0) {
    return {
      severity: "error",
      message: `This ECR token expired ${span(-left)} ago, at ${end}. The pull will fail: ECR answers 403.`,
    };
  }
  const soon = left <= hour ? "already " : "";
  return {
    severity: "warning",
    message: `This ECR token ${soon}expires in ${span(left)}, at ${end}. From then on the pull will fail.`,
  };
}
