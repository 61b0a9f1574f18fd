import { parseSpecifiers, type Specifier } from "./specifier.ts";
import { seriesOf } from "./version-range.ts";

/** A version constraint as Poetry writes it (`^1.70`, `~1.70`, `1.70.*`, `>=1.70 <2`), in the clauses of PEP 440; null if it is none, or has alternatives (`||`). */
export function parsePoetryConstraint(text: string): readonly Specifier[] | null {
  const clauses = text
    .replaceAll(/([=<>!~^])\s+/g, "$1")
    .split(/[\s,]+/)
    .filter((clause) => clause !== "" && clause !== "*");
  const specifiers: Specifier[] = [];
  for (const clause of clauses) {
    const parsed = parseClause(clause);
    if (parsed === null) return null;
    specifiers.push(...parsed);
  }
  return specifiers;
}

function parseClause(clause: string): readonly Specifier[] | null {
  const [, sign, version] = /^(\^|~(?!=)|=(?!=)|)(.+)$/.exec(clause) ?? [];
  if (version === undefined) return null;
  switch (sign) {
    case "^":
      return between(version, significantNumbers(version));
    case "~":
      return between(version, 2);
    case "=":
      return pep440(`==${version}`);
    default:
      return pep440(/^v?[0-9]/.test(version) ? `==${version}` : version);
  }
}

/** From the version up to the end of the series of its first `length` numbers. */
function between(version: string, length: number): readonly Specifier[] | null {
  const [release = ""] = /^[0-9]+(?:\.[0-9]+)*/.exec(version) ?? [];
  const below = seriesOf(release.split(".").slice(0, length).join("."))?.below;
  return below === undefined ? null : pep440(`>=${version},<${below}`);
}

/** Up to the first that is not zero: `^0.2.3` is below `0.3`. */
function significantNumbers(version: string): number {
  const leading = /^(?:0+\.)*/.exec(version)?.[0] ?? "";
  return leading.split(".").length;
}

function pep440(text: string): readonly Specifier[] | null {
  const specifiers = parseSpecifiers(text);
  return typeof specifiers === "string" ? null : specifiers;
}
