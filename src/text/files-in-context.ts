import type { ContextPaths } from "./context-paths.ts";
import type { Files } from "./files.ts";
import { normalizePath } from "./path.ts";
import { sha256Digest } from "./sha256.ts";
import { utf8Length } from "./utf8.ts";

/** A text, `isThere` if it counts as a file of the folder; or the path of the file that is read instead, relative to the folder. */
export type StandIn = { readonly text: string; readonly isThere: boolean } | { readonly standsFor: string };

/** Bytes of texts that have been measured: many apps are of one module. */
const sizes = new WeakMap<StandIn, number>();

function sizeOf(standIn: StandIn & { readonly text: string }): number {
  const size = sizes.get(standIn) ?? utf8Length(standIn.text);
  sizes.set(standIn, size);
  return size;
}

/** The files seen from another folder, with some that are written elsewhere. Those can be read, and are in no listing. */
export function filesInContext(
  files: Files,
  { inside, outside }: ContextPaths,
  standIns: ReadonlyMap<string, StandIn>,
): Files {
  const standIn = (path: string) => standIns.get(normalizePath(path));
  const place = (path: string): string => {
    const other = standIn(path);
    return outside(other !== undefined && "standsFor" in other ? other.standsFor : path);
  };
  const textAt = (path: string) => {
    const other = standIn(path);
    return other !== undefined && "text" in other ? other.text : null;
  };
  return {
    readText: (path) => {
      const text = textAt(path);
      return text === null ? files.readText(place(path)) : { kind: "text", text };
    },
    stat: (path) => {
      const other = standIn(path);
      const isText = other !== undefined && "text" in other && other.isThere;
      return isText ? { kind: "file", size: sizeOf(other) } : files.stat(place(path));
    },
    list: (path) => files.list(place(path)),
    realPath: (path) => {
      const real = textAt(path) === null ? files.realPath(place(path)) : outside(path);
      return real === null ? null : inside(real);
    },
    digest: (path) => {
      const text = textAt(path);
      return text === null ? files.digest(place(path)) : sha256Digest(text);
    },
  };
}
