import type { Abort } from "../client/uploads.ts";
import { shown, shownList } from "../manifest/shown.ts";
import type { Shown } from "../manifest/types.ts";
import type { AppContext } from "../rules/rule.ts";
import { quote } from "../text/printable.ts";
import { byteSize } from "../text/size.ts";
import { jsonDocument } from "./json.ts";
import { count } from "./summary.ts";
import { table } from "./table.ts";
import { cell, quoteShown, type UnsentSource, unsentSources } from "./unsent-sources.ts";

/** What `fal deploy` would send for an app that is built from a Dockerfile, as `--format json` tells it. */
export interface UploadReport {
  /** The pyproject.toml, as it was named to fal-lint. */
  readonly file: string;
  readonly app: string;
  /** What fal's client takes for local files in COPY and ADD, in the order of the Dockerfile. */
  readonly sources: readonly Shown[];
  /** Sorted by path; empty if the client aborts. */
  readonly uploads: readonly { readonly path: Shown; readonly size: number }[];
  /** The paths that the client prints as not found, in order. */
  readonly skipped: readonly Shown[];
  /** Why the client sends nothing at all; null if nothing stops it. */
  readonly abort: UploadAbort | null;
}

/** The first reason to stop that the client meets. `path` leads out of the context to `target`, or is of a file of `size` bytes. */
export type UploadAbort =
  | { readonly kind: "parent-reference"; readonly source: Shown; readonly path: Shown; readonly target: Shown }
  | { readonly kind: "too-large"; readonly source: Shown; readonly path: Shown; readonly size: number }
  | { readonly kind: "ignore-pattern"; readonly pattern: Shown };

/** What one pyproject.toml uploads. */
export interface FileUploads {
  readonly path: string;
  readonly apps: readonly (UploadReport & { readonly dockerfile: string; readonly unsent: readonly UnsentSource[] })[];
  /** The keys of the apps that are not built from a Dockerfile. */
  readonly without: readonly string[];
}

/** @param path the pyproject.toml, as it was named to fal-lint */
export function fileUploads(path: string, contexts: readonly AppContext[]): FileUploads {
  return {
    path,
    apps: contexts.flatMap((app) => appUploads(path, app)),
    without: contexts.flatMap(({ key, build }) => (build === null || build.kind === "dockerfile" ? [] : key)),
  };
}

/** The document of `fal-lint uploads --format json`. */
export function uploadsJson(files: readonly FileUploads[]): Iterable<string> {
  const apps = files.flatMap(({ apps }) => apps.map(({ dockerfile: _, unsent: __, ...report }) => report));
  return jsonDocument({ version: 1, apps });
}

/** The same for people, with the reasons why a source sends nothing. */
export function* uploadsTable(files: readonly FileUploads[]): Generator<string> {
  for (const { path, apps, without } of files) {
    for (const { app, dockerfile, uploads, abort, unsent } of apps) {
      yield `${quote(app)} of ${quote(path)}, built from ${quote(dockerfile)}:\n`;
      const total = uploads.reduce((sum, { size }) => sum + size, 0);
      yield* table(
        ["left", "right"],
        uploads.map(({ path, size }) => [cell(path), byteSize(size)]),
      );
      yield abort === null
        ? `  ${count(uploads.length, "file")}, ${byteSize(total)}\n`
        : `  fal's client stops and sends nothing: ${abortWords(abort)}\n`;
      if (unsent.length > 0) yield "\n  Nothing is sent for:\n";
      yield* table(
        ["left", "right", "left"],
        unsent.map(({ source, line, reason }) => [cell(source), `line ${line}`, reason]),
      );
      yield "\n";
    }
    for (const app of without) yield `${quote(app)} of ${quote(path)} has no Dockerfile: no build context is sent.\n`;
  }
}

function appUploads(file: string, app: AppContext): FileUploads["apps"] {
  if (!app.surroundings.isApp) return [];
  if (app.build?.kind !== "dockerfile" || app.build.content === null) return [];
  const { copySources, uploads } = app.build.content;
  const [abort] = uploads.aborts;
  return [
    {
      file,
      app: app.key,
      sources: shownList(copySources.sources),
      uploads: uploads.uploads.map(({ path, size }) => ({ path: shown(path), size })),
      skipped: shownList(uploads.skipped),
      abort: abort === undefined ? null : describeAbort(abort),
      dockerfile: app.build.path,
      unsent: unsentSources(app),
    },
  ];
}

/** Why fal's client stops, as it may be shown. */
export function describeAbort(abort: Abort): UploadAbort {
  if (abort.kind === "ignore-pattern") return { kind: abort.kind, pattern: shown(abort.pattern.pattern) };
  const { source, path } = abort;
  const where = { source: shown(source), path: shown(path) };
  return abort.kind === "too-large"
    ? { kind: abort.kind, ...where, size: abort.size }
    : { kind: abort.kind, ...where, target: shown(abort.target) };
}

/** The same in words, to go on with after a colon. */
export function abortWords(abort: UploadAbort): string {
  switch (abort.kind) {
    case "parent-reference":
      return `${quoteShown(abort.path)} leads out of the build context`;
    case "too-large":
      return `${quoteShown(abort.path)} has ${byteSize(abort.size)}, which is over the limit of 1 GiB`;
    case "ignore-pattern":
      return `it refuses the pattern ${quoteShown(abort.pattern)} in .dockerignore`;
  }
}
