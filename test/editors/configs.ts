import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lint } from "../../src/lint.ts";

/** A pyproject.toml, or a part of one, and what an editor must make of it by the schema. */
export interface Config {
  /** As a file name. */
  readonly name: string;
  readonly text: string;
  readonly isGood: boolean;
  /** The lines with `# refused`, 1-based: where each mistake is to be seen. */
  readonly refused: readonly number[];
}

const contribution = "contrib/schemastore/src";
// Its `#:schema` names a file of SchemaStore.
const directive = /^#:schema .*/;

/** The tests that SchemaStore gets: each of the bad ones has one mistake. */
export const contributed: readonly Config[] = [true, false].flatMap((isGood) => {
  const folder = `${contribution}/${isGood ? "test" : "negative_test"}/pyproject`;
  return readdirSync(folder).map((name) => {
    const text = readFileSync(join(folder, name), "utf8").replace(directive, "");
    const refused = text.split("\n").flatMap((line, index) => (line.endsWith("# refused") ? index + 1 : []));
    return { name: `${isGood ? "good" : "bad"}-${name}`, text, isGood, refused };
  });
});

// What a schema can see, or what a reader of TOML 1.0 can. fal-lint's other rules are beyond it.
const bySchema: ReadonlySet<string> = new Set([
  ...["unknown-key", "wrong-type", "invalid-value", "missing-key", "conflicting-keys", "bad-configuration"],
  ...["syntax-error", "toml-1-1-syntax"],
]);

/** Every other pyproject.toml of the tests, judged by fal-lint. */
export const collected: readonly Config[] = [
  ...readdirSync("test/examples").map((name) => ["example", name, `test/examples/${name}`] as const),
  ...readdirSync("test/projects").map(
    (name) => ["project", `${name}.toml`, `test/projects/${name}/pyproject.toml`] as const,
  ),
  ["server", "pyproject.toml", "examples/server/pyproject.toml"] as const,
].flatMap(([kind, name, path]) => {
  const text = read(path);
  if (text === null) return [];
  const isGood = lint({ path, text }).diagnostics.every(({ rule }) => !bySchema.has(rule));
  return { name: `${kind}-${name}`, text, isGood, refused: [] };
});

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

/** Writes each to a file of its name in a folder. */
export function writeConfigs(configs: readonly Config[], folder: string): void {
  for (const { name, text } of configs) writeFileSync(join(folder, name), text);
}

/** The block of TOML in the README that begins like this. */
export function readmeBlock(start: string): string {
  const [, after] = readFileSync("README.md", "utf8").split(`\`\`\`toml\n${start}`);
  if (after === undefined) throw new Error(`the README has no ${start}`);
  return `${start}${after.split("```")[0]}`;
}

/** A project below a folder with fal-lint in its node_modules, and a file. */
export function projectWith(folder: string, text: string, name: string): string {
  const project = join(folder, "project");
  const installed = join(project, "node_modules/fal-lint");
  mkdirSync(installed, { recursive: true });
  cpSync("schema", join(installed, "schema"), { recursive: true });
  writeFileSync(join(project, name), text);
  return project;
}
