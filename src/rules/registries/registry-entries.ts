import { type Credential, classifyCredential, classifyValue, hasOuterBlanks } from "../../container/credential.ts";
import { parseEcrHost } from "../../container/ecr-host.ts";
import { type KeyProblem, keyProblem } from "../../container/key-problem.ts";
import { type ProviderId, providerOf } from "../../container/provider.ts";
import { hostOfKey, keyServes } from "../../container/registry.ts";
import type { KeyPath } from "../../text/diagnostic.ts";
import { quote } from "../../text/printable.ts";
import { oncePerApp } from "../once-per-app.ts";
import type { AppContext } from "../rule.ts";

/** An entry of `registries`, read. */
export interface RegistryEntry {
  readonly key: string;
  /** Of its table. */
  readonly path: KeyPath;
  /** Null: known only when the code runs that sets it. */
  readonly username: string | null;
  /** What it is; of a fal secret whose value is given, what that is. */
  readonly password: Credential;
  /** The fal secret that it is written as, if it is. */
  readonly secretName: string | null;
  /** Whether the password begins or ends with white space. */
  readonly passwordHasOuterBlanks: boolean;
  /** What is wrong with the key by itself. */
  readonly problem: KeyProblem | null;
  /** Of the images that the key is for, or was meant for: `docker.io`, `ghcr.io`. */
  readonly domain: string;
  /** Whose registry that is. */
  readonly provider: ProviderId | null;
}

/** The credentials of an app, in the order of the file. */
export const registryEntries: (app: AppContext) => readonly RegistryEntry[] = oncePerApp(({ config, path, env }) =>
  Object.entries(config.image?.registries ?? {}).map(([key, { username, password }]) => {
    const problem = keyProblem(key);
    const domain = meantDomain(key, problem);
    const written = classifyCredential(password, { host: domain });
    const secretName = written.kind === "fal-secret" ? written.name : null;
    const value = secretName === null ? undefined : env.get(secretName);
    return {
      key,
      path: [...path, "image", "registries", key],
      username,
      password: value === undefined ? written : classifyValue(value, { host: domain }),
      secretName,
      passwordHasOuterBlanks: hasOuterBlanks(value ?? password),
      problem,
      domain,
      provider: providerOf(domain),
    };
  }),
);

/** An impossible host is not corrected: the credential is still that of an ECR registry. */
function meantDomain(key: string, problem: KeyProblem | null): string {
  return hostOfKey(problem?.kind === "ecr-host" ? key : (problem?.suggestion ?? key));
}

/** A message about a password; of one that is written as a fal secret it says that the given value is meant. */
export function aboutPassword({ secretName }: RegistryEntry, message: string): string {
  return secretName === null ? message : `The value of ${quote(`$${secretName}`)} in the given environment: ${message}`;
}

/** Whether a host is an ECR registry that cannot exist. */
export function isImpossibleHost(host: string): boolean {
  const problem = parseEcrHost(host)?.problem;
  return problem ? problem.kind !== "unknown-region" : false;
}

/** What else breaks if Docker Hub refuses a credential; empty for one of another registry. */
export function dockerHubNote({ key }: Pick<RegistryEntry, "key">): string {
  return keyServes(key, "docker.io")
    ? " A password that Docker Hub refuses breaks public base images too: BuildKit then does not pull without one."
    : "";
}
