import { classifyCredential } from "../container/credential.ts";
import { isEcrHost } from "../container/ecr-host.ts";
import { hostOfKey } from "../container/registry.ts";
import { readSecretReference } from "../container/secret-reference.ts";
import { tokenSpans } from "../container/token-spans.ts";
import { secretName } from "../rules/registries/secret-name.ts";
import { quote } from "../text/printable.ts";
import type { SecretNames } from "./secret-names.ts";

/** A registry password or build secret as Python has it. */
export interface PythonSecret {
  readonly kind: "password" | "build secret";
  /** The registry's key for a password, the secret's name for a build secret. */
  readonly of: string;
  /** Null: known only when the code runs. */
  readonly value: string | null;
  /** The expression. */
  readonly written: string;
}

/** What a pyproject.toml has in its place, and what is to be said of that; null: it is the same. */
export interface SecretInToml {
  readonly reference: string;
  readonly note: string | null;
}

/** The name of a secret that exists, or is asked for by it; null if the code gives it none. */
export function nameInCode({ value, written }: Pick<PythonSecret, "value" | "written">): string | null {
  const name = value === null ? environmentVariable(written) : namedSecret(value);
  return name === null || tokenSpans(name).length > 0 ? null : name;
}

/** The reference to a fal secret that stands for it. A password in plain text stays where it is. */
export function secretInToml(secret: PythonSecret, names: SecretNames): SecretInToml {
  const { kind, of, value, written } = secret;
  const known = nameInCode(secret);
  if (value !== null && known !== null) return referenceInToml(value, known);
  const name = known ?? names.nameFor(secretName(secret), value === null ? `code ${written}` : `value ${value}`);
  const set = `Run \`fal secrets set ${name}=…\``;
  const reference = `$${name}`;
  if (value !== null) return { reference, note: noteOf(value, kind, set) };
  if (known !== null) {
    const note = `Python takes it from the environment of the machine that deploys; here it is a fal secret. ${set}.`;
    return { reference, note };
  }
  const expires =
    kind === "password" && isEcrHost(hostOfKey(of))
      ? " It is dead after 12 hours, and nothing renews a fal secret: an app whose code asks for a fresh password may better keep its image."
      : "";
  return { reference, note: `it is only known when the code runs; here it is a fal secret. ${set}.${expires}` };
}

function referenceInToml(value: string, name: string): SecretInToml {
  if (value === `$${name}`) return { reference: value, note: null };
  return { reference: value, note: `fal does not know this form of a reference: write ${quote(`$${name}`)}.` };
}

function noteOf(value: string, kind: PythonSecret["kind"], set: string): string {
  const what = kind === "password" ? "password" : "build secret";
  const credential = classifyCredential(value);
  if (credential.kind === "empty" || credential.kind === "placeholder") return `there is no ${what} yet. ${set}.`;
  return `the ${what} stands there in plain text. ${set}, and revoke this one where it was issued: it may be in the repository's history.`;
}

/** Of `$NAME` and `${NAME}`. */
function namedSecret(value: string): string | null {
  const reference = readSecretReference(value);
  if (reference?.kind === "fal-secret") return reference.name;
  return reference?.kind === "unsupported-reference" && reference.syntax === "${NAME}" ? reference.name : null;
}

const environment =
  /^(?:os\.)?(?:environ\[\s{0,99}["'](\w{1,255})["']\s{0,99}\]$|(?:environ\.get|getenv)\(\s{0,99}["'](\w{1,255})["']\s{0,99}(?:,[^()]{0,255})?\)$)/;

/** Of `os.environ["NAME"]`, `os.environ.get("NAME")` and `os.getenv("NAME")`. */
function environmentVariable(written: string): string | null {
  const match = environment.exec(written);
  const name = match?.[1] ?? match?.[2] ?? "";
  return /^[A-Za-z_]/.test(name) ? name : null;
}
