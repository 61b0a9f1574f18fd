import { providerOf, providers } from "../container/provider.ts";
import { keyFor } from "../container/registry.ts";
import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { tomlString } from "../toml/edit.ts";
import { namedBy, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { isImpossibleHost } from "./registries/registry-entries.ts";
import { joinRegistries } from "./registries/registry-join.ts";
import { secretName } from "./registries/secret-name.ts";
import type { AppContext, Rule } from "./rule.ts";

const exampleHost = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

export const missingRegistry: Rule = {
  id: "missing-registry",
  severity: "error",
  summary: "An image at a registry that serves nothing without a password, and no credential for it",
  why: "A private Amazon ECR registry and registry.redhat.io refuse every pull without a password, so this is an error there. Azure and JFrog registries refuse it too unless their owner has opened them to everybody, which nobody can see from here: a warning. Registries that hold public images as well are left alone.",
  sources: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html",
    "https://access.redhat.com/RegistryAuthentication",
    "https://learn.microsoft.com/azure/container-registry/anonymous-pull-access",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "${exampleHost}/my-server:1.2.0"
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
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { dynamic } = app.surroundings;
    const registries = ["image", "registries"];
    // A key that is not known, or is known and no more, may serve any.
    if (dynamic.isOpen(registries) || dynamic.keysOf(registries).length > 0) return;
    for (const { domain, at } of joinRegistries(app).missing) {
      const id = providerOf(domain);
      const anonymous = id && providers[id].anonymous;
      if (isImpossibleHost(domain) || (anonymous !== "never" && anonymous !== "opt-in")) continue;
      const none = `${quoteWord(domain)} has no credential in \`image.registries\``;
      yield {
        rule: "missing-registry",
        severity: anonymous === "never" ? "error" : "warning",
        at,
        message:
          anonymous === "never"
            ? `${none}, and serves nothing without one: the pull will fail.`
            : `${none}. That is risky: unless its owner has opened it to everybody, the pull will fail.`,
        help: help(domain),
        ...("file" in at && { related: namedBy(app) }),
      };
    }
  },
};

function help(domain: string): string {
  const id = providerOf(domain);
  const username = tomlString((id && providers[id].defaultUsername) ?? "…");
  const password = `$${secretName({ kind: "password", of: domain })}`;
  const lines = `${quote(`username = ${username}`)} and ${quote(`password = "${password}"`)}`;
  const key = `Add the key ${quote(keyFor(domain))} to \`image.registries\`, with ${lines}.`;
  return id === "amazon-ecr" ? `${key} ECR's password has to be set anew every 12 hours.` : key;
}
