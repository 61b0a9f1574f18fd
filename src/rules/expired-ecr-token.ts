import { classifyCredential } from "../container/credential.ts";
import { parseEcrHost } from "../container/ecr-host.ts";
import { providerOf } from "../container/provider.ts";
import { hostOfKey } from "../container/registry.ts";
import type { Finding } from "../text/finding.ts";
import { isoTime, span } from "../text/time.ts";
import { appSecrets } from "./app-secrets.ts";
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
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const { keyPath, secret, of, kind } of appSecrets(app)) {
      const host = hostOfKey(of);
      const provider = providerOf(host);
      if (kind !== "password" || (provider !== "amazon-ecr" && provider !== "amazon-ecr-public")) continue;
      const credential = classifyCredential(secret, { host: of });
      if (credential.kind !== "token" || !credential.id.startsWith("ecr-")) continue;
      yield {
        rule: "expired-ecr-token",
        at: { keyPath, part: "value" },
        ...verdict(credential.expires, app.now),
        help: `Set it as a fal secret before each build, with \`fal secrets set AWS_ECR_PASSWORD="$(aws ${command(host)})"\`, and write \`password = "$AWS_ECR_PASSWORD"\`.`,
      };
    }
  },
};

/** What prints a fresh password. ECR Public gives its passwords out in one region only. */
function command(host: string): string {
  const region = parseEcrHost(host)?.region;
  return region === undefined
    ? "ecr-public get-login-password --region us-east-1"
    : `ecr get-login-password --region ${region}`;
}

function verdict(expires: number | null, now: Date | null): Pick<Finding, "message" | "severity"> {
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
  const left = expires - Math.floor(now.getTime() / 1000);
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
