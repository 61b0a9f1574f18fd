import { createHash } from "node:crypto";
import { posix } from "node:path";
import { compareStrings } from "../src/text/diagnostic.ts";
import type { FileEntry, Files } from "../src/text/files.ts";

/** What stands at a path: a text; a file without content, of any size; a link; or something that cannot be used. */
export type MemoryEntry =
  | string
  | { readonly size: number; readonly digest?: string }
  | { readonly link: string }
  | { readonly directory: "empty" | "unreadable" }
  | { readonly unreadable: string }
  | { readonly other: true };

type Node = Exclude<MemoryEntry, { directory: string }> | Folder;

interface Folder {
  readonly children: Map<string, Node>;
  readonly unreadable: boolean;
}

// The root lies some folders deep, so that `../` leads somewhere.
const root = "/home/user/project";
const mostLinks = 40;

/** The `Files` port over a tree in memory. Paths are relative to the root and may begin with `../`; folders come into being by themselves. */
export function memoryFiles(tree: Readonly<Record<string, MemoryEntry>>): Files {
  const top: Folder = { children: new Map(), unreadable: false };
  for (const [path, entry] of Object.entries({ ".": { directory: "empty" } as const, ...tree })) put(top, path, entry);
  const find = (path: string) => follow(top, posix.resolve(root), path);

  return {
    readText(path) {
      const node = find(path)?.node;
      if (node === undefined) return { kind: "missing" };
      if (typeof node === "string") return { kind: "text", text: node };
      if ("children" in node) return { kind: "unreadable", reason: "is a directory" };
      return { kind: "unreadable", reason: "unreadable" in node ? node.unreadable : "not a text" };
    },
    stat(path) {
      const node = find(path)?.node;
      if (node === undefined) return null;
      const kind = kindOf(node);
      return { kind: kind === "link" ? "other" : kind, size: sizeOf(node) };
    },
    list(path) {
      const node = find(path)?.node;
      if (node === undefined || !isFolder(node) || node.unreadable) return null;
      const entries: FileEntry[] = Array.from(node.children, ([name, child]) => ({ name, kind: kindOf(child) }));
      return entries.sort((a, b) => compareStrings(a.name, b.name));
    },
    realPath(path) {
      const found = find(path);
      return found === null ? null : posix.relative(root, found.path) || ".";
    },
    digest(path) {
      const node = find(path)?.node;
      if (typeof node === "string") return `sha256:${createHash("sha256").update(node).digest("hex")}`;
      return typeof node === "object" && "size" in node ? (node.digest ?? null) : null;
    },
  };
}

function isFolder(node: Node): node is Folder {
  return typeof node === "object" && "children" in node;
}

function kindOf(node: Node): FileEntry["kind"] {
  if (typeof node === "string" || "size" in node || "unreadable" in node) return isFolder(node) ? "directory" : "file";
  return "link" in node ? "link" : "other";
}

function sizeOf(node: Node): number {
  if (typeof node === "string") return Buffer.byteLength(node);
  return "size" in node ? node.size : 0;
}

function put(top: Folder, path: string, entry: MemoryEntry): void {
  const segments = posix.join(root, path).split("/").filter(Boolean);
  const name = segments.pop() ?? "";
  let folder = top;
  for (const segment of segments) {
    const next = folder.children.get(segment) ?? { children: new Map(), unreadable: false };
    if (!isFolder(next)) throw new Error(`${path} lies in something that is no folder`);
    folder.children.set(segment, next);
    folder = next;
  }
  const node =
    typeof entry === "object" && "directory" in entry
      ? { children: new Map(), unreadable: entry.directory === "unreadable" }
      : entry;
  if (!folder.children.has(name)) folder.children.set(name, node);
}

/** Goes along a path as an operating system does: links are followed where they stand, `..` after that. */
function follow(top: Folder, from: string, path: string): { readonly node: Node; readonly path: string } | null {
  const pending = posix.isAbsolute(path) ? [] : from.split("/").filter(Boolean);
  pending.push(...path.split("/"));
  const walked: [name: string, node: Node][] = [];
  let links = 0;
  for (let name = pending.shift(); name !== undefined; name = pending.shift()) {
    const here = walked.at(-1)?.[1] ?? top;
    if (!isFolder(here)) return null;
    if (name === "" || name === ".") continue;
    if (name === "..") {
      walked.pop();
      continue;
    }
    const node = here.children.get(name);
    if (node === undefined) return null;
    if (typeof node === "object" && "link" in node) {
      if (++links > mostLinks) return null;
      if (posix.isAbsolute(node.link)) walked.length = 0;
      pending.unshift(...node.link.split("/"));
    } else walked.push([name, node]);
  }
  return { node: walked.at(-1)?.[1] ?? top, path: `/${walked.map(([name]) => name).join("/")}` };
}
