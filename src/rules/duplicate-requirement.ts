import { normalizeName, type Requirement } from "../packaging/requirement.ts";
import { isOlder } from "../packaging/version-range.ts";
import type { Finding, Place } from "../text/finding.ts";
import { appRequirements } from "./apps/app-requirements.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const duplicateRequirement: Rule = {
  id: "duplicate-requirement",
  severity: "warning",
  summary: "A package that is required twice",
  why: "To pip `PyYAML`, `pyyaml` and `py-yaml` are two packages, and the first two are one: case does not count, and `-`, `_` and `.` are the same. Two entries of one layer must both be met, which two different `==` never are. A later layer replaces what an earlier one has installed, and that is downloaded for nothing. Entries with different markers are different ones.",
  sources: ["https://packaging.python.org/en/latest/specifications/name-normalization/"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
requirements = ["PyYAML==6.0.2", "torch==2.7.1", "pyyaml"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
requirements = ["PyYAML==6.0.2", "torch==2.7.1"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const seen = new Map<string, Listed>();
    for (const entry of appRequirements(app)) {
      if (entry.kind !== "package") continue;
      const { requirement } = entry;
      const key = `${normalizeName(requirement.name)};${requirement.marker?.replaceAll(/\s+/g, "") ?? ""}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, entry);
      else yield finding(entry, first);
    }
  },
};

interface Listed {
  readonly layer: number;
  readonly requirement: Requirement;
  readonly at: Place;
}

function finding({ layer, requirement, at }: Listed, first: Listed): Finding {
  const name = quoteWord(requirement.name);
  const conflict = differ(pin(requirement), pin(first.requirement));
  const isSameLayer = layer === first.layer;
  const related = [{ at: first.at, message: "It is required here already." }];
  if (conflict && isSameLayer) {
    const message = `${name} is pinned to two versions at once: pip will stop.`;
    return { rule: "duplicate-requirement", severity: "error", at, message, help: "Decide on one of them.", related };
  }
  const message = conflict
    ? `${name} is pinned to another version in an earlier layer, which this one replaces.`
    : `${name} is required twice${isSameLayer ? "" : ", in two layers"}.`;
  return { rule: "duplicate-requirement", at, message, help: "Write it once.", related };
}

/** The one version that is allowed; null if there is more than one. */
function pin({ specifiers }: Requirement): string | null {
  return specifiers.find(({ operator, wildcard }) => operator === "==" && !wildcard)?.version ?? null;
}

function differ(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && (isOlder(a, b) || isOlder(b, a));
}
