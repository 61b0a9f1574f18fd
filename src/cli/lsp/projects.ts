import { resolve } from "node:path";
import type { CheckOptions } from "../../analyse.ts";
import { findingsOf } from "../../editor/findings.ts";
import { type IsFile, type Project, pyprojectPath } from "../../editor/project.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Files } from "../../text/files.ts";
import { nodeFiles } from "../node-files.ts";
import type { OpenFiles } from "./open-files.ts";
import { overlayFiles, placeOf } from "./overlay.ts";
import { nameOfUri, pathOfUri, uriOfPath } from "./uri.ts";

/** A pyproject.toml, open or not. */
export interface Root {
  /** As the editor names it, or would. */
  readonly uri: string;
  /** Its folder, absolute; null for one that is nowhere on disk. */
  readonly folder: string | null;
}

/** What came out of checking a project. */
export interface Checked {
  readonly diagnostics: readonly Diagnostic[];
  /** The places of the files whose text was asked for. */
  readonly reads: ReadonlySet<string>;
}

/** Finds the projects that open documents belong to, and reads them with unsaved text in the place of what was saved. */
export class Projects {
  readonly #open: OpenFiles;
  readonly #options: (files: Files | null) => CheckOptions;

  constructor(open: OpenFiles, options: (files: Files | null) => CheckOptions) {
    this.#open = open;
    this.#options = options;
  }

  /**
   * The projects that a document may belong to: itself, or every pyproject.toml in the folders above it, up to the repository's, and every
   * one that is open.
   */
  rootsFor(uri: string): readonly Root[] {
    if (this.isPyproject(uri)) return [rootAt(uri)];
    const open = this.#open.uris().filter((one) => this.isPyproject(one));
    return [...new Map([...this.#above(uri), ...open].map((one) => [one, rootAt(one)])).values()];
  }

  /** The URIs of the pyproject.toml in the folders above a file, the nearest first. */
  #above(uri: string): readonly string[] {
    const found: string[] = [];
    for (let at = pathOfUri(uri); at !== null && resolve(at, "..") !== at; ) {
      at = resolve(at, "..");
      const path = resolve(at, pyprojectPath);
      const own = this.#open.at(placeOf(path))?.uri ?? uriOfPath(path);
      if (this.#textOf(own) !== null) found.push(own);
      if (nodeFiles(at).stat(".git") !== null) break;
    }
    return found;
  }

  /** The project as it is now; null if its pyproject.toml cannot be read. */
  project(root: Root, read: (place: string) => void = () => undefined): Project | null {
    const text = this.#textOf(root.uri);
    if (text === null) return null;
    const { folder } = root;
    const files = folder === null ? null : overlayFiles(folder, this.#open, read);
    return { text, options: this.#options(files) };
  }

  /** The projects that a document may belong to, as they are now, with the names that each has for it. */
  around(uri: string): readonly { readonly root: Root; readonly project: Project; readonly isFile: IsFile }[] {
    return this.rootsFor(uri).flatMap((root) => {
      const project = this.project(root);
      return project === null ? [] : [{ root, project, isFile: (file: string) => this.uriOf(root, file) === uri }];
    });
  }

  check(root: Root): Checked {
    const reads = new Set<string>();
    const project = this.project(root, (place) => reads.add(place));
    return { diagnostics: project === null ? [] : findingsOf(project), reads };
  }

  /** The URI of a file as a diagnostic of the project names it: the editor's own if it is open. */
  uriOf({ uri, folder }: Root, file: string): string {
    if (file === pyprojectPath || folder === null) return uri;
    const path = resolve(folder, file);
    return this.#open.at(placeOf(path))?.uri ?? uriOfPath(path);
  }

  /** Whether a document is a pyproject.toml. A text that was never saved has no name: then it is told by what it holds. */
  isPyproject(uri: string): boolean {
    if (nameOfUri(uri) === pyprojectPath) return true;
    const document = this.#open.get(uri);
    return document?.languageId === "toml" && /^untitled:/i.test(uri) && document.getText().includes("tool.fal");
  }

  #textOf(uri: string): string | null {
    const path = pathOfUri(uri);
    const document = this.#open.get(uri) ?? (path === null ? undefined : this.#open.at(placeOf(path)));
    if (document !== undefined) return document.getText();
    const file = path === null ? null : nodeFiles(resolve(path, "..")).readText(pyprojectPath);
    return file?.kind === "text" ? file.text : null;
  }
}

function rootAt(uri: string): Root {
  const path = pathOfUri(uri);
  return { uri, folder: path === null ? null : resolve(path, "..") };
}
