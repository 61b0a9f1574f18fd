import { classifyCredential } from "../container/credential.ts";
import { tokenSpans } from "../container/token-spans.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { appSecrets } from "./registries/app-secrets.ts";
import type { AppContext, ListedSecret, Rule } from "./rule.ts";

const listed = `{"secrets": [{"name": "GHCR_TOKEN", "environment": null, "created_at": "2026-01-01 00:00:00+00:00", "default_exposed": true}]}
`;

export const unknownSecret: Rule = {
  id: "unknown-secret",
  severity: "error",
  summary: "The name of a fal secret that is not set, by the list that `--secrets` gives",
  why: "A password or build secret `$NAME`, and a name in an app's `secrets`, stand for a fal secret, which nobody misses before the build or the runner needs it. The list that `fal secrets list --json` prints tells which ones there are, and in which environment: an app that is deployed to another one does not see them. Without `--secrets` this rule says nothing.",
  sources: [
    "https://fal.ai/docs/documentation/development/private-registries",
    "https://docs.fal.ai/serverless/deployment-operations/manage-secrets-securely",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000
auth = "private"

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-user"
password = "$GHRC_TOKEN"
`,
    "secrets.json": listed,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000
auth = "private"

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-user"
password = "$GHCR_TOKEN"
`,
    "secrets.json": listed,
  },
  needs: "secrets",
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    if (app.secrets === null) return;
    const environments = environmentsByName(app.secrets);
    const all = new Set(app.secrets.map(environmentOf));
    for (const { name, keyPath } of references(app)) {
      const words = verdict(name, environments, all);
      if (words !== null) yield { rule: "unknown-secret", at: { keyPath, part: "value" }, ...words };
    }
  },
};

interface Reference {
  readonly name: string;
  readonly keyPath: KeyPath;
}

/** Every fal secret that an app names. The runner's own `FAL_KEY` is none; what cannot be a name is for other rules. */
function references(app: AppContext): Reference[] {
  const values = appSecrets(app).flatMap(({ secret, keyPath }): Reference[] => {
    const credential = classifyCredential(secret);
    return credential.kind === "fal-secret" ? [{ name: credential.name, keyPath }] : [];
  });
  const names = (app.config.secrets ?? []).map((name, index) => ({ name, keyPath: [...app.path, "secrets", index] }));
  const isName = ({ name }: Reference) =>
    /^[A-Za-z_]\w*$/.test(name) && name !== "FAL_KEY" && tokenSpans(name).length === 0;
  return [...values, ...names.filter(isName)];
}

// fal's name for the environment that it takes if none is told.
const main = "main";

function environmentOf({ environment }: ListedSecret): string {
  return environment ?? main;
}

function environmentsByName(secrets: readonly ListedSecret[]): ReadonlyMap<string, ReadonlySet<string>> {
  const byName = new Map<string, Set<string>>();
  for (const secret of secrets) {
    byName.set(secret.name, (byName.get(secret.name) ?? new Set()).add(environmentOf(secret)));
  }
  return byName;
}

function verdict(
  name: string,
  environments: ReadonlyMap<string, ReadonlySet<string>>,
  all: ReadonlySet<string>,
): Pick<Finding, "severity" | "message" | "help"> | null {
  const known = environments.get(name);
  if (known === undefined) {
    const meant = nearest(name, environments.keys());
    const set = `\`fal secrets set ${name}=…\` sets it.`;
    return {
      severity: "error",
      message: `fal has no secret ${quote(name)}, by the given list: what needs it will fail.`,
      help: meant === null ? set : `Did you mean ${quote(meant)}? Otherwise ${set}`,
    };
  }
  const without = [...all].filter((environment) => !known.has(environment)).sort();
  if (without.length === 0) return null;
  const words = (list: Iterable<string>) => [...list].map(quote).join(", ");
  return {
    severity: known.has(main) ? "info" : "warning",
    message: `The secret ${quote(name)} is set in the environment ${words([...known].sort())} only, by the given list: a deployment to ${words(without)} lacks it.`,
    help: `\`fal secrets set ${name}=… --env …\` sets it there, if the app is deployed there.`,
  };
}
