import type { ModuleApp } from "../python/module.ts";
import type { NamedValue } from "../python/values.ts";
import { quote } from "../text/printable.ts";
import { hideSecrets, hideTokens, type ShownText } from "./hidden-parts.ts";
import { inFolder, type MigratedModule, type Places } from "./module.ts";
import type { Note } from "./notes.ts";
import type { Plan } from "./plan.ts";

/** An image of a module, as it is written there. */
export type PythonImage = NonNullable<ModuleApp["image"]>;

/** The file names of an image in a pyproject.toml, and what is said of them. */
export interface ImageFiles {
  /** Relative to the folder of the pyproject.toml. */
  readonly dockerfile: string;
  readonly notes: readonly Note[];
}

/** The Dockerfile that is a string in the code, as it may be seen; null if there is none. */
export function dockerfileText({ container: { dockerfile } }: PythonImage): ShownText | null {
  return dockerfile !== null && "text" in dockerfile ? hideSecrets(dockerfile.text.value) : null;
}

/** The lines of the .dockerignore that is a list in the code, as they may be seen; null if there is none. */
export function ignoreText({ container: { ignore } }: PythonImage): ShownText | null {
  return ignore !== null && "text" in ignore ? hideTokens(ignore.text) : null;
}

/** Why an image has no table; null if it has one. */
export function whyInCode({ value, container, keySpan }: PythonImage, places: Places): string | null {
  if (container.dockerfile !== null) return null;
  const dockerfile = value.values.get("dockerfile")?.value;
  const what = value.isOpen
    ? "what `**` adds to its arguments"
    : dockerfile?.kind === "string" || dockerfile?.kind === "path"
      ? "its build context, or what is left out of it,"
      : "its Dockerfile";
  return `${places.at(dockerfile?.span ?? keySpan)}: the image stays in the code: ${what} is only known when that runs.`;
}

/** @param dockerfile as the code has it, relative to the build context */
export function imageFiles(
  image: PythonImage,
  dockerfile: string,
  app: string,
  module: MigratedModule,
  plan: Plan,
): ImageFiles {
  const path = image.container.context.outside(dockerfile);
  const shown = dockerfileText(image);
  const name = shown === null ? path : plan.dockerfile(module, app, { path, text: shown.text });
  const notes = [
    ...(shown === null ? [] : dockerfileNotes(image, app, name, shown, module)),
    ...contextNotes(image, module.places),
    ...ignoreNotes(image, app, module, plan),
    ...argumentNotes(image, module.places),
  ];
  return { dockerfile: name, notes };
}

const dockerfilePath = ["image", "dockerfile"];

function dockerfileNotes(
  { container: { dockerfile } }: PythonImage,
  app: string,
  path: string,
  { lines }: ShownText,
  module: MigratedModule,
): Note[] {
  if (dockerfile === null || !("text" in dockerfile)) return [];
  const there = textOf(path, module);
  if (there === dockerfile.text.value) return [];
  const replaced = there === null ? "" : `, in the place of the other ${quote(path)} that is there`;
  const leftOut =
    lines.length === 0
      ? ""
      : ` What may be a secret is left out of its line ${lines.join(", ")}: see \`fal-lint explain secret-in-dockerfile\`.`;
  const text = `${module.places.at(dockerfile.span)}: this is a string, and has to become a file${replaced}.${leftOut}`;
  return [{ path: dockerfilePath, text, command: command("dockerfile", app, path, module) }];
}

function contextNotes({ value, container: { context } }: PythonImage, places: Places): Note[] {
  const argument = value.values.get("context_dir");
  if (argument === undefined || context.folder === ".") return [];
  const text = `${places.at(argument.keySpan)}: the build context is ${quote(context.folder)}, and of a pyproject.toml it is the folder of that file: what COPY and ADD name has to be named from there, and this build is another one until it is.`;
  return [{ path: dockerfilePath, text }];
}

function ignoreNotes(image: PythonImage, app: string, module: MigratedModule, plan: Plan): Note[] {
  const { value, container, keySpan } = image;
  const { ignore, context } = container;
  if (ignore === null) return [];
  const argument = value.values.get("dockerignore") ?? value.values.get("dockerignore_path");
  const at = module.places.at(argument?.keySpan ?? keySpan);
  if ("standsFor" in ignore) {
    const other = context.outside(ignore.standsFor);
    const text = `${at}: fal reads \`.dockerignore\` here, and no other file: copy ${quote(other)}.`;
    return other === ".dockerignore" ? [] : [{ path: dockerfilePath, text }];
  }
  const file = { path: ".dockerignore", text: ignoreText(image)?.text ?? "" };
  const there = textOf(file.path, module);
  if (there === file.text) return [];
  const other = plan.conflict(module, app, file);
  const replaced =
    other !== null
      ? ` App ${quote(other)} wants another one, and there is only one.`
      : there === null
        ? ""
        : " It takes the place of the one that is there.";
  const text = `${at}: what is left out of the context has to become a file, which counts for every app.${replaced}`;
  return [{ path: dockerfilePath, text, command: command("dockerignore", app, file.path, module) }];
}

/** What fal takes where a pyproject.toml cannot say otherwise; null: there is no default to name. */
const onlyInPython: ReadonlyMap<string, string> = new Map([
  ["builder", "fal builds with depot, whatever it is"],
  ["compression", "fal takes gzip"],
  ["force_compression", "fal takes false"],
  ["use_isolate", "fal takes true for an app with code"],
]);

const defaults: ReadonlySet<string> = new Set(["depot", "gzip"]);

function argumentNotes({ value: { values } }: PythonImage, places: Places): Note[] {
  return [...onlyInPython].flatMap(([name, otherwise]) => {
    const argument = values.get(name);
    if (argument === undefined || isDefault(name, argument)) return [];
    const text = `${places.at(argument.keySpan)}: ${name} cannot be said in a pyproject.toml: ${otherwise}.`;
    return [{ path: dockerfilePath, text }];
  });
}

function isDefault(name: string, { value }: NamedValue): boolean {
  if (value.kind === "string") return defaults.has(value.text.value);
  if (value.kind === "boolean") return value.value === (name === "use_isolate");
  return value.kind === "none";
}

function textOf(path: string, { files }: MigratedModule): string | null {
  const file = files?.readText(path);
  return file?.kind === "text" ? file.text : null;
}

/** What prints a file, for a shell. */
function command(format: string, app: string, path: string, module: MigratedModule): string {
  const file = inFolder(module.folder, path);
  return `fal-lint migrate ${[module.path, "--app", app, "--format", format].map(shellWord).join(" ")} > ${shellWord(file)}`;
}

function shellWord(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
