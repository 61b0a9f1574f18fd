import type { FileEntry, FileKind, Files } from "../text/files.ts";

/** Why something cannot be read or written: a few words without the path, such as `permission denied`. */
export interface Failure {
  readonly reason: string;
}

/** Standard output or standard error. */
export interface Stream {
  /** Null once it is written, `closed` if nobody reads it any more. */
  write(text: string): Failure | "closed" | null;
  /** A terminal that shows colours. */
  readonly color: boolean;
  readonly columns: number;
}

/** Looks out for changes on the disk, from the moment that it is told of what. */
export interface Watch {
  /** What stands at a path, also if nothing does yet; of a link, also what it leads to. */
  path(path: string): void;
  /** Which entries a folder has. */
  entries(folder: string): void;
  /** Once something of that may have changed, and then nothing more for a moment. */
  readonly changed: Promise<void>;
  close(): void;
}

/**
 * The world of the command. Every path is relative to the working directory with `/` separators (see `relative`); nothing here throws.
 */
export interface Host {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folders from the working directory to the root: `.`, `..`, `../..` and so on. */
  readonly ancestors: readonly string[];
  now(): Date;
  /** 32 random bytes. */
  randomKey(): Uint8Array;
  /** The one spelling of a path as it was typed. */
  relative(path: string): string;
  /** Links followed; null if nothing is there. */
  kind(path: string): FileKind | null;
  /** Where the path leads once links are resolved; itself if nothing is there. */
  realPath(path: string): string;
  /** In code-unit order of their names. */
  list(folder: string): readonly FileEntry[] | Failure;
  /** The bytes of a regular file. */
  read(path: string): Uint8Array | Failure;
  readStdin(): Uint8Array | Failure;
  /** A file that is shipped with fal-lint: `schema/report.schema.json`, `docs/rules/syntax-error.md`. */
  readShipped(path: string): Uint8Array | Failure;
  /** The URL of such a file. */
  shippedUrl(path: string): string;
  /** Standard input and output for a conversation that lasts. */
  wire(): { readonly input: NodeJS.ReadableStream; readonly output: NodeJS.WritableStream };
  /** Writes the whole file or leaves the old one as it was, also if the process is told to end meanwhile. */
  replace(path: string, pieces: Iterable<string>): Promise<Failure | null>;
  /** Adds to a file of so many bytes, 0 if it is not there yet; leaves it as it was if that fails. */
  append(path: string, pieces: (size: number) => Iterable<string>): Failure | null;
  /** The files of a project, rooted at the folder of its pyproject.toml. */
  files(folder: string): Files;
  watch(): Promise<Watch>;
}

export function isFailure(value: object | null): value is Failure {
  return value !== null && "reason" in value;
}
