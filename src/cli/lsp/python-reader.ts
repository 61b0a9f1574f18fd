import { type Language, withoutApps } from "../../config/language.ts";
import { imageMarker, isPython } from "../../text/python-path.ts";

/** The reader of Python, which is loaded once a text may declare an image. */
export class PythonReader {
  #language: Language = withoutApps(isPython);
  #isLoading = false;

  /** Until the reader is there, one that passes over everything. */
  get language(): Language {
    return this.#language;
  }

  /** Loads the reader if a text needs it; null if it does not, or the reader is there or on its way. */
  load(text: string): Promise<void> | null {
    if (this.#isLoading || !text.includes(imageMarker)) return null;
    this.#isLoading = true;
    return import("../../python/index.ts").then(({ python }) => {
      this.#language = python;
    });
  }
}
