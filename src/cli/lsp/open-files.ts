import { basename } from "node:path";
import type { TextDocumentContentChangeEvent } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { placeOf, type UnsavedTexts } from "./overlay.ts";
import { pathOfUri } from "./uri.ts";

/** The documents that are open in the editor, by URI and by their places on disk. */
export class OpenFiles implements UnsavedTexts {
  readonly #documents = new Map<string, TextDocument>();
  /** The URI at each place. */
  readonly #uris = new Map<string, string>();

  open(uri: string, languageId: string, version: number, text: string): void {
    this.#documents.set(uri, TextDocument.create(uri, languageId, version, text));
    const path = pathOfUri(uri);
    if (path !== null) this.#uris.set(placeOf(path), uri);
  }

  /** Makes the edits one after the other. What is not open stays so. */
  change(uri: string, version: number, changes: TextDocumentContentChangeEvent[]): void {
    const document = this.#documents.get(uri);
    if (document !== undefined) this.#documents.set(uri, TextDocument.update(document, changes, version));
  }

  close(uri: string): void {
    const place = this.placeOf(uri);
    if (place !== null) this.#uris.delete(place);
    this.#documents.delete(uri);
  }

  get(uri: string): TextDocument | undefined {
    return this.#documents.get(uri);
  }

  at(place: string): TextDocument | undefined {
    return this.#documents.get(this.#uris.get(place) ?? "");
  }

  textAt(place: string): string | null {
    return this.at(place)?.getText() ?? null;
  }

  hasName(name: string): boolean {
    for (const [place, uri] of this.#uris) {
      if (basename(place) === name || basename(pathOfUri(uri) ?? "") === name) return true;
    }
    return false;
  }

  uris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  /** Where an open document is on disk; null for one that is not open, or nowhere. */
  placeOf(uri: string): string | null {
    for (const [place, at] of this.#uris) if (at === uri) return place;
    return null;
  }
}
