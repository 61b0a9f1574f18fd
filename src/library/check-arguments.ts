import type { CheckOptions } from "../analyse.ts";
import { rulesById } from "../rule-ids.ts";
import type { Files } from "../text/files.ts";
import {
  misuse,
  requireBytes,
  requireDate,
  requireList,
  requireObject,
  requireText,
  requireWord,
} from "./arguments.ts";

/** Throws a TypeError unless these are a source and options that `check` can go by. */
export function requireCheck(source: unknown, options: unknown): void {
  requireObject(source, "source");
  requireText(source["path"], "source.path");
  if (source["text"] === undefined && source["bytes"] === undefined) {
    throw misuse("source", "an object with `text` or `bytes`");
  }
  if (source["text"] === undefined) requireBytes(source["bytes"], "source.bytes");
  else requireText(source["text"], "source.text");
  requireOptions(options);
}

type Demand = (value: unknown, argument: string) => void;

const levels = ["error", "warning", "info", "off"];

const demands: Readonly<Record<keyof CheckOptions, Demand>> = {
  files: requireFiles,
  project: requireProject,
  languages: requireLanguages,
  now: requireDate,
  secrets: requireSecrets,
  env: requireEnv,
  config: requireConfig,
  suppressions: (value, argument) => {
    if (typeof value !== "boolean") throw misuse(argument, "true or false");
  },
  baseline: requireBaseline,
};

/** Throws a TypeError unless these are options that `check` can go by. */
export function requireOptions(given: unknown): void {
  requireObject(given, "options");
  for (const [name, demand] of Object.entries(demands)) {
    if (given[name] !== undefined) demand(given[name], `options.${name}`);
  }
}

const methods = ["readText", "stat", "list", "realPath", "digest"] as const satisfies (keyof Files)[];

function requireFiles(files: unknown, argument: string): void {
  if (typeof files !== "object" || files === null) throw misuse(argument, "an object");
  for (const method of methods) {
    if (typeof Reflect.get(files, method) !== "function") throw misuse(`${argument}.${method}`, "a function");
  }
}

function requireProject(project: unknown, argument: string): void {
  requireObject(project, argument);
  requireText(project["folder"], `${argument}.folder`);
  requireText(project["file"], `${argument}.file`);
}

function requireLanguages(languages: unknown, argument: string): void {
  requireList(languages, argument);
  for (const [index, language] of languages.entries()) {
    requireObject(language, `${argument}[${index}]`);
    if (!["isOf", "read", "readModule"].every((method) => typeof language[method] === "function")) {
      throw misuse(`${argument}[${index}]`, "a language such as `python` of fal-lint/python");
    }
  }
}

function requireSecrets(secrets: unknown, argument: string): void {
  requireList(secrets, argument);
  for (const [index, secret] of secrets.entries()) {
    const place = `${argument}[${index}]`;
    requireObject(secret, place);
    requireText(secret["name"], `${place}.name`);
    if (secret["environment"] !== null) requireText(secret["environment"], `${place}.environment`);
    requireDate(secret["createdAt"], `${place}.createdAt`);
  }
}

/** The names are not told: values may have been put in their place. */
function requireEnv(env: unknown, argument: string): void {
  requireObject(env, argument);
  const isText = (value: unknown) => value === undefined || typeof value === "string";
  if (!Object.values(env).every(isText)) throw misuse(argument, "an object of strings");
}

function requireConfig(config: unknown, argument: string): void {
  requireObject(config, argument);
  const { select, ignore, severity } = config;
  if (select !== undefined) requireRules(select, `${argument}.select`);
  if (ignore !== undefined) requireRules(ignore, `${argument}.ignore`, isLeavable);
  if (severity === undefined) return;
  requireObject(severity, `${argument}.severity`);
  for (const [id, level] of Object.entries(severity)) {
    if (!isLeavable(id)) throw misuse(`each key of ${argument}.severity`, "the id of a rule that can be left out");
    requireWord(level, levels, `${argument}.severity["${id}"]`);
  }
}

/** An id that no rule has would switch everything off, or nothing, without a word. */
function requireRules(ids: unknown, argument: string, isAllowed?: (id: string) => boolean): void {
  requireList(ids, argument);
  for (const [index, id] of ids.entries()) {
    if (typeof id !== "string" || !rulesById.has(id)) throw misuse(`${argument}[${index}]`, "the id of a rule");
    if (isAllowed?.(id) === false) throw misuse(`${argument}[${index}]`, "the id of a rule that can be left out");
  }
}

function isLeavable(id: string): boolean {
  const rule = rulesById.get(id);
  return rule !== undefined && rule.required !== true;
}

function requireBaseline(baseline: unknown, argument: string): void {
  requireObject(baseline, argument);
  requireText(baseline["path"], `${argument}.path`);
  requireBytes(baseline["key"], `${argument}.key`);
  requireList(baseline["entries"], `${argument}.entries`);
}
