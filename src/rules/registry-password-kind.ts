import type { Finding } from "../text/finding.ts";
import { hasExpired, isEcrTokenAtEcr } from "./registries/expiry.ts";
import { passwordProblem } from "./registries/password-problem.ts";
import { aboutPassword, registryEntries } from "./registries/registry-entries.ts";
import { credentialFinding } from "./registries/username-problem.ts";
import type { AppContext, Rule } from "./rule.ts";

export const registryPasswordKind: Rule = {
  id: "registry-password-kind",
  severity: "error",
  summary: "A password of a kind that the registry does not take, or not with this username",
  why: "Most tokens tell what they are by their shape or by what they decode to, without asking anybody: an AWS access key is not the token that ECR wants, GitHub's registry takes classic personal access tokens only, Google's usernames each go with one form of a service account's key, a GitHub token with a wrong checksum was never issued. What is documented or certain is an error. Nobody can tell from here whether a token was revoked or what it may do, so silence is no promise.",
  sources: [
    "https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry",
    "https://github.blog/engineering/behind-githubs-new-authentication-token-formats/",
    "https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_AuthorizationData.html",
    "https://cloud.google.com/artifact-registry/docs/docker/authentication",
    "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
    "https://docs.gitlab.com/security/tokens/",
    "https://docs.docker.com/enterprise/security/access-tokens/",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "us-central1-docker.pkg.dev/my-project/my-repo/my-server:1.2.0"

[tool.fal.apps.server.image.registries."us-central1-docker.pkg.dev"]
username = "_json_key_base64"
password = '{ "type": "service_account", "client_email": "puller@my-project.iam.gserviceaccount.com" }'
`,
  },
  alsoFlagged: ["plaintext-password"],
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "us-central1-docker.pkg.dev/my-project/my-repo/my-server:1.2.0"

[tool.fal.apps.server.image.registries."us-central1-docker.pkg.dev"]
username = "_json_key"
password = "$GOOGLE_AR_JSON"
`,
  },
  needs: "env",
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const entry of registryEntries(app)) {
      const problem = passwordProblem(entry);
      // One that is dead in any form is told once, by expired-ecr-token.
      if (problem === null || (isEcrTokenAtEcr(entry) && hasExpired(entry, app.now))) continue;
      const message = aboutPassword(entry, problem.message);
      yield credentialFinding("registry-password-kind", entry, { ...problem, message });
    }
  },
};
