import { secretMounts } from "../rules/dockerfile/secret-mounts.ts";
import type { ListedSecret } from "../rules/rule.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import type { Span } from "../text/source.ts";
import { appsBuiltFrom, appsOf, type IsFile, type Project } from "./project.ts";

/** How the fal secrets are written at a key path: `NAME` in the list of runtime secrets, `$NAME` where a value belongs, not at all elsewhere. */
export function secretNames(path: KeyPath, secrets: readonly ListedSecret[]): readonly string[] {
  const [tool, fal, apps, , first, second, , last] = path;
  if (tool !== "tool" || fal !== "fal" || apps !== "apps") return [];
  if (first === "secrets" && path.length === 6) return namesOf(secrets);
  const isBuildSecret = first === "image" && second === "secrets" && path.length === 7;
  const isPassword = first === "image" && second === "registries" && last === "password" && path.length === 8;
  return isBuildSecret || isPassword ? namesOf(secrets).map((name) => `$${name}`) : [];
}

/** The names that a key of an app's `image.secrets` may have: what its Dockerfile mounts, then the fal secrets. */
export function mountedSecrets(project: Project, app: string): readonly string[] {
  const context = appsOf(project).find(({ key }) => key === app);
  const content = context?.build?.kind === "dockerfile" ? context.build.content : null;
  const mounts = context === undefined || content === null ? [] : (secretMounts(context, content) ?? []);
  return [...new Set([...mounts.map(({ id }) => id), ...namesOf(project.options.secrets ?? [])])];
}

/** What may stand at an offset of a Dockerfile behind the `id=` of a secret mount: the names, and the span that they take the place of. */
export function mountIdsAt(
  project: Project,
  isDockerfile: IsFile,
  text: string,
  offset: number,
): { readonly names: readonly string[]; readonly span: Span } | null {
  // The flag may be the last of several, and no line is that long.
  const before = text.slice(Math.max(0, offset - 500), offset);
  const flag = /--mount=[^\s=,]+=[^\s]*$/.exec(before.slice(before.lastIndexOf("--mount=")))?.[0] ?? "";
  const written = /(?:[=,])(?:id|source|src)=([A-Za-z0-9_-]*)$/.exec(flag)?.[1];
  if (written === undefined || !/[=,]type=secret(?:,|$)/.test(flag)) return null;
  const behind = /^[A-Za-z0-9_-]*/.exec(text.slice(offset, offset + 100))?.[0] ?? "";
  const own = appsBuiltFrom(project, isDockerfile).flatMap(({ config }) => Object.keys(config.image?.secrets ?? {}));
  const names = [...new Set([...own, ...namesOf(project.options.secrets ?? [])])];
  return { names, span: [offset - written.length, offset + behind.length] };
}

function namesOf(secrets: readonly ListedSecret[]): readonly string[] {
  return [...new Set(secrets.map(({ name }) => name))].sort();
}
