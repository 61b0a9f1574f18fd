import type { KeyPath } from "../text/diagnostic.ts";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { keys } from "./validator.generated.js";

const imageKeys = [...new Set([...keys.dockerfileImage, ...keys.referenceImage])];

/** Where a key that is written in the wrong table belongs. */
const homes: readonly { readonly known: readonly string[]; readonly where: string }[] = [
  { known: keys.app, where: "directly into the app's table" },
  { known: imageKeys, where: "into the app's `image` table" },
  { known: keys.registry, where: 'into a table `image.registries."HOST"`' },
  { known: keys.healthCheck, where: "into the app's `health_check` table" },
];

const gone: ReadonlyMap<string, string> = new Map([
  ["context", "The build context is always the folder of the pyproject.toml: remove it."],
  ["context_dir", "The build context is always the folder of the pyproject.toml: remove it."],
  ["builder", "There is only one builder left: remove it."],
]);

/** The keys that the table at `path` (relative to the app) may have. */
function knownKeys(path: KeyPath): readonly string[] {
  const [first, second] = path;
  if (first === undefined) return keys.app;
  if (first === "image") return second === "registries" ? keys.registry : imageKeys;
  if (first === "health_check") return keys.healthCheck;
  if (first === "retry_config") return second === undefined ? keys.retryConfig : keys.retries;
  return [];
}

/** What an unknown key was probably meant to be, and what to do about it. */
export function unknownKeyHelp(key: string, path: KeyPath): { readonly meant: string | null; readonly help: string } {
  const known = knownKeys(path);
  const home = homes.find((table) => table.known !== known && table.known.includes(key));
  if (home) return { meant: null, help: `It belongs ${home.where}.` };
  const note = gone.get(key);
  if (note !== undefined) return { meant: null, help: note };
  const meant = nearest(key, known);
  if (meant !== null) return { meant, help: `Did you mean ${quote(meant)}?` };
  return { meant, help: "Remove it: fal's client refuses the app, and prints the key with its value." };
}
