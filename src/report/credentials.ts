import { type Credential, classifyCredential, classifyValue, fingerprint } from "../container/credential.ts";
import { credentialEnd, credentialLabel } from "../container/credential-label.ts";
import { providers } from "../container/provider.ts";
import { hostOfKey } from "../container/registry.ts";
import { describeRegistry, secretValue, sortedRegistries } from "../manifest/build.ts";
import { pulledImages } from "../manifest/resolve.ts";
import { shown } from "../manifest/shown.ts";
import type { Registry, SecretValue, Shown } from "../manifest/types.ts";
import { type AppSecret, appSecrets } from "../rules/registries/app-secrets.ts";
import type { AppContext } from "../rules/rule.ts";
import { quote } from "../text/printable.ts";
import { jsonDocument } from "./json.ts";
import { table } from "./table.ts";

/** One entry of `registries`, as `--format json` tells it. */
export interface RegistryCredential extends Omit<Registry, "serves"> {
  /** The pyproject.toml, as it was named to fal-lint. */
  readonly file: string;
  readonly app: string;
  /** What is known of the password: the label of its kind, `fal secret`, `placeholder`, `plain text` and the like. */
  readonly kind: string;
  /** The canonical images that are pulled with it; null if what the build pulls is not known. */
  readonly serves: readonly string[] | null;
  /** ISO 8601; null if it does not tell its end. */
  readonly expires: string | null;
}

/** A build secret, which goes to no registry. */
export interface BuildSecret {
  readonly file: string;
  readonly app: string;
  readonly name: string;
  readonly value: SecretValue;
  readonly kind: string;
  readonly expires: string | null;
}

/** Every credential of several files. */
export interface Credentials {
  readonly registries: readonly RegistryCredential[];
  readonly buildSecrets: readonly BuildSecret[];
  /** Literals that stand in two places, without their value: each such place, and the first one. */
  readonly repeated: readonly { readonly at: LiteralPlace; readonly first: LiteralPlace }[];
}

interface LiteralPlace extends Pick<AppSecret, "kind" | "of"> {
  readonly file: string;
  readonly app: string;
}

/** One pyproject.toml, as it was named to fal-lint, and its apps. */
export interface FileApps {
  readonly path: string;
  readonly contexts: readonly AppContext[];
}

/** @param key random bytes of this run, under which equal literals are found */
export function listCredentials(files: readonly FileApps[], key: Uint8Array): Credentials {
  const apps = files.flatMap(({ path, contexts }) => contexts.map((app) => ({ file: path, app })));
  return {
    registries: apps.flatMap(({ file, app }) => registryCredentials(file, app)),
    buildSecrets: apps.flatMap(({ file, app }) => buildSecrets(file, app)),
    repeated: repeatedLiterals(apps, key),
  };
}

/** The document of `fal-lint credentials --format json`. */
export function credentialsJson({ registries }: Credentials): Iterable<string> {
  return jsonDocument({ version: 1, credentials: registries });
}

/** The same for people, with the build secrets and what is the same in two places. `now` tells what has expired. */
export function* credentialsTable({ registries, buildSecrets, repeated }: Credentials, now: Date): Generator<string> {
  const isOneFile = new Set([...registries, ...buildSecrets].map(({ file }) => file)).size < 2;
  const place = (file: string, app: string) => (isOneFile ? [app] : [file, app]);
  const placeHeads = isOneFile ? ["APP"] : ["FILE", "APP"];
  yield registries.length === 0 ? "No registry credentials.\n" : "Registries:\n";
  if (registries.length > 0) {
    const heads = [...placeHeads, "HOST", "PROVIDER", "USERNAME", "PASSWORD", "KIND", "EXPIRES", "SERVES"];
    const rows = registries.map(({ file, app, host, provider, username, password, kind, expires, serves }) => [
      ...place(file, app),
      host,
      providerLabel(provider),
      cell(username),
      valueWords(password),
      kind,
      expiryWords(expires, now),
      serves === null ? "unknown" : serves.join(", ") || "nothing",
    ]);
    yield* table(
      heads.map(() => "left"),
      [heads, ...rows],
    );
  }
  if (buildSecrets.length > 0) {
    yield "\nBuild secrets:\n";
    const heads = [...placeHeads, "NAME", "VALUE", "KIND", "EXPIRES"];
    const rows = buildSecrets.map(({ file, app, name, value, kind, expires }) => {
      return [...place(file, app), name, valueWords(value), kind, expiryWords(expires, now)];
    });
    yield* table(
      heads.map(() => "left"),
      [heads, ...rows],
    );
  }
  if (repeated.length > 0) yield "\n";
  for (const { at, first } of repeated) {
    yield `${placeWords(at, isOneFile)}: same value as ${placeWords(first, isOneFile)}\n`;
  }
}

