import { type Credential, classifyCredential } from "../container/credential.ts";
import { tokenKinds } from "../container/token-kinds.ts";
import { withArticle } from "../text/article.ts";
import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { tomlKey, tomlString } from "../toml/edit.ts";
import { type AppSecret, appSecrets } from "./registries/app-secrets.ts";
import { dockerHubNote } from "./registries/registry-entries.ts";
import { secretName } from "./registries/secret-name.ts";
import type { AppContext, Rule } from "./rule.ts";

export const plaintextPassword: Rule = {
  id: "plaintext-password",
  severity: "error",
  securitySeverity: 9.1,
  summary: "A registry password or build secret that is not the name of a fal secret",
  why: `A value in \`password\` or \`image.secrets\` that begins with \`$\` names a fal secret; everything else is the password itself. It can be read by everyone who can read the repository, now and in its history, and fal's client prints it when another key of the app is wrong. \`\${NAME}\`, \`{{ NAME }}\`, \`%NAME%\` and the like are not expanded: they are sent as they stand. So are placeholders, and the pull fails.`,
  sources: ["https://fal.ai/docs/documentation/development/private-registries"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-user"
password = "hunter2"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-user"
password = "$GHCR_IO_PASSWORD"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const secret of appSecrets(app)) {
      const credential = classifyCredential(secret.secret, secret.kind === "password" ? { host: secret.of } : {});
      if (credential.kind === "fal-secret" || credential.kind === "dynamic") continue;
      yield {
        rule: "plaintext-password",
        at: { keyPath: secret.keyPath, part: "value" },
        ...words(secret, credential),
        ...fix(secret, credential),
      };
    }
  },
};

type Words = Pick<Finding, "message" | "help">;

function words(secret: AppSecret, credential: Exclude<Credential, { kind: "fal-secret" | "dynamic" }>): Words {
  const what =
    secret.kind === "password" ? `The password for ${quote(secret.of)}` : `The build secret ${quote(secret.of)}`;
  const note = secret.kind === "password" ? dockerHubNote({ key: secret.of }) : "";
  switch (credential.kind) {
    case "empty":
      return {
        message: `${what} is empty.`,
        help:
          secret.kind === "password"
            ? `For a public image remove the registry. For a private one: ${setSteps(secret)}`
            : setSteps(secret),
      };
    case "placeholder":
      return {
        message: `${what} is a placeholder, and fal sends it as it stands: it will be refused.${note}`,
        help: setSteps(secret),
      };
    case "unsupported-reference": {
      const name = credential.name ?? secretName(secret);
      return {
        message: `${what} is written as ${quote(credential.syntax)}, which is no fal reference: fal sends it as it stands.${note}`,
        help: `Write ${line(secret, `$${name}`)}; \`fal secrets set ${name}=…\` sets it.`,
      };
    }
    case "unescaped-dollar":
      return {
        message: `${what} begins with \`$\`, but is not the name of a fal secret: fal documents \`$NAME\`, and \`$$\` for a password that itself begins with \`$\`.`,
        help: `${moveSteps(secret)}`,
      };
    case "escaped-literal":
      return {
        message: `${what} stands in the file in plain text (\`$$\` is an escaped \`$\`).`,
        help: moveSteps(secret),
      };
    case "token":
      return {
        message: `${what} stands in the file in plain text: ${withArticle(tokenKinds[credential.id].label)}.`,
        help: moveSteps(secret),
      };
    case "plaintext":
      return { message: `${what} stands in the file in plain text.`, help: moveSteps(secret) };
  }
}

/** `$NAME` for `${NAME}`. Nothing else is changed by itself: it could be the only copy of a password. */
function fix({ keyPath }: AppSecret, credential: Credential): Pick<Finding, "fix"> {
  if (credential.kind !== "unsupported-reference" || credential.syntax !== "${NAME}" || credential.name === null) {
    return {};
  }
  const reference = `$${credential.name}`;
  const edits = [{ at: { keyPath, part: "value" }, text: tomlString(reference) }] as const;
  return { fix: { description: `Write ${quote(reference)}`, safe: true, edits } };
}

function setSteps(secret: AppSecret): string {
  const name = secretName(secret);
  return `Run \`fal secrets set ${name}=…\`, and write ${line(secret, `$${name}`)}.`;
}

function moveSteps(secret: AppSecret): string {
  return `${setSteps(secret)} Then revoke this one where it was issued: it may be in the repository's history.`;
}

/** The line to write instead, in backquotes. */
function line(secret: AppSecret, reference: string): string {
  const key = secret.kind === "password" ? "password" : tomlKey(secret.of);
  return quote(`${key} = "${reference}"`);
}
