import type { Files } from "../text/files.ts";
import type { ModuleApp } from "./module.ts";

/**
 * What to call the Dockerfiles that are written as strings, by the keys of their apps: `Dockerfile`, if the apps of a context share one and no
 * other file has that name; else `Dockerfile.KEY`. fal's client leaves both out of an upload, unless a .dockerignore says otherwise.
 */
export function dockerfileNames(apps: readonly ModuleApp[], files: Files | null): ReadonlyMap<string, string> {
  const written = apps.flatMap(({ key, image }) => {
    const container = image?.container;
    if (!container?.dockerfile || !("text" in container.dockerfile)) return [];
    return [{ key, context: container.context, text: container.dockerfile.text.value }];
  });
  const texts = new Map<string, Set<string>>();
  for (const { context, text } of written) {
    const known = texts.get(context.folder);
    if (known === undefined) texts.set(context.folder, new Set([text]));
    else known.add(text);
  }
  return new Map(
    written.map(({ key, context, text }) => {
      const there = files?.readText(context.outside("Dockerfile"));
      const isFree = there === undefined || there.kind === "missing" || (there.kind === "text" && there.text === text);
      const isShared = texts.get(context.folder)?.size === 1;
      return [key, isFree && isShared ? "Dockerfile" : `Dockerfile.${key}`];
    }),
  );
}