/** The entries of an app's `registries`, in the order of the file. `file` is what they are told with. */
export function registryCredentials(file: string, app: AppContext): RegistryCredential[] {
  const registries = app.config.image?.registries ?? {};
  const pulls = app.build && pulledImages(app.build, app).map(({ reference }) => reference);
  return sortedRegistries(registries).map((entry) => {
    const [key, { password }] = entry;
    const { serves, ...registry } = describeRegistry(entry, pulls ?? []);
    const known = knownCredential({ secret: password, kind: "password", of: key }, app);
    return { file, app: app.key, ...registry, ...known, serves: pulls && serves };
  });
}

/** The build secrets of an app, in the order of the file. */
export function buildSecrets(file: string, app: AppContext): BuildSecret[] {
  return appSecrets(app)
    .filter(({ kind }) => kind === "build secret")
    .map((one) => ({ file, app: app.key, name: one.of, value: secretValue(one.secret), ...knownCredential(one, app) }));
}

/** What is known of a secret's kind and end, by the given value if it is a fal secret. */
function knownCredential(
  { secret, kind, of }: Pick<AppSecret, "secret" | "kind" | "of">,
  { env }: AppContext,
): Pick<RegistryCredential, "kind" | "expires"> {
  const context = kind === "password" ? { host: of } : {};
  const written = classifyCredential(secret, context);
  const value = written.kind === "fal-secret" ? env.get(written.name) : undefined;
  const resolved = value && classifyValue(value, context);
  // That a fal secret holds some password goes without saying.
  const credential = resolved === undefined || resolved.kind === "plaintext" ? written : resolved;
  return { kind: credentialLabel(credential), expires: credentialEnd(credential) };
}

function repeatedLiterals(
  apps: readonly { readonly file: string; readonly app: AppContext }[],
  key: Uint8Array,
): Credentials["repeated"] {
  const firsts = new Map<string, LiteralPlace>();
  return apps.flatMap(({ file, app }) =>
    appSecrets(app).flatMap(({ secret, kind, of }) => {
      if (!isLiteral(classifyCredential(secret))) return [];
      const at = { file, app: app.key, kind, of };
      const print = fingerprint(secret, key);
      const first = firsts.get(print);
      if (first !== undefined) return { at, first };
      firsts.set(print, at);
      return [];
    }),
  );
}

function isLiteral({ kind }: Credential): boolean {
  return kind === "token" || kind === "plaintext" || kind === "escaped-literal" || kind === "unescaped-dollar";
}

function placeWords({ file, app, kind, of }: LiteralPlace, isOneFile: boolean): string {
  const what = kind === "password" ? `registry ${quote(cell(shown(hostOfKey(of))))}` : `${kind} ${quote(of)}`;
  return `app ${quote(app)}${isOneFile ? "" : ` of ${quote(file)}`}, ${what}`;
}

/** What people call a provider; `-` for none that is known. */
export function providerLabel(id: string | null): string {
  return Object.entries(providers).find(([known]) => known === id)?.[1].label ?? "-";
}

/** The name of a fal secret, or that a literal is not shown. */
export function valueWords(value: SecretValue): string {
  if ("fal_secret" in value) return `$${value.fal_secret}`;
  return "dynamic" in value ? "dynamic" : "literal (redacted)";
}

/** An end in ISO 8601, with a word if it has come. */
export function expiryWords(expires: string | null, now: Date): string {
  if (expires === null) return "unknown";
  return Date.parse(expires) <= now.getTime() ? `expired ${expires}` : expires;
}

/** A text, or a word for one that holds a token. */
export function cell(text: Shown): string {
  if (typeof text === "string") return text;
  return "dynamic" in text ? "dynamic" : "(redacted)";
}
