import { type Glob, readGlob } from "./client/glob.ts";
import { GlobSet } from "./client/glob-set.ts";
import { type LintConfig, type LintLevel, lintKeys } from "./config/lint-config.ts";
import { alternatives, pathText, typeName } from "./config/wording.ts";
import type { AppFinding, RuleConfig } from "./diagnose.ts";
import { rulesById, unknownRule } from "./rule-ids.ts";
import { quoteWord } from "./rules/dockerfile/dockerfile-finding.ts";
import type { KeyPath } from "./text/diagnostic.ts";
import { nearest } from "./text/nearest.ts";
import { normalizePath } from "./text/path.ts";
import { quote } from "./text/printable.ts";
import { readToml } from "./toml/read.ts";
import { isTomlTable, type TomlTable, type TomlValue } from "./toml/values.ts";

/** What `[tool.fal-lint]` says. What is wrong in it is told by the findings, and left out of the rest. */
export interface Configuration {
  readonly rules: RuleConfig;
  readonly exclude: GlobSet;
  readonly findings: readonly AppFinding[];
}

/** Of a file that says nothing. */
export const noConfiguration: Configuration = { rules: {}, exclude: new GlobSet([]), findings: [] };

/** Reads `[tool.fal-lint]` of a document. */
export function readConfiguration(root: TomlTable): Configuration {
  const tool = root["tool"];
  if (!isTomlTable(tool)) return noConfiguration;
  const reader = new Reader();
  for (const key of Object.keys(tool)) {
    if (key === table || !/^fal[-_ ]?lint$/i.test(key)) continue;
    reader.refuseTable(key, "key", `fal-lint does not read ${quote(`tool.${key}`)}.`);
  }
  const config = tool[table];
  if (isTomlTable(config)) return reader.read(config);
  if (config !== undefined) reader.refuseTable(table, "value", `\`${name}\` must be a table, not ${typeName(config)}.`);
  return { ...noConfiguration, findings: reader.findings };
}

/**
 * What a folder's pyproject.toml leaves out of a search: whether it does so with a path relative to that folder. Null if it leaves out
 * nothing, or is no TOML.
 */
export function readExclusion(text: string): ((path: string) => boolean) | null {
  if (!text.includes("exclude") || !text.includes(table)) return null;
  const toml = readToml(text);
  if (toml.kind !== "document") return null;
  const { exclude } = readConfiguration(toml.root);
  return (path) => exclude.firstMatch(path) >= 0;
}

/** The file's settings with those of the command line, or of `check`, above them: what these name, they alone decide. */
export function mergeConfig(file: RuleConfig, own: RuleConfig): RuleConfig {
  const { select, ignore = [], severity = {} } = own;
  const levels = Object.entries(file.severity ?? {});
  if (select !== undefined) {
    const loud = levels.filter(([, level]) => level !== "off");
    return { select, ignore, severity: { ...Object.fromEntries(loud), ...severity } };
  }
  const ignoredByFile = (file.ignore ?? []).filter((id) => severity[id] === undefined);
  return {
    ...(file.select !== undefined && { select: [...file.select, ...Object.keys(severity)] }),
    ignore: [...ignoredByFile, ...ignore],
    severity: { ...file.severity, ...severity },
  };
}

const table = "fal-lint";
const name = `tool.${table}`;
const levels: readonly LintLevel[] = ["error", "warning", "info", "off"];

/** A string of the table, and where it stands, relative to the table. */
interface Item {
  readonly value: string;
  readonly path: KeyPath;
}

class Reader {
  readonly findings: AppFinding[] = [];

