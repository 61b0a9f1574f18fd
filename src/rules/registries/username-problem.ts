import { providers } from "../../container/provider.ts";
import { readSecretReference } from "../../container/secret-reference.ts";
import { tokenSpans } from "../../container/token-spans.ts";
import type { Severity } from "../../text/diagnostic.ts";
import type { Finding } from "../../text/finding.ts";
import { tomlString } from "../../toml/edit.ts";
import { dockerHubNote, type RegistryEntry } from "./registry-entries.ts";

/** What is wrong with a username, or with a password beside it. */
export interface CredentialProblem {
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  /** Which of the two is to be changed. */
  readonly part: "username" | "password";
  /** The username to write instead; null unless it is certain. */
  readonly username: string | null;
}

/** What is wrong with an entry's username whatever its password, if anything. A username may be a token by mistake, and is never shown. */
export function usernameProblem(registry: RegistryEntry): CredentialProblem | null {
  const { username } = registry;
  if (username === null) return null;
  const entry = { ...registry, username };
  return (
    withColon(entry) ?? withBlanks(entry) ?? asReference(entry) ?? unlikeProvider(entry) ?? empty(entry) ?? robot(entry)
  );
}

type KnownEntry = RegistryEntry & { readonly username: string };

/** The finding that a problem makes. */
export function credentialFinding(rule: string, { path }: RegistryEntry, problem: CredentialProblem): Finding {
  const { part, severity, message, help, username } = problem;
  const at = { keyPath: [...path, part], part: "value" } as const;
  const finding = { rule, severity, at, message, help };
  if (username === null) return finding;
  const text = tomlString(username);
  return { ...finding, fix: { description: `Write \`username = ${text}\``, safe: true, edits: [{ at, text }] } };
}

function withColon(entry: KnownEntry): CredentialProblem | null {
  if (!entry.username.includes(":")) return null;
  const message = "HTTP Basic authentication ends a username at its first `:`, so this one cannot be sent whole";
  return problem(
    "error",
    `${message}: the pull will fail.${dockerHubNote(entry)}`,
    "Write the username alone; the password has a key of its own.",
  );
}

function withBlanks(entry: KnownEntry): CredentialProblem | null {
  const { username } = entry;
  if (!/^\s|\s$|[\r\n]/.test(username)) return null;
  const message =
    "This username has white space around it or a line break in it, and is sent like that. That is risky: no registry is known to ignore it.";
  const trimmed = username.trim();
  const isCertain = trimmed !== "" && !/[\r\n]/.test(trimmed) && tokenSpans(trimmed).length === 0;
  return problem("warning", message + dockerHubNote(entry), "Write it without.", isCertain ? trimmed : null);
}

// What begins with `$` and is meant so: NVIDIA's registry wants it, Red Hat Quay has it for OAuth applications.
const literalDollar = "$oauthtoken";

function asReference(entry: KnownEntry): CredentialProblem | null {
  const { username } = entry;
  const kind = username === literalDollar ? undefined : readSecretReference(username)?.kind;
  if (kind === undefined || kind === "unescaped-dollar") return null;
  const message =
    kind === "escaped-literal"
      ? "fal documents `$$` for passwords only. That is risky: this username is probably sent with both."
      : "fal documents `$NAME` for passwords only. That is risky: this username is probably sent as it stands.";
  const right = usernameWords(entry);
  return problem("warning", message, right ?? "Write the username itself.", onlyUsername(entry));
}

function unlikeProvider(entry: KnownEntry): CredentialProblem | null {
  const provider = entry.provider && providers[entry.provider];
  if (!provider?.username || provider.username.pattern.test(entry.username)) return null;
  const help = usernameWords(entry) ?? "";
  return provider.username.basis === "documented"
    ? problem(
        "error",
        `${provider.label} does not know this username: the pull is documented to fail.`,
        help,
        onlyUsername(entry),
      )
    : problem("warning", `${provider.label} usually has another username. That is risky: the pull may fail.`, help);
}

function empty(entry: KnownEntry): CredentialProblem | null {
  if (entry.username !== "") return null;
  const message =
    "Without a username BuildKit sends the password as a refresh token, if at all. That is risky: few registries take it.";
  return problem("warning", message + dockerHubNote(entry), "Write the username that belongs to the password.");
}

/** Names of robots that have lost the part behind or before their sign. */
function robot({ provider, username }: KnownEntry): CredentialProblem | null {
  if (provider === "quay" && username !== literalDollar && !username.includes("+") && /robot|\//i.test(username)) {
    return problem(
      "warning",
      "Quay names its robot accounts `<namespace>+<robot>`, and this name has no `+`. That is risky: the pull may fail.",
      "Write the namespace, `+` and the robot's short name.",
    );
  }
  if (provider === null && /^robot(?:\+.*)?$/.test(username)) {
    return problem(
      "warning",
      "Harbor names its robot accounts `robot$<project>+<name>`, and what stood behind the `$` is lost here, as a shell loses it. That is risky: the pull may fail.",
      "Write the whole name, with its `$`.",
    );
  }
  return null;
}

/** The one username that a provider takes; null if it takes several, or any. */
function onlyUsername({ provider }: RegistryEntry): string | null {
  const isOnly = provider === "amazon-ecr" || provider === "amazon-ecr-public" || provider === "nvidia-ngc";
  return isOnly ? providers[provider].defaultUsername : null;
}

/** What to write for a provider; null if every user has another. */
function usernameWords({ provider }: RegistryEntry): string | null {
  const words = provider && providers[provider].username?.words;
  return words && provider ? `Write ${words}. See ${providers[provider].docs}` : null;
}

function problem(severity: Severity, message: string, help: string, username: string | null = null): CredentialProblem {
  return { part: "username", severity, message, help, username };
}
