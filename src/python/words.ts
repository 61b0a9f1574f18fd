import type { Surroundings } from "../config/language.ts";
import { keys } from "../config/validator.generated.js";
import { withoutTokens } from "../container/token-spans.ts";
import { quote } from "../text/printable.ts";

/** What is said of an app in TOML's words, in Python's: how a key with its value is written, what a value is called, where a path begins. */
export function inPythonWords(text: string, { context: { folder } }: Pick<Surroundings, "context">): string {
  let words = text;
  for (const [toml, python] of phrases) words = words.replaceAll(toml, python);
  const context = folder === "." ? "the folder in which `fal` is started" : quote(withoutTokens(folder));
  const parts = words.replaceAll("the folder of the pyproject.toml", () => context).split(/`([^`]*)`/);
  return parts.map((part, index) => (index % 2 === 1 ? `\`${codeWords(part)}\`` : proseWords(part))).join("");
}

const phrases: readonly (readonly [toml: string, python: string])[] = [
  ["relative to the pyproject.toml", "relative to the folder of the pyproject.toml"],
  ["Default: the folder of the pyproject.toml", "Default: the folder of the module"],
  ["this table's scale settings", "these scale settings"],
  ["beside the pyproject.toml", "into the folder of the pyproject.toml"],
  ["or else to the folder of the pyproject.toml", "or else to the folder of the module"],
  ["or the pyproject.toml up to a folder that holds both", "or name a folder that holds both as `context_dir`"],
  ["The build context is always the folder of the pyproject.toml: remove it.", "Did you mean `context_dir`?"],
  [": fal's client refuses the app, and prints the key with its value.", "."],
  ["directly into the app's table", "directly into the app"],
  ["into the app's `image` table", "into the `ContainerImage`"],
  ['into a table `image.registries."HOST"`', "into the dict of a registry"],
  ["`true` or `false`", "`True` or `False`"],
];

function proseWords(prose: string): string {
  return prose
    .replaceAll(/\ban array\b/g, "a list")
    .replaceAll(/\barrays\b/g, "lists")
    .replaceAll(/\ba table\b/g, "a dict");
}

/** Keys that are the names of arguments. */
const parameters: ReadonlySet<string> = new Set([...keys.app, ...keys.dockerfileImage]);

/** Keys of the dicts that have no others. */
const members: ReadonlySet<string> = new Set([...keys.registry, ...keys.retries]);

/** `key = value` and the path of a key, as they are written in Python. Any other word may be the user's own. */
function codeWords(text: string): string {
  const [, key = "", value = ""] = /^("[^"\\]*"|[A-Za-z0-9_-]+) = (.+)$/.exec(text) ?? [];
  if (parameters.has(key)) return `${key}=${value.replace(/^(?:true|false)$/, capitalised)}`;
  if (members.has(key) || value.startsWith('"$')) return `${key.startsWith('"') ? key : `"${key}"`}: ${value}`;
  const [, table, path] = /^(image\.(?:registries|secrets|build_args)|retry_config)\.(.+)$/.exec(text) ?? [];
  return path === undefined ? text : `${table}${path.replaceAll(/("[^"]*"|[^."]+)\.?/g, subscript)}`;
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function subscript(_: string, key: string): string {
  return `[${key.startsWith('"') ? key : `"${key}"`}]`;
}
