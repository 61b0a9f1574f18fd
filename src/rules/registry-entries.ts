import { type Credential, classifyCredential, hasOuterBlanks } from "../container/credential.ts";
import { parseEcrHost } from "../container/ecr-host.ts";
import { type KeyProblem, keyProblem } from "../container/key-problem.ts";
import { type ProviderId, providerOf } from "../container/provider.ts";
import { hostOfKey, keyServes } from "../container/registry.ts";
import { tokenSpans } from "../container/token-spans.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { quote } from "../text/printable.ts";
import type { AppContext } from "./rule.ts";

/** An entry of `registries`, read. */
export interface RegistryEntry {
  readonly key: string;
  /** Of its table. */
  readonly path: KeyPath;
  readonly username: string;
  readonly password: Credential;
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
export function registryEntries({ config, path }: AppContext): RegistryEntry[] {
  return Object.entries(config.image?.registries ?? {}).map(([key, { username, password }]) => {
    const problem = keyProblem(key);
    const domain = meantDomain(key, problem);
    return {
      key,
      path: [...path, "image", "registries", key],
      username,
      password: classifyCredential(password, { host: domain }),
      passwordHasOuterBlanks: hasOuterBlanks(password),
      problem,
      domain,
      provider: providerOf(domain),
    };
  });
}

/** An impossible host is not corrected: the credential is still that of an ECR registry. */
function meantDomain(key: string, problem: KeyProblem | null): string {
  return hostOfKey(problem?.kind === "ecr-host" ? key : (problem?.suggestion ?? key));
}

/** Whether a host is an ECR registry that cannot exist. */
export function isImpossibleHost(host: string): boolean {
  const problem = parseEcrHost(host)?.problem;
  return problem ? problem.kind !== "unknown-region" : false;
}

/** A host from the user's files for use within a message. A key may hold a password in front of its host: such a one is not shown. */
export function quoteHost(host: string): string {
  const isShowable = /^[\w.:[\]-]+$/.test(host) && tokenSpans(host).length === 0;
  return isShowable ? quote(host) : "this registry";
}

/** For a credential that Docker Hub will refuse: what else breaks. Empty for any other. */
export function dockerHubNote({ key }: Pick<RegistryEntry, "key">): string {
  return keyServes(key, "docker.io")
    ? " So will that of public base images: with a password for Docker Hub BuildKit never pulls without one."
    : "";
}
