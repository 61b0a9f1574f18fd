import type { RequiredRelease } from "../client/releases.ts";
import { requiredRelease } from "../manifest/requires.ts";
import { normalizeName } from "../packaging/requirement.ts";
import type { Specifier } from "../packaging/specifier.ts";
import { allowsSome, hasFloor, isOlder } from "../packaging/version-range.ts";
import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { appRequirements } from "./apps/app-requirements.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, FileContext, Rule } from "./rule.ts";

export const falVersion: Rule = {
  id: "fal-version",
  severity: "error",
  summary: "A pin of fal that is older than what an app needs",
  why: "fal's client refuses an app with a key that it does not know yet. An error where the project's dependencies allow no release that accepts the app; a warning where they allow some that do and some that do not, so that it depends on the machine. No pin, or only an upper one, says nothing about old releases. A `fal` among the `requirements` of an app is not the client that deploys it, but the package that its code imports: it should not be older either.",
  sources: [
    "fal-ai/fal, history of projects/fal/src/fal/cli/_utils.py",
    "https://packaging.python.org/en/latest/specifications/version-specifiers/",
  ],
  bad: {
    "pyproject.toml": `[project]
name = "server"
version = "1.0.0"
dependencies = ["fal==1.70.0"]

[tool.fal.apps.server]
python_entry_point = "server:Server"
metrics_port = 9090
`,
  },
  good: {
    "pyproject.toml": `[project]
name = "server"
version = "1.0.0"
dependencies = ["fal>=1.78.0"]

[tool.fal.apps.server]
python_entry_point = "server:Server"
metrics_port = 9090
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const required = requiredRelease(app.config);
    if (required === null) return;
    for (const entry of appRequirements(app)) {
      if (entry.kind !== "package" || normalizeName(entry.requirement.name) !== "fal") continue;
      if (allowsSome(entry.requirement.specifiers, from(required))) continue;
      yield {
        rule: "fal-version",
        severity: "warning",
        at: entry.at,
        message: `This app is installed with a fal older than ${required.version}, the first release that knows ${keys(required)}.`,
        help: `Write \`fal>=${required.version}\`.`,
        related: related(app, required),
      };
    }
  },
  *checkFile({ apps, project }: FileContext): Iterable<Finding & { readonly app: null }> {
    const need = mostDemanding(apps);
    if (need === null) return;
    const { app, required } = need;
    const { version } = required;
    const since = `${version}, the first release that accepts ${keys(required)} in the app ${quoteWord(app.key)}`;
    for (const { name, keyPath, specifiers, conditional } of project.dependencies) {
      if (name !== "fal") continue;
      const refuses = !allowsSome(specifiers, from(required));
      if (!refuses && !allowsOlder(specifiers, version)) continue;
      yield {
        rule: "fal-version",
        app: null,
        ...((!refuses || conditional) && { severity: "warning" }),
        at: { keyPath, part: "value" },
        message: refuses
          ? `${written(specifiers)} keeps fal below ${since}: its client will refuse the app.`
          : `${written(specifiers)} allows a fal older than ${since}: its client would refuse the app.`,
        help: `Require at least fal ${version}.`,
        related: related(app, required),
      };
    }
  },
};

/** `fal==1.70.0`, since code frames show nothing outside of fal's tables; no more than numbers. */
function written(specifiers: readonly Specifier[]): string {
  const clauses = specifiers.map(({ operator, version, wildcard }) => `${operator}${version}${wildcard ? ".*" : ""}`);
  return clauses.every((clause) => /^[=!<>~]{1,2}[\d.*]{1,20}$/.test(clause))
    ? quote(`fal${clauses.join(",")}`)
    : "This";
}

/** The app that needs the newest release. */
function mostDemanding(
  apps: readonly AppContext[],
): { readonly app: AppContext; readonly required: RequiredRelease } | null {
  let most: ReturnType<typeof mostDemanding> = null;
  for (const app of apps) {
    const required = requiredRelease(app.config);
    if (required === null) continue;
    if (most === null || isOlder(most.required.version, required.version)) most = { app, required };
  }
  return most;
}

function from({ version }: RequiredRelease): { from: string; below: null } {
  return { from: version, below: null };
}

function allowsOlder(specifiers: readonly Specifier[], version: string): boolean {
  return hasFloor(specifiers) && allowsSome(specifiers, { from: null, below: version });
}

/** `metrics_port` and `image.cmd` */
function keys({ because }: RequiredRelease): string {
  return because.map((key) => (key.join(".") === "image" ? "an `image`" : quote(key.join(".")))).join(" and ");
}

function related({ path }: AppContext, { because }: RequiredRelease): NonNullable<Finding["related"]> {
  return because.map((key) => ({ at: { keyPath: [...path, ...key], part: "key" }, message: "The app uses it here." }));
}
