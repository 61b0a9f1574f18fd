/** What stands at a path, links followed. */
export type FileKind = "file" | "directory" | "other";

/** What can be read of a text. */
export type FileText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "missing" }
  /** `reason`: a few words without the path, such as `permission denied`, `is a directory`, `is not UTF-8`. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** What stands at a path, links followed. */
export interface FileStat {
  readonly kind: FileKind;
  /** Bytes; 0 unless a file. */
  readonly size: number;
}

/** One name in a folder. */
export interface FileEntry {
  readonly name: string;
  /** Of the entry itself: a link is a `link`, wherever it leads. */
  readonly kind: FileKind | "link";
}

/**
 * The world as the core sees it: synchronous, read-only, rooted at the folder of the pyproject.toml.
 * Paths are relative to that folder with `/` separators, may begin with `../`, and are absolute where the user wrote them so. Nothing
 * here throws.
 */
export interface Files {
  /** The text of a small file (a Dockerfile, a .dockerignore), decoded strictly as UTF-8; CRLF is kept. */
  readText(path: string): FileText;
  /** Links followed; null if nothing is there (a dangling link, say). */
  stat(path: string): FileStat | null;
  /** The entries of a folder in code-unit order of their names; null if it is no readable folder. */
  list(path: string): readonly FileEntry[] | null;
  /** Where the path leads once all links are resolved, relative to the root again (`../…` if outside); null if nothing is there. */
  realPath(path: string): string | null;
  /** `sha256:<hex>` of a file's bytes, read in pieces; null if it cannot be read. */
  digest(path: string): string | null;
}
