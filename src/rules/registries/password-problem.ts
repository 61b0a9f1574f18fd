import type { Token } from "../../container/credential.ts";
import { type ProviderId, providers } from "../../container/provider.ts";
import { type TokenId, tokenKinds } from "../../container/token-kinds.ts";
import { withArticle } from "../../text/article.ts";
import { quote } from "../../text/printable.ts";
import { dockerHubNote, type RegistryEntry } from "./registry-entries.ts";
import { type CredentialProblem, usernameProblem } from "./username-problem.ts";
import { usualPassword } from "./usual-password.ts";

/** Why a password whose value is known cannot be the one that its registry wants, if that can be told. Whether it has expired is left open. */
export function passwordProblem(entry: RegistryEntry): CredentialProblem | null {
  const { password } = entry;
  if (password.kind === "token") {
    return (
      refused(entry, password) ??
      damaged(entry, password) ??
      besideUsername(entry, password) ??
      contents(entry, password) ??
      outerBlanks(entry)
    );
  }
  if (password.kind !== "plaintext" && password.kind !== "escaped-literal") return noPassword(entry);
  return noServiceAccountKey(entry) ?? outerBlanks(entry);
}

/** What stands in for a password in a fal secret; in the file itself plaintext-password tells it. */
function noPassword(entry: RegistryEntry): CredentialProblem | null {
  const { password, secretName } = entry;
  if (secretName === null) return null;
  const help = `Set ${quote(secretName)} to the password itself. ${usualPassword(entry)}`;
  switch (password.kind) {
    case "empty":
      return error(`It is empty, so that the registry is asked without a password.${dockerHubNote(entry)}`, help);
    case "placeholder":
      return error(`This is a placeholder: it will be refused.${dockerHubNote(entry)}`, help);
    case "unsupported-reference":
      return error(`This is a reference that nothing has expanded: it will be refused.${dockerHubNote(entry)}`, help);
    default:
      return null;
  }
}

/** Whether a registry is known to take no token of this kind. Nobody knows what a host of one's own takes. */
export function isRefused({ provider }: RegistryEntry, { id }: Token): boolean {
  const { providers: takers } = tokenKinds[id];
  return provider !== null && takers !== null && !takers.includes(provider);
}

function refused(entry: RegistryEntry, token: Token): CredentialProblem | null {
  const { provider } = entry;
  if (provider === null || !isRefused(entry, token)) return null;
  const what = `${capitalized(withArticle(tokenKinds[token.id].label))} is no password for ${providers[provider].label}`;
  return error(`${what}: the pull is documented to fail.${dockerHubNote(entry)}`, usualPassword(entry));
}

/** A token that was never issued, or is not all of what was issued, or more. */
function damaged(entry: RegistryEntry, token: Token): CredentialProblem | null {
  const label = tokenKinds[token.id].label;
  if (token.checksum === "invalid") {
    const message = `The checksum of this ${label} is wrong: it was cut short or mistyped, and the pull will fail.`;
    return error(message, "Copy it again where it was issued, or issue a new one.");
  }
  switch (token.id) {
    case "ecr-authorization-token":
      return error(
        "This is the whole authorization token of ECR, and the password is only a part of what is in it: the pull will fail.",
        usualPassword(entry),
      );
    case "ecr-user-and-password":
      return error("ECR's password stands behind `AWS:` here: the pull will fail with both.", "Leave `AWS:` out.");
    case "ecr-password-truncated":
      return error("This ECR password is cut short: the pull will fail.", usualPassword(entry));
    default:
      return null;
  }
}

/** Usernames that go with a kind of password; the first is the one to write. */
const usernames: Readonly<Partial<Record<ProviderId, Readonly<Partial<Record<TokenId, readonly string[]>>>>>> = {
  "google-artifact-registry": {
    "gcp-service-account-json": ["_json_key"],
    "gcp-service-account-json-base64": ["_json_key_base64"],
    "gcp-service-account-json-base64-wrapped": ["_json_key_base64"],
    "google-access-token": ["oauth2accesstoken"],
  },
  "azure-acr": { "acr-refresh-token": ["00000000-0000-0000-0000-000000000000"] },
  "ibm-cloud": { "ibm-api-key": ["iamapikey"], jwt: ["iambearer", "iamrefresh"] },
};

/** A password that its registry takes, only not with this username. */
function besideUsername(entry: RegistryEntry, { id }: Token): CredentialProblem | null {
  const { provider, username } = entry;
  // Told by registry-username.
  if (provider === null || username === null || usernameProblem(entry) !== null) return null;
  const label = withArticle(tokenKinds[id].label);
  if (id === "docker-oat" && username.includes("@")) {
    const message = `${capitalized(label)} belongs to an organization, and this username is an address: the pull is documented to fail.${dockerHubNote(entry)}`;
    const help = "Write the name of the organization.";
    return { part: "username", severity: "error", message, help, username: null };
  }
  const right = usernames[provider]?.[id];
  // docker-credential-gcr's name for the same.
  const written = username.replace(/^_dcgcr_[0-9_]+_token$/, "oauth2accesstoken");
  if (right?.[0] === undefined || right.includes(written)) return null;
  return {
    part: "username",
    severity: "error",
    message: `The password is ${label}, which does not go with this username: the pull is documented to fail.`,
    help: `Write ${quote(right[0])}.`,
    username: right[0],
  };
}

/** What a token holds. */
function contents(entry: RegistryEntry, { id, serviceAccount, claims }: Token): CredentialProblem | null {
  if (entry.provider === null) return null;
  if (serviceAccount !== null && !(serviceAccount.hasPrivateKey && serviceAccount.hasClientEmail)) {
    return error("This service-account key lacks `private_key` or `client_email`: the pull will fail.", newKey);
  }
  if (id === "gcp-service-account-json-base64-wrapped") {
    const message =
      "This base64 is broken into lines. That is risky: Google is reported to answer `Unable to parse json key`.";
    return risk(message, oneLine);
  }
  const audience = id === "acr-refresh-token" ? (claims?.audience ?? []) : [];
  if (audience[0] === undefined || audience.includes(entry.domain)) return null;
  const message = `This token was issued for ${quote(audience[0])}, another registry than its key: the pull is documented to fail.`;
  return error(message, usualPassword(entry));
}

const oneLine = "Encode the file with `base64 -w0`, or pipe it through `tr -d '\\n'`.";
const newKey = `Use the whole file that Google gives out for a service account. ${oneLine}`;

/** Google takes a service account's key with these usernames, and nothing else. */
function noServiceAccountKey({ provider, username }: RegistryEntry): CredentialProblem | null {
  const wantsKey = username === "_json_key" || username === "_json_key_base64";
  if (provider !== "google-artifact-registry" || !wantsKey) return null;
  const form = username === "_json_key" ? "a service account's key" : "a service account's key in base64";
  const message = `With this username Google wants ${form}, and the password is none: the pull will fail with \`Unable to parse json key\`.`;
  return error(message, newKey);
}

function outerBlanks({ password, passwordHasOuterBlanks }: RegistryEntry): CredentialProblem | null {
  // White space around JSON means nothing.
  const isJson = password.kind === "token" && password.id === "gcp-service-account-json";
  if (!passwordHasOuterBlanks || isJson) return null;
  const message =
    "This password begins or ends with white space, which is sent along. That is risky: it probably came with the copy.";
  return risk(message, "Set the secret without it.");
}

function error(message: string, help: string): CredentialProblem {
  return { part: "password", severity: "error", message, help, username: null };
}

function risk(message: string, help: string): CredentialProblem {
  return { part: "password", severity: "warning", message, help, username: null };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