  read(config: TomlTable): Configuration {
    for (const key of Object.keys(config)) if (!lintKeys.includes(key)) this.#refuseKey(key);
    const select = this.#strings(config, "select").filter((item) => this.#isRule(item));
    const ignore = this.#strings(config, "ignore").filter((item) => this.#maySilence(item));
    const severity = this.#severity(config["severity"]);
    const exclude = new GlobSet(this.#strings(config, "exclude").map((item) => this.#glob(item)));
    if (Array.isArray(config["select"]) && config["select"].length === 0) {
      this.#refuse(["select"], "value", "`select` is empty: no rule would be left.", "Name a rule, or remove the key.");
    }
    const ids = (items: readonly Item[]) => items.map(({ value }) => value);
    const rules = { ...(select.length > 0 && { select: ids(select) }), ignore: ids(ignore), severity };
    return { rules, exclude, findings: this.findings };
  }

  /** A key of `[tool]`. */
  refuseTable(key: string, part: "key" | "value", message: string): void {
    const at = { keyPath: ["tool", key], part };
    this.findings.push({ rule: "bad-configuration", at, app: null, message, help: `Write \`[${name}]\`.` });
  }

  #refuse(path: KeyPath, part: "key" | "value", message: string, help: string): void {
    const at = { keyPath: ["tool", table, ...path], part };
    this.findings.push({ rule: "bad-configuration", at, app: null, message, help });
  }

  #refuseKey(key: string): void {
    const meant = nearest(key, lintKeys);
    const help = meant === null ? `It knows ${alternatives(lintKeys, "and")}.` : `Did you mean \`${meant}\`?`;
    this.#refuse([key], "key", `fal-lint does not know the key ${quoteWord(key)}.`, help);
  }

  /** The elements of an array of strings; others are told. */
  #strings(config: TomlTable, key: keyof LintConfig): Item[] {
    const value = config[key];
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.#refuse([key], "value", `\`${key}\` must be an array of strings, not ${typeName(value)}.`, 'Write `["…"]`.');
      return [];
    }
    return value.flatMap((item: TomlValue, index) => {
      const path = [key, index];
      if (typeof item === "string") return { value: item, path };
      const message = `\`${pathText(path)}\` must be a string, not ${typeName(item)}.`;
      this.#refuse(path, "value", message, "Put it in quotes.");
      return [];
    });
  }

  #isRule({ value, path }: Item, part: "key" | "value" = "value"): boolean {
    if (rulesById.has(value)) return true;
    const { message, help } = unknownRule(value);
    this.#refuse(path, part, message, help);
    return false;
  }

  #maySilence(item: Item, part: "key" | "value" = "value"): boolean {
    if (!this.#isRule(item, part)) return false;
    if (!rulesById.get(item.value)?.required) return true;
    const message = `\`${item.value}\` can be neither switched off nor set: what it flags is not checked any further.`;
    this.#refuse(item.path, part, message, "Remove it.");
    return false;
  }

  #severity(value: TomlValue | undefined): Record<string, LintLevel> {
    if (value === undefined) return {};
    if (!isTomlTable(value)) {
      const message = `\`severity\` must be a table, not ${typeName(value)}.`;
      this.#refuse(["severity"], "value", message, 'Write `severity = { RULE = "warning" }`.');
      return {};
    }
    const severities = Object.entries(value).flatMap(([id, written]): [string, LintLevel][] => {
      const path = ["severity", id];
      if (!this.#maySilence({ value: id, path }, "key")) return [];
      const level = levels.find((known) => known === written);
      if (level !== undefined) return [[id, level]];
      const meant = typeof written === "string" ? nearest(written, levels) : null;
      const message = `The severity of \`${id}\` must be ${alternatives(levels, "or")}.`;
      this.#refuse(
        path,
        "value",
        message,
        meant === null ? "Write one of them, in quotes." : `Did you mean \`${meant}\`?`,
      );
      return [];
    });
    return Object.fromEntries(severities);
  }

  #glob({ value, path }: Item): Glob | null {
    const below = normalizePath(value);
    const glob = below === "." || /^(?:!|\/|\.\.(?:\/|$))/.test(below) ? null : readGlob(`/${below}`);
    if (glob !== null && typeof glob !== "string") return glob;
    const message = `\`${pathText(path)}\` is no path below the folder of this pyproject.toml.`;
    this.#refuse(path, "value", message, "Write it relative to that folder, with `/` between names and without `!`.");
    return null;
  }
}
