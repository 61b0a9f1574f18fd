import type { CheckOptions, FileEntry, Files, Source } from "fal-lint";

/** A text on the page, under the path that it has in the project. */
export interface Document {
  /** Relative to the folder of the project. */
  readonly path: string;
  readonly text: string;
}

/** What is on the page. */
export interface Project {
  /** What is checked: a pyproject.toml, or a Python module. */
  readonly main: Document;
  /** The files around it; one without text is not there. Python modules are checked too. */
  readonly others: readonly Document[];
  /** The other files of the folder, one path a line, each perhaps with its size in front; null if they are not told. */
  readonly listing: string | null;
}

// What these rules find depends on what the page has not been told, so that it could be wrong. A test holds both lists against the examples
// of all rules and against whole projects.
const rulesAboutTexts: readonly string[] = ["missing-local-requirement"];
const rulesAboutFiles: readonly string[] = [
  ...rulesAboutTexts,
  "copy-glob",
  "copy-source-ignored",
  "copy-source-missing",
  "mount-bind-context",
  "ref-not-found",
  "upload-nothing",
];

/**
 * The project as `check` takes it, once for each file that is checked.
 * @param python reads modules
 */
export function checkArguments(
  { main, others, listing }: Project,
  now: Date,
  python: NonNullable<CheckOptions["languages"]>[number],
): readonly (readonly [source: Source, options: CheckOptions])[] {
  const written = [main, ...others].filter(({ text }) => text.trim() !== "");
  const sources = written.filter((one) => one === main || python.isOf(one.path));
  const isKnown = listing !== null || written.length > sources.length;
  const around = {
    files: filesOf(written, listing),
    config: { ignore: listing === null ? rulesAboutFiles : rulesAboutTexts },
  };
  return (sources.length === 0 ? [main] : sources).map((source) => {
    const { path } = source;
    if (!python.isOf(path)) return [source, isKnown ? { now, ...around } : { now }];
    // What is written in a module is a file around it.
    return [source, { now, ...around, languages: [python], project: { folder: ".", file: path } }];
  });
}

type Entry =
  | { readonly kind: "directory" }
  | { readonly kind: "file"; readonly size: number; readonly text: string | null };

/** The files that are on the page, and those that are only listed: of these nothing but path and size is known. */
function filesOf(documents: readonly Document[], listing: string | null): Files {
  const entries = new Map<string, Entry>([[".", { kind: "directory" }]]);
  const put = (path: string, entry: Entry) => {
    for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) {
      entries.set(path.slice(0, at), { kind: "directory" });
    }
    entries.set(path, entry);
  };
  for (const { path, size } of readListing(listing ?? "")) put(path, { kind: "file", size, text: null });
  for (const { path, text } of documents) {
    put(normalize(path), { kind: "file", size: new TextEncoder().encode(text).length, text });
  }
  const find = (path: string) => entries.get(normalize(path));
  return {
    readText(path) {
      const entry = find(path);
      if (entry === undefined && listing !== null) return { kind: "missing" };
      if (entry?.kind === "directory") return { kind: "unreadable", reason: "is a directory" };
      const text = entry?.text ?? null;
      return text === null ? { kind: "unreadable", reason: "its text is not on this page" } : { kind: "text", text };
    },
    stat(path) {
      const entry = find(path);
      return entry === undefined ? null : { kind: entry.kind, size: entry.kind === "file" ? entry.size : 0 };
    },
    list: (path) => (find(path)?.kind === "directory" ? childrenOf(normalize(path), entries) : null),
    realPath: (path) => (find(path) === undefined ? null : normalize(path)),
    digest: () => null,
  };
}

function childrenOf(folder: string, entries: ReadonlyMap<string, Entry>): FileEntry[] {
  const start = folder === "." ? "" : `${folder}/`;
  return [...entries]
    .filter(([path]) => path !== "." && path.startsWith(start) && !path.slice(start.length).includes("/"))
    .map(([path, { kind }]) => ({ name: path.slice(start.length), kind }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** As `git ls-files`, `find . -type f` or `find . -type f -printf '%s %P\n'` print it. A path that ends in a slash is a folder, and left out. */
function readListing(listing: string): { readonly path: string; readonly size: number }[] {
  return listing.split(/\r?\n/).flatMap((line) => {
    const [, size = "0", path = ""] = /^\s*(?:(\d{1,15})\s+)?(.*?)\s*$/.exec(line) ?? [];
    return path === "" || path.endsWith("/") ? [] : [{ path: normalize(path), size: Number(size) }];
  });
}

/** Without `.`, and `..` as far as it goes; `.` for the folder itself. */
function normalize(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === ".." && segments.length > 0 && segments.at(-1) !== "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments.join("/") || ".";
}
