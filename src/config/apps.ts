import type { KeyPath } from "../text/diagnostic.ts";
import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { isTomlTable, type TomlTable, type TomlValue } from "../toml/values.ts";
import { plainSurroundings, type Surroundings } from "./language.ts";
import { type OpenedApp, openApp } from "./open.ts";
import { validateApp } from "./validate.ts";
import { typeName } from "./wording.ts";

/** An app that has passed the schema. */
export interface App {
  readonly key: string;
  /** `["tool", "fal", "apps", key]` */
  readonly path: KeyPath;
  readonly config: OpenedApp;
  readonly surroundings: Surroundings;
}

/** The apps of one pyproject.toml. */
export interface Apps {
  /** The keys of all of them, in the order of the file; null if there is no `[tool.fal.apps]`. */
  readonly keys: readonly string[] | null;
  /** Those that passed the schema. */
  readonly valid: readonly App[];
  readonly findings: readonly (Finding & { readonly app: string | null })[];
  /** Apps with an `image`, and entries of `registries`, of whatever shape. */
  readonly images: number;
  readonly credentials: number;
}

const falPath = ["tool", "fal"];

/**
 * Reads `[tool.fal.apps]` of a document. A bad app takes nothing from its neighbours.
 * @param surroundingsOf what belongs to an app, by its key, besides its table
 */
export function readApps(
  root: TomlTable,
  surroundingsOf: (key: string) => Surroundings = () => plainSurroundings,
): Apps {
  const fal = step(root["tool"], "fal");
  if (fal === undefined) return { keys: null, valid: [], findings: [], images: 0, credentials: 0 };
  const findings = topLevelFindings(fal).map((finding) => ({ ...finding, app: null }) as Apps["findings"][number]);
  const apps = step(fal, "apps");
  if (!isTomlTable(apps)) return { keys: null, valid: [], findings, images: 0, credentials: 0 };

  const valid: App[] = [];
  let images = 0;
  let credentials = 0;
  for (const [key, app] of Object.entries(apps)) {
    const path = [...falPath, "apps", key];
    const surroundings = surroundingsOf(key);
    const { dynamic } = surroundings;
    const faults = validateApp(app, path, dynamic);
    for (const fault of faults) findings.push({ ...fault, app: key });
    if (faults.length === 0 && isTomlTable(app)) valid.push({ key, path, config: openApp(app, dynamic), surroundings });
    const image = step(app, "image");
    if (image !== undefined) images++;
    const registries = step(image, "registries");
    if (isTomlTable(registries)) credentials += Object.keys(registries).length;
  }
  return { keys: Object.keys(apps), valid, findings, images, credentials };
}

/** The Dockerfiles that apps are built from, as written; the apps may be wrong in every other way. */
export function dockerfilesOf(root: TomlTable): readonly string[] {
  const apps = step(step(root["tool"], "fal"), "apps");
  if (!isTomlTable(apps)) return [];
  return Object.values(apps).flatMap((app) => {
    const dockerfile = step(step(app, "image"), "dockerfile");
    return typeof dockerfile === "string" ? dockerfile : [];
  });
}

/** The `ref` of each app that has one, and the keys of its table; the apps may be wrong in every other way. */
export function refsOf(root: TomlTable): readonly { readonly ref: string; readonly keys: readonly string[] }[] {
  const apps = step(step(root["tool"], "fal"), "apps");
  if (!isTomlTable(apps)) return [];
  return Object.values(apps).flatMap((app) => {
    const ref = step(app, "ref");
    return typeof ref === "string" && isTomlTable(app) ? { ref, keys: Object.keys(app) } : [];
  });
}

/** `[tool.fal]` itself: what is not `apps` is ignored by fal, without a word. */
function topLevelFindings(fal: TomlValue): Finding[] {
  if (!isTomlTable(fal)) return [notATable(falPath, fal)];
  const findings: Finding[] = [];
  const apps = fal["apps"];
  if (apps !== undefined && !isTomlTable(apps)) findings.push(notATable([...falPath, "apps"], apps));
  for (const key of Object.keys(fal)) {
    if (key === "apps") continue;
    findings.push(readAs(key) === "apps" ? disguisedApps(key) : unknownTopLevelKey(key, "apps" in fal));
  }
  return findings;
}

/** What fal's client makes of a key directly in `[tool.fal]`. */
function readAs(key: string): string {
  return key.replaceAll("--", "").replaceAll("-", "_");
}

function disguisedApps(key: string): Finding {
  return {
    rule: "unknown-key",
    at: { keyPath: [...falPath, key], part: "key" },
    message: `fal's client drops the \`--\` and reads ${quote(key)} as \`apps\`: of several such tables it takes the last, and loses the others.`,
    help: "Write `apps`. What is below this key has not been checked.",
  };
}

function unknownTopLevelKey(key: string, hasApps: boolean): Finding {
  const meant = hasApps ? null : nearest(key, ["apps"]);
  return {
    rule: "unknown-key",
    severity: "warning",
    at: { keyPath: [...falPath, key], part: "key" },
    message: `fal does not know the key ${quote(key)} in \`tool.fal\`, and ignores it.`,
    help: meant === null ? "Remove it, or move it to the table that it was meant for." : "Did you mean `apps`?",
  };
}

function notATable(keyPath: KeyPath, value: TomlValue): Finding {
  const message = `${quote(keyPath.join("."))} must be a table, not ${typeName(value)}.`;
  return { rule: "wrong-type", at: { keyPath, part: "value" }, message };
}

function step(value: TomlValue | undefined, key: string): TomlValue | undefined {
  return isTomlTable(value) ? value[key] : undefined;
}
