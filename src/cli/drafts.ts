import type { Draft } from "../fix.ts";
import { compareStrings } from "../text/diagnostic.ts";
import { decodeUtf8 } from "../text/utf8.ts";
import { type Host, isFailure } from "./host.ts";
import { join } from "./search.ts";

/** Files that are being edited in memory, and the world as it would be with them written. */
export class Drafts {
  /** The given one, except that a draft is read in the place of its file. */
  readonly host: Host;
  readonly #host: Host;
  /** By the path to which links lead; null for what cannot be edited. */
  readonly #drafts = new Map<string, Draft | null>();

  constructor(host: Host) {
    this.#host = host;
    this.host = {
      ...host,
      read: (path) => {
        const draft = this.#known(path);
        return draft === null ? host.read(path) : new TextEncoder().encode(draft.text);
      },
      files: (folder) => {
        const files = host.files(folder);
        return {
          ...files,
          readText: (path) => {
            const draft = this.#known(join(folder, path));
            return draft === null ? files.readText(path) : { kind: "text", text: draft.text };
          },
        };
      },
    };
  }

  /** The draft of a file, whichever of its names is given; null if it cannot be read as UTF-8. */
  of(path: string): Draft | null {
    const place = this.#host.realPath(path);
    const known = this.#drafts.get(place);
    if (known !== undefined) return known;
    const bytes = this.#host.read(path);
    const decoded = isFailure(bytes) ? null : decodeUtf8(bytes);
    const text = decoded !== null && "text" in decoded ? decoded.text : null;
    const draft = text === null ? null : { path, original: text, text, fixes: [] };
    this.#drafts.set(place, draft);
    return draft;
  }

  /** Those whose text is another now, by path. */
  changed(): Draft[] {
    return [...this.#drafts.values()]
      .flatMap((draft) => (draft === null || draft.text === draft.original ? [] : draft))
      .sort((a, b) => compareStrings(a.path, b.path));
  }

  #known(path: string): Draft | null {
    return this.#drafts.get(this.#host.realPath(path)) ?? null;
  }
}
