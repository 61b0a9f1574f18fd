import { basename, relative, resolve } from "node:path";
import type { CheckOptions } from "../../analyse.ts";
import type { Language } from "../../config/language.ts";
import { findingsOf } from "../../editor/findings.ts";
import { type IsFile, type Project, pyprojectPath } from "../../editor/project.ts";
import type { Diagnostic } from "../../text/diagnostic.ts";
import type { Files } from "../../text/files.ts";
import { isPython } from "../../text/python-path.ts";
import { nodeFiles, slashes } from "../node-files.ts";
import type { OpenFiles } from "./open-files.ts";
import { overlayFiles, placeOf } from "./overlay.ts";
import { nameOfUri, pathOfUri, uriOfPath } from "./uri.ts";

/** A pyproject.toml, open or not, or a Python module that is open. */
export interface Root {
  /** As the editor names it, or would. */
  readonly uri: string;
  /** That of its project, absolute; null for one that is nowhere on disk. */
  readonly folder: string | null;
  /** The file in that folder. */
  readonly path: string;
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
  readonly #python: () => Language;

  /** @param python reads modules */
  constructor(open: OpenFiles, options: (files: Files | null) => CheckOptions, python: () => Language) {
    this.#open = open;
    this.#options = options;
    this.#python = python;
  }

  /**
   * The projects that documents may belong to: themselves, or every pyproject.toml in the folders above them, up to the repository's, and
   * every one and every Python module that is open. A module is both: one by itself, and a part of others.
   */
  rootsFor(uris: readonly string[]): readonly Root[] {
    const open = this.#open.uris().filter((one) => this.isPyproject(one) || this.isModule(one));
    const found = uris.flatMap((uri) => {
      if (this.isPyproject(uri)) return [uri];
      return [...(this.isModule(uri) ? [uri] : []), ...this.#above(uri).found, ...open];
    });
    return [...new Set(found)].map((uri) => this.#rootAt(uri));
  }

  #rootAt(uri: string): Root {
    const path = pathOfUri(uri);
    const isModule = this.isModule(uri);
    if (path === null) return { uri, folder: null, path: isModule ? "app.py" : pyprojectPath };
    const own = resolve(path, "..");
    if (!isModule) return { uri, folder: own, path: pyprojectPath };
    const { found, repository } = this.#above(uri);
    const project = found[0] === undefined ? null : pathOfUri(found[0]);
    const folder = project === null ? (repository ?? own) : resolve(project, "..");
    return { uri, folder, path: slashes(relative(folder, path)) };
  }

  /** The URIs of the pyproject.toml in the folders above a file, the nearest first, and the folder of the repository that it is in. */
  #above(uri: string): { readonly found: readonly string[]; readonly repository: string | null } {
    const found: string[] = [];
    for (let at = pathOfUri(uri); at !== null && resolve(at, "..") !== at; ) {
      at = resolve(at, "..");
      const path = resolve(at, pyprojectPath);
      const own = this.#open.at(placeOf(path))?.uri ?? uriOfPath(path);
      if (this.#textOf(own) !== null) found.push(own);
      if (nodeFiles(at).stat(".git") !== null) return { found, repository: at };
    }
    return { found, repository: null };
  }

  /** The project as it is now; null if its file cannot be read. */
  project(root: Root, read: (place: string) => void = () => undefined): Project | null {
    const text = this.#textOf(root.uri);
    if (text === null) return null;
    const { folder, path } = root;
    const files = folder === null ? null : overlayFiles(folder, this.#open, read);
    const options = { ...this.#options(files), languages: [this.#python()] };
    return { path, text, options: { ...options, project: { folder: ".", file: path } } };
  }

  /** The projects that a document may belong to, as they are now, with the names that each has for it. */
  around(uri: string): readonly { readonly root: Root; readonly project: Project; readonly isFile: IsFile }[] {
    return this.rootsFor([uri]).flatMap((root) => {
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
  uriOf({ uri, folder, path }: Root, file: string): string {
    if (file === path || folder === null) return uri;
    const other = resolve(folder, file);
    return this.#open.at(placeOf(other))?.uri ?? uriOfPath(other);
  }

  /** Whether a document is a pyproject.toml. A text that was never saved has no name: then it is told by what it holds. */
  isPyproject(uri: string): boolean {
    if (nameOfUri(uri) === pyprojectPath) return true;
    const document = this.#open.get(uri);
    return document?.languageId === "toml" && /^untitled:/i.test(uri) && document.getText().includes("tool.fal");
  }

  /** Whether a document is a Python module. */
  isModule(uri: string): boolean {
    return isPython(nameOfUri(uri)) || (/^untitled:/i.test(uri) && this.#open.get(uri)?.languageId === "python");
  }

  #textOf(uri: string): string | null {
    const path = pathOfUri(uri);
    const document = this.#open.get(uri) ?? (path === null ? undefined : this.#open.at(placeOf(path)));
    if (document !== undefined) return document.getText();
    const file = path === null ? null : nodeFiles(resolve(path, "..")).readText(basename(path));
    return file?.kind === "text" ? file.text : null;
  }
}
