import { readVersion } from "./version.ts";

/** One clause of a version specifier, such as `>=1.2` or `==1.*`. */
export interface Specifier {
  readonly operator: (typeof operators)[number];
  /** Without the `.*`. Anything at all behind `===`, else a version by PEP 440. */
  readonly version: string;
  /** Ends in `.*`. */
  readonly wildcard: boolean;
}

/** `operator`: there is none, or one that does not exist; `separator`: no comma between two clauses; `version`: the rest of it. */
export type SpecifierProblem = "operator" | "separator" | "version";

const operators = ["===", "~=", "==", "!=", "<=", ">=", "<", ">"] as const;
const releaseOnly = /^v?(?:[0-9]+!)?[0-9]+(?:\.[0-9]+)*$/i;

/** Reads the clauses of a version specifier by PEP 440, as pip reads them: a comma at the end is no fault, and none at all is none. */
export function parseSpecifiers(text: string): readonly Specifier[] | SpecifierProblem {
  const clauses = text.split(",").map((clause) => clause.trim());
  if (clauses.at(-1) === "") clauses.pop();
  const specifiers: Specifier[] = [];
  for (const clause of clauses) {
    const specifier = parseSpecifier(clause);
    if (typeof specifier === "string") return specifier;
    specifiers.push(specifier);
  }
  return specifiers;
}

function parseSpecifier(clause: string): Specifier | SpecifierProblem {
  const operator = operators.find((known) => clause.startsWith(known));
  if (operator === undefined) return "operator";
  const written = clause.slice(operator.length).trimStart();
  if (/\s/.test(written)) return "separator";
  if (operator === "===") return { operator, version: written, wildcard: false };
  const isEquality = operator === "==" || operator === "!=";
  const wildcard = isEquality && written.endsWith(".*");
  const version = wildcard ? written.slice(0, -2) : written;
  const read = readVersion(version);
  if (read === null) return /^[=<>!~]/.test(written) ? "operator" : "version";
  if (wildcard && !releaseOnly.test(version)) return "version";
  if (read.isLocal && !isEquality) return "version";
  if (operator === "~=" && read.release.length < 2) return "version";
  return { operator, version, wildcard };
}
