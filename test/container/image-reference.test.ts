import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  dockerReference,
  formatReference,
  type ImageReference,
  parseImageReference,
  parseParts,
} from "../../src/container/image-reference.ts";
import vectors from "../vectors/image_references.json" with { type: "json" };

interface Outcome {
  readonly ok: boolean;
  readonly error?: string | undefined;
  readonly domain?: string | undefined;
  readonly path?: string | undefined;
  readonly tag?: string | undefined;
  readonly digest?: string | undefined;
  readonly string?: string | undefined;
}

interface Recorded {
  readonly parse: Outcome;
  readonly normalized: Outcome;
  readonly dockerRef: Outcome;
}

type Vector = Recorded & { readonly input: string; readonly withSha512Linked?: Partial<Recorded> };

/** A recorded outcome without `familiar`, which nothing here computes. */
function expected({ ok, error, domain, path, tag, digest, string }: Outcome): Outcome {
  return ok ? { ok, domain: domain ?? "", path, tag, digest, string } : { ok, error };
}

function parse(input: string): Outcome {
  const parsed = parseParts(input);
  if (!parsed.ok) return parsed;
  const { domain, path, tag, digest } = parsed.parts;
  return outcome(domain, path, tag, digest, formatReference(parsed.parts));
}

function normalized(input: string): Outcome {
  const parsed = parseImageReference(input);
  if (!parsed.ok) return parsed;
  const { domain, repository: path, tag, digest } = parsed.reference;
  return outcome(domain, path, tag, digest, formatReference({ domain, path, tag, digest }));
}

function dockerRef(input: string): Outcome {
  const parsed = parseImageReference(input);
  return parsed.ok ? parse(dockerReference(parsed.reference)) : parsed;
}

function outcome(domain: string, path: string, tag: string | null, digest: string | null, string: string): Outcome {
  return { ok: true, domain, path, tag: tag ?? undefined, digest: digest ?? undefined, string };
}

describe("the vectors of distribution/reference", () => {
  const all: readonly Vector[] = vectors.vectors;

  // BuildKit links crypto/sha512.
  test.each(all.map((vector) => [vector.input, { ...vector, ...vector.withSha512Linked }] as const))(
    "%s",
    (input, recorded) => {
      expect(parse(input)).toEqual(expected(recorded.parse));
      expect(normalized(input)).toEqual(expected(recorded.normalized));
      expect(dockerRef(input)).toEqual(expected(recorded.dockerRef));
    },
  );

  test("are all here", () => {
    expect(all.length).toBe(188);
    expect(all.filter((vector) => !vector.normalized.ok).length).toBe(40);
  });
});

const hex = "0123456789abcdef".repeat(4);

describe("canonical", () => {
  test.each([
    ["python:3.11", "docker.io/library/python:3.11"],
    ["python", "docker.io/library/python:latest"],
    ["myuser/image:tag", "docker.io/myuser/image:tag"],
    ["index.docker.io/myuser/image", "docker.io/myuser/image:latest"],
    ["ghcr.io/org/app", "ghcr.io/org/app:latest"],
    [`ghcr.io/org/app@sha256:${hex}`, `ghcr.io/org/app@sha256:${hex}`],
    [`ghcr.io/org/app:1@sha256:${hex}`, `ghcr.io/org/app:1@sha256:${hex}`],
    ["my_registry.com/app", "my_registry.com/app:latest"],
    ["host:99999/app", "host:99999/app:latest"],
  ])("%s is %s", (written, canonical) => {
    expect(read(written).canonical).toBe(canonical);
  });

  test("of a canonical name is itself", () => {
    let accepted = 0;
    fc.assert(
      fc.property(reference(), (written) => {
        const parsed = parseImageReference(written);
        if (!parsed.ok) return;
        accepted++;
        const again = read(parsed.reference.canonical);
        expect(again.canonical).toBe(parsed.reference.canonical);
        expect([again.domain, again.repository, again.digest]).toEqual([
          parsed.reference.domain,
          parsed.reference.repository,
          parsed.reference.digest,
        ]);
      }),
      { numRuns: 5000 },
    );
    expect(accepted).toBeGreaterThan(1000);
    expect(accepted).toBeLessThan(4900);
  });
});

describe("digests", () => {
  test.each([
    [`app@sha256:${hex}`, null],
    [`app@sha384:${hex}${hex.slice(0, 32)}`, null],
    [`app@sha512:${hex}${hex}`, null],
    [`app@sha512:${hex}`, "invalid checksum digest length"],
    [`app@sha256:${hex.toUpperCase()}`, "invalid checksum digest format"],
    [`app:1@SHA256:${hex}`, "invalid checksum digest format"],
    [`app@SHA256:${hex}`, "invalid reference format: repository name (library/app@SHA256) must be lowercase"],
    [`app@md5:${hex}`, "unsupported digest algorithm"],
  ])("%s", (written, error) => {
    const parsed = parseImageReference(written);
    expect(parsed.ok ? null : parsed.error).toBe(error);
  });
});

describe("any text", () => {
  test.each([
    ["one letter", "a"],
    ["components", "a/"],
    ["labels", "a."],
    ["dashes", "a-"],
    ["underscores", "a__b"],
    ["colons", "a:"],
    ["hosts", "a.b-c.d:5000/"],
    ["a digest without end", "a@sha256:0"],
    ["NUL", "\u0000"],
  ])("%s, ten million characters long, is refused at once", (_, piece) => {
    const text = piece.repeat(10_000_000 / piece.length);
    const start = performance.now();
    expect(parseImageReference(text).ok).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test("never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        parseImageReference(text);
        parseParts(text);
      }),
    );
  });
});

function read(written: string): ImageReference {
  const parsed = parseImageReference(written);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.reference;
}

function reference(): fc.Arbitrary<string> {
  const host = fc.constantFrom(
    "",
    "docker.io/",
    "index.docker.io/",
    "ghcr.io/",
    "a_b.c/",
    "HOST/",
    "[::1]:5000/",
    "localhost/",
  );
  const word = fc.constantFrom("a", "b7", "app", "web-api", "x__y", "v1.2");
  const noise = fc.string({ unit: fc.constantFrom("a", "-", "_", ".", "A"), minLength: 1, maxLength: 4 });
  const component = fc.oneof({ weight: 9, arbitrary: word }, { weight: 1, arbitrary: noise });
  const path = fc.array(component, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
  const tag = fc.constantFrom("", ":latest", ":3.11", ":V1", ":_", ":-");
  const digest = fc.constantFrom("", "", `@sha256:${hex}`, "@sha256:12");
  return fc.tuple(host, path, tag, digest).map((parts) => parts.join(""));
}
