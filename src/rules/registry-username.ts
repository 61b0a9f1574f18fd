import type { Finding } from "../text/finding.ts";
import { registryEntries } from "./registries/registry-entries.ts";
import { credentialFinding, usernameProblem } from "./registries/username-problem.ts";
import type { AppContext, Rule } from "./rule.ts";

const exampleHost = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

export const registryUsername: Rule = {
  id: "registry-username",
  severity: "error",
  summary: "A username that the registry does not take, or that cannot be sent",
  why: "Amazon ECR knows one username, `AWS`; NVIDIA's registry one, literally `$oauthtoken`; Google's, IBM's and Oracle's each have their own form. They are documented, so another one is an error. `:` cannot be sent in a username (RFC 7617). fal documents `$NAME` for passwords only: a username that looks like a reference is a warning, but `$oauthtoken` and Harbor's `robot$…` are right as they are.",
  sources: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
    "https://cloud.google.com/artifact-registry/docs/docker/authentication",
    "https://docs.nvidia.com/nim/speech/latest/get-started/ngc-access-setup.html",
    "https://cloud.ibm.com/docs/Registry?topic=Registry-registry_access",
    "https://www.rfc-editor.org/rfc/rfc7617",
    "https://fal.ai/docs/documentation/development/private-registries",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "${exampleHost}/my-server:1.2.0"

[tool.fal.apps.server.image.registries."${exampleHost}"]
username = "my-user"
password = "$AWS_ECR_PASSWORD"
`,
  },
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
      const problem = usernameProblem(entry);
      if (problem !== null) yield credentialFinding("registry-username", entry, problem);
    }
  },
};
