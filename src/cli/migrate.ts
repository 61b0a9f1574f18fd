import { type Analysis, analyse, type CheckOptions } from "../analyse.ts";
import { type InspectResult, inspectResult } from "../compile.ts";
import { migratedDocument } from "../migrate/document.ts";
import { dockerfileText, ignoreText } from "../migrate/image.ts";
import { type MigratedModule, migratedModule } from "../migrate/module.ts";
import { isWhole } from "../migrate/table.ts";
import { quote } from "../text/printable.ts";
import { isPython } from "../text/python-path.ts";
import { type AppsCommand, runOverApps } from "./apps.ts";
import { type BadUsage, type Invocation, lastValue } from "./arguments.ts";
import type { Host } from "./host.ts";
import { complain } from "./output.ts";

/** `module` is null of what cannot be read, or holds nothing for fal-lint. */
type MigrateResult = InspectResult & { readonly module: MigratedModule | null };

/** Prints the tables of a pyproject.toml that say what Python modules say, or a file that their code holds as a string. */
export async function migrateCommand(invocation: Invocation, host: Host): Promise<number | BadUsage> {
  const misuse = misused(invocation, host);
  if (misuse !== null) return { badUsage: misuse };
  const format = lastValue(invocation, "format") ?? "toml";
  const migrate: AppsCommand<MigrateResult> = {
    what: "complete table",
    nothing: "nothing to migrate",
    isOf: isPython,
    notFound: "no Python module with a ContainerImage",
    read: (source, project) => {
      const analysis = analyse(source, project);
      return { ...inspectResult(analysis, source, project), module: moduleOf(source.path, project, analysis) };
    },
    told: ({ module }) =>
      module?.module.apps.filter((app) => module.valid.has(app.key) && isWhole(app, module)).map(({ key }) => key) ??
      [],
    document: (files, isWanted) => {
      const modules = files.flatMap(({ result }) => result.module ?? []);
      if (format === "toml") return migratedDocument(modules, isWanted);
      return onlyFile(modules, isWanted, format, host);
    },
  };
  return runOverApps(migrate, invocation, host);
}

function moduleOf(
  path: string,
  { files, project }: CheckOptions,
  { document, contexts }: Analysis,
): MigratedModule | null {
  const { text, code } = document;
  if (code === null) return null;
  const place = { path, folder: project?.folder ?? ".", files: files ?? null };
  return migratedModule(
    code,
    text,
    place,
    contexts.map(({ key }) => key),
  );
}

/** Why the operands are none for this command; null if they are. */
function misused(invocation: Invocation, host: Host): string | null {
  const { operands } = invocation;
  if (operands.length === 0) return "migrate takes Python modules: fal-lint migrate app.py";
  const stdinPath = lastValue(invocation, "stdin-filename");
  if (operands.includes("-") && (stdinPath === null || !isPython(stdinPath))) {
    return "migrate needs to know which module standard input is: --stdin-filename app.py";
  }
  const other = operands.find(
    (operand) => operand !== "-" && !isPython(operand) && host.kind(host.relative(operand)) !== "directory",
  );
  if (other === undefined) return null;
  const why = other.endsWith(".toml") ? ", and makes the tables of a pyproject.toml from them" : "";
  return `migrate takes Python modules${why}, not ${quote(other)}`;
}

/** The Dockerfile, or the .dockerignore, of the only app that has one in its code. */
function onlyFile(
  modules: readonly MigratedModule[],
  isWanted: (app: string) => boolean,
  format: string,
  host: Host,
): readonly string[] | BadUsage {
  const textOf = format === "dockerfile" ? dockerfileText : ignoreText;
  const what = format === "dockerfile" ? "a Dockerfile" : "ignored files";
  const [first, ...more] = modules.flatMap(({ module }) =>
    module.apps.flatMap(({ key, image, declaration }) =>
      image === null || declaration.kind === "image" || !isWanted(key) ? [] : (textOf(image) ?? []),
    ),
  );
  if (first === undefined) return { badUsage: `no app has ${what} in its code` };
  const { text, lines } = first;
  if (more.some((other) => other.text !== text)) {
    return { badUsage: `several apps have ${what} in their code: name one with --app` };
  }
  if (lines.length > 0) complain(host, `what may be a secret is left out of line ${lines.join(", ")}`);
  return [text];
}
