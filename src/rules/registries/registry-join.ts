import { type KeyMismatch, keyMismatch } from "../../container/key-mismatch.ts";
import type { DeadKeyKind } from "../../container/key-problem.ts";
import { hostOfKey, keyFor, keyServes } from "../../container/registry.ts";
import { tokenSpans } from "../../container/token-spans.ts";
import { type PulledImage, pulledImages } from "../../manifest/resolve.ts";
import { oncePerApp } from "../once-per-app.ts";
import type { AppContext } from "../rule.ts";
import { type RegistryEntry, registryEntries } from "./registry-entries.ts";

/** What BuildKit does with an entry of `registries`. */
export type Use =
  /** Sends it for these images; none if they are not known. */
  | { readonly kind: "serves"; readonly images: readonly PulledImage[] }
  /** Sends it or `other`, at random. */
  | { readonly kind: "random"; readonly other: RegistryEntry }
  /** Sends `by` instead. */
  | { readonly kind: "shadowed"; readonly by: RegistryEntry }
  /** Nothing, though it was meant for `image`; null if no image could ever be meant, or it is not known which. */
  | {
      readonly kind: "mismatch";
      readonly reason: DeadKeyKind | KeyMismatch["kind"];
      readonly image: DomainImage | null;
    }
  /** Nothing: no image of the build is from there. */
  | { readonly kind: "unused" }
  /** Not known, since not all images of the build are. */
  | { readonly kind: "unknown" };

/** The first image that a build pulls from a domain; `registry-1.docker.io` counts as `docker.io`. */
export interface DomainImage extends PulledImage {
  readonly domain: string;
}

/** Every image of a build against every key. */
export interface RegistryJoin {
  readonly entries: readonly (RegistryEntry & { readonly use: Use })[];
  /** By the domains that the build pulls from. */
  readonly images: readonly DomainImage[];
  /** Those of {@link images} that no key serves or was meant to serve. */
  readonly missing: readonly DomainImage[];
}

/** Which credential BuildKit sends for which image. */
export const joinRegistries: (app: AppContext) => RegistryJoin = oncePerApp((app) => {
  const { byDomain, isComplete } = pulls(app);
  const entries = registryEntries(app);
  const taken = takenEntries(entries, byDomain);
  const images = [...byDomain.values()].flatMap(([first]) => first ?? []);
  const unserved = images.filter(({ domain }) => !taken.has(domain));
  const useOf = (entry: RegistryEntry): Use =>
    useAmongRivals(entry, taken, byDomain, isComplete) ?? useWithout(entry, unserved, isComplete);
  const joined = entries.map((entry) => ({ ...entry, use: useOf(entry) }));
  const meant = new Set(joined.map(({ use }) => (use.kind === "mismatch" ? use.image : null)));
  return { entries: joined, images, missing: unserved.filter((image) => !meant.has(image)) };
});

type ImagesByDomain = ReadonlyMap<string, readonly DomainImage[]>;

/** `isComplete`: there is no image whose name could not be read or resolved. */
function pulls(app: AppContext): { readonly byDomain: ImagesByDomain; readonly isComplete: boolean } {
  const byDomain = new Map<string, DomainImage[]>();
  const { build } = app;
  if (build === null) return { byDomain, isComplete: false };
  const all = pulledImages(build, app);
  const readable = all.filter(({ reference }) => reference.domain !== "" && tokenSpans(reference.written).length === 0);
  for (const image of readable) {
    const domain = hostOfKey(keyFor(image.reference.domain));
    const images = byDomain.get(domain) ?? [];
    images.push({ ...image, domain });
    byDomain.set(domain, images);
  }
  const count = build.kind === "dockerfile" ? build.content?.pulls.length : all.length;
  return { byDomain, isComplete: readable.length === count };
}

/** The entry that BuildKit takes for a domain; `isRandom`: or any other that matches. */
interface Taken {
  readonly entry: RegistryEntry;
  readonly isRandom: boolean;
}

/** By domain; without those that no key matches. */
function takenEntries(entries: readonly RegistryEntry[], byDomain: ImagesByDomain): ReadonlyMap<string, Taken> {
  const taken = new Map<string, Taken>();
  for (const entry of entries) {
    const domain = hostOfKey(entry.key);
    const isDead = entry.problem?.matches === false && !byDomain.has(domain);
    if (isDead || !keyServes(entry.key, domain)) continue;
    const rival = taken.get(domain);
    const isExact = entry.key === keyFor(domain);
    if (rival === undefined || isExact) taken.set(domain, { entry, isRandom: false });
    else if (rival.entry.key !== keyFor(domain)) taken.set(domain, { ...rival, isRandom: true });
  }
  return taken;
}

/** Null if no key matches the images that this one is meant for, or there are none. */
function useAmongRivals(
  entry: RegistryEntry,
  taken: ReadonlyMap<string, Taken>,
  byDomain: ImagesByDomain,
  isComplete: boolean,
): Use | null {
  // Images may name their host in the very form that is wrong for all others, such as `GHCR.io/app`.
  const written = hostOfKey(entry.key);
  const domain = byDomain.has(written) ? written : entry.domain;
  const images = byDomain.get(domain);
  const rival = taken.get(domain);
  if (rival === undefined || (images === undefined && isComplete)) return null;
  if (rival.entry === entry) return images === undefined ? { kind: "unknown" } : { kind: "serves", images };
  return rival.isRandom && keyServes(entry.key, domain)
    ? { kind: "random", other: rival.entry }
    : { kind: "shadowed", by: rival.entry };
}

// Nobody pulls from so many registries without a password: a bound for hostile files.
const mostCandidates = 50;

/** Of an entry that BuildKit sends for no image that is known. */
function useWithout(entry: RegistryEntry, unserved: readonly DomainImage[], isComplete: boolean): Use {
  const { key, problem, domain } = entry;
  const dead = problem?.matches === false ? problem : null;
  if (dead === null && !isComplete) return { kind: "unknown" };
  const candidates = unserved.slice(0, mostCandidates);
  const same = candidates.find((image) => image.domain === domain);
  if (dead !== null && same !== undefined) return { kind: "mismatch", reason: dead.kind, image: same };
  for (const image of candidates) {
    const mismatch = keyMismatch(key, image.domain);
    if (mismatch !== null) return { kind: "mismatch", reason: mismatch.kind, image };
  }
  const isHopeless = dead !== null && (!isComplete || dead.suggestion === null);
  return isHopeless ? { kind: "mismatch", reason: dead.kind, image: null } : { kind: "unused" };
}
