import { type Language, withoutApps } from "../../config/language.ts";
import type { Project } from "../../editor/project.ts";
import { imageMarker, isPython } from "../../text/python-path.ts";

/** The reader of Python, which is loaded once a module may declare an image, or a pyproject.toml names a module. */
export class PythonReader {
  #language: Language = withoutApps(isPython);
  #isWanted = false;

  /** Until the reader is there, one that passes over everything. */
  get language(): Language {
    return this.#language;
  }

  /** Whether the reader is there, or on its way. */
  get isWanted(): boolean {
    return this.#isWanted;
  }

  /** Loads the reader if a project needs it; null if it does not, or the reader is wanted already. */
  load({ path, text }: Pick<Project, "path" | "text">): Promise<void> | null {
    if (this.#isWanted || !text.includes(isPython(path) ? imageMarker : ".py")) return null;
    this.#isWanted = true;
    return import("../../python/index.ts").then(({ python }) => {
      this.#language = python;
    });
  }
}
