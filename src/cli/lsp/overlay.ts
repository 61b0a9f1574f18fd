import { realpathSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Files } from "../../text/files.ts";
import { attempt, nodeFiles, slashes } from "../node-files.ts";

/** The one name of a file: where links lead, or, of what is not there, the path itself. Absolute, with `/` separators. */
export function placeOf(path: string): string {
  return attempt(() => slashes(realpathSync.native(path))) ?? slashes(resolve(path));
}

/** The texts that are open in the editor. */
export interface UnsavedTexts {
  /** The text at a place; null if it is not open. */
  textAt(place: string): string | null;
  /** Whether anything with this name is open: that is found out without looking at the disk. */
  hasName(name: string): boolean;
}

/**
 * The files of a project on disk, with unsaved text in the place of what was saved.
 * @param folder absolute
 * @param read is told the place of every text that is asked for, and of all that is not there
 */
export function overlayFiles(folder: string, unsaved: UnsavedTexts, read: (place: string) => void): Files {
  const disk = nodeFiles(folder);
  const place = (path: string) => placeOf(resolve(folder, path));
  // Thousands of files may be asked about, of which hardly any is open.
  const textOf = (path: string) => (unsaved.hasName(basename(path)) ? unsaved.textAt(place(path)) : null);
  return {
    ...disk,
    readText(path) {
      read(place(path));
      const text = unsaved.textAt(place(path));
      return text === null ? disk.readText(path) : { kind: "text", text };
    },
    stat(path) {
      const stat = disk.stat(path);
      if (stat === null) read(place(path));
      const text = stat === null || stat.kind === "file" ? textOf(path) : null;
      return text === null ? stat : { kind: "file", size: Buffer.byteLength(text) };
    },
    // A file that was never saved is in no folder's list, but it is there.
    realPath: (path) => disk.realPath(path) ?? (textOf(path) === null ? null : path),
    digest: (path) => (textOf(path) === null ? disk.digest(path) : null),
  };
}
