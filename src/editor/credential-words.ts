import { providers } from "../container/provider.ts";
import { tokenKinds } from "../container/token-kinds.ts";
import { withoutTokens } from "../container/token-spans.ts";
import { shown } from "../manifest/shown.ts";
import {
  buildSecrets,
  cell,
  expiryWords,
  providerLabel,
  type RegistryCredential,
  registryCredentials,
  valueWords,
} from "../report/credentials.ts";
import { type RegistryEntry, registryEntries } from "../rules/registries/registry-entries.ts";
import { usualPassword } from "../rules/registries/usual-password.ts";
import type { AppContext } from "../rules/rule.ts";
import { isoTime, span } from "../text/time.ts";
import { code, list, paragraphs } from "./markdown.ts";
import { pyprojectPath } from "./project.ts";

/** What is known of a registry's credential, or of a build secret, without its value, in Markdown; null if an app has none of that name. */
export function credentialMarkdown(app: AppContext, table: "registries" | "secrets", name: string): string | null {
  if (table === "secrets") return buildSecretMarkdown(app, name);
  const credential = registryCredentials(pyprojectPath, app).find(({ key }) => key === withoutTokens(name));
  const entry = registryEntries(app).find(({ key }) => key === name);
  if (credential === undefined || entry === undefined) return null;
  const { host, provider, username, serves } = credential;
  const registry = provider === null ? "" : ` at ${providerLabel(provider)}`;
  return paragraphs(
    `**Credential for ${code(cell(shown(host)))}**${registry}`,
    list([
      `Username: ${code(cell(username))}`,
      ...passwordLines(credential, app, lifetimeOf(entry)),
      `Serves: ${serves === null ? "unknown" : serves.map(code).join(", ") || "nothing that this build pulls"}`,
    ]),
    usualPassword(entry),
    entry.provider === null ? null : `[How to log in](${providers[entry.provider].docs})`,
  );
}

function buildSecretMarkdown(app: AppContext, name: string): string | null {
  const secret = buildSecrets(pyprojectPath, app).find((one) => one.name === name);
  if (secret === undefined) return null;
  return paragraphs("**Build secret**", list(passwordLines({ ...secret, password: secret.value }, app, null)));
}

function passwordLines(
  { password, kind, expires }: Pick<RegistryCredential, "password" | "kind" | "expires">,
  { now, secrets }: AppContext,
  lifetime: string | null,
): string[] {
  const isSecret = "fal_secret" in password;
  const listed = (secrets ?? []).filter(({ name }) => isSecret && name === password.fal_secret);
  const end = expires === null || now === null ? expires : expiryWords(expires, now);
  return [
    `Value: ${passwordWords(password)}`,
    ...(isSecret && kind === "fal secret" ? [] : [`Kind: ${kind}`]),
    ...listed.map(({ createdAt, environment }) => {
      const set = Math.floor(createdAt.getTime() / 1000);
      const ago = now === null ? "" : `, ${span(Math.max(Math.floor(now.getTime() / 1000) - set, 0))} ago`;
      return `Set: ${isoTime(set)}${ago}${environment === null ? "" : `, in the environment ${code(environment)}`}`;
    }),
    ...(secrets !== null && isSecret && listed.length === 0 ? ["Set: not in the list of fal secrets"] : []),
    `Ends: ${end ?? (lifetime === null ? "not known" : `lives ${lifetime}`)}`,
  ];
}

function passwordWords(password: RegistryCredential["password"]): string {
  if ("fal_secret" in password) return `the fal secret ${code(valueWords(password))}`;
  return "dynamic" in password ? "known only when the code runs" : "a literal in the file, which is not shown";
}

/** How long a password lives, by its kind, or because its registry gives out no others; null if that is not known. */
function lifetimeOf({ password, provider }: RegistryEntry): string | null {
  if (password.kind === "token") return tokenKinds[password.id].lifetime;
  const isEcr = provider === "amazon-ecr" || provider === "amazon-ecr-public";
  return isEcr && password.kind === "fal-secret" ? tokenKinds["ecr-password"].lifetime : null;
}
