import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseImageReference } from "../../src/container/image-reference.ts";
import { referenceProblem } from "../../src/container/reference-problem.ts";
import vectors from "../vectors/image_references.json" with { type: "json" };

const hex = "0123456789abcdef".repeat(4);

describe("a name that is right", () => {
  test.each([
    "python",
    "python:3.11",
    "myuser/image:tag",
    "docker.io/myuser/image",
    "index.docker.io/myuser/image",
    "ghcr.io/org/app:1.0",
    "localhost:5000/app",
    "localhost/app",
    "registry.example.com:65535/app",
    "123456789012.dkr.ecr.us-east-1.amazonaws.com/app",
    `python@sha256:${hex}`,
    `ghcr.io/org/app:1.0@sha256:${hex}`,
    "GHCR.io/org/app",
    "[::1]:5000/app",
    "user/v1/app",
    "sha256",
    "user/my.app",
    "[::0]:5000/app",
    "ghcr.io/docker.io/v1/app",
    // The one official image with a dot in its name.
    "rocket.chat",
    "rocket.chat:6.0",
  ])("%s", (written) => {
    expect(referenceProblem(written)).toBeNull();
  });
});

describe("a name that is wrong", () => {
  test.each([
    ["", { kind: "empty", suggestion: null }],
    [" \n", { kind: "empty", suggestion: null }],
    ["python ", { kind: "blank", suggestion: "python" }],
    [" ghcr.io/org/app", { kind: "blank", suggestion: "ghcr.io/org/app" }],
    ["my app", { kind: "blank", suggestion: null }],
    ["ghcr.io/org/app:${TAG}", { kind: "variable", name: "TAG", suggestion: null }],
    ["ghcr.io/org/app:$TAG", { kind: "variable", name: "TAG", suggestion: null }],
    ["${IMAGE:-python}", { kind: "variable", name: "IMAGE", suggestion: null }],
    ["app:$", { kind: "variable", name: null, suggestion: null }],
    ["https://ghcr.io/org/app", { kind: "scheme", scheme: "https://", suggestion: "ghcr.io/org/app" }],
    ["docker://python:3.11", { kind: "scheme", scheme: "docker://", suggestion: "python:3.11" }],
    ["https://hub.docker.com/r/user/app", { kind: "scheme", scheme: "https://", suggestion: "user/app" }],
    ["https://GHCR.io/Org/app", { kind: "scheme", scheme: "https://", suggestion: null }],
    ["index.docker.io/v1/user/app", { kind: "docker-hub-address", suggestion: "user/app" }],
    ["registry-1.docker.io/v2/user/app", { kind: "docker-hub-address", suggestion: "user/app" }],
    ["hub.docker.com/r/user/app", { kind: "docker-hub-address", suggestion: "user/app" }],
    ["hub.docker.com/_/python", { kind: "docker-hub-address", suggestion: "python" }],
    ["gcr.io/example.com:project/app", { kind: "project-colon", suggestion: "gcr.io/example.com/project/app" }],
    [
      "us-docker.pkg.dev/example.com:project/repo/app:1",
      { kind: "project-colon", suggestion: "us-docker.pkg.dev/example.com/project/repo/app:1" },
    ],
    ["gcr.io/my.example.com:project/app", { kind: "project-colon", suggestion: "gcr.io/my.example.com/project/app" }],
    ["_x/example.com:project/app", { kind: "format", error: "invalid reference format", suggestion: null }],
    ["a@docker://b", { kind: "format", error: "invalid reference format", suggestion: null }],
    [`${hex}:`, { kind: "format", error: "invalid reference format", suggestion: null }],
    ["www.hub.docker.com/r/user/app", { kind: "docker-hub-address", suggestion: "user/app" }],
    ["ghcr.io/org/AppX", { kind: "upper-case", suggestion: "ghcr.io/org/appx" }],
    ["ghcr.io:1.2", { kind: "bare-registry", host: "ghcr.io", suggestion: null }],
    ["example.com:project/app", { kind: "project-colon", suggestion: "example.com/project/app" }],
    ["Python", { kind: "upper-case", suggestion: "python" }],
    ["ghcr.io/Org/App:V1", { kind: "upper-case", suggestion: "ghcr.io/org/app:V1" }],
    [hex, { kind: "image-id", suggestion: null }],
    [`sha256:${hex}`, { kind: "bare-digest", suggestion: null }],
    ["ghcr.io", { kind: "bare-registry", host: "ghcr.io", suggestion: null }],
    ["localhost:5000", { kind: "bare-registry", host: "localhost:5000", suggestion: null }],
    ["localhost", { kind: "bare-registry", host: "localhost", suggestion: null }],
    ["ghcr.io:latest", { kind: "bare-registry", host: "ghcr.io", suggestion: null }],
    [
      "123456789012.dkr.ecr.us-east-1.amazonaws.com",
      { kind: "bare-registry", host: "123456789012.dkr.ecr.us-east-1.amazonaws.com", suggestion: null },
    ],
    ["my_registry.com/app", { kind: "empty-domain", domain: "my_registry.com", suggestion: null }],
    ["host:99999/app", { kind: "port", port: "99999", suggestion: null }],
    ["host:0/app", { kind: "port", port: "0", suggestion: null }],
    ["app:", { kind: "format", error: "invalid reference format", suggestion: null }],
    ["-app", { kind: "format", error: "invalid reference format", suggestion: null }],
    [`app@sha256:${hex}0`, { kind: "format", error: "invalid checksum digest length", suggestion: null }],
  ] as const)("%j", (written, problem) => {
    expect(referenceProblem(written)).toEqual(problem);
  });
});

test("a name of more than 4096 characters is not looked at more closely", () => {
  expect(referenceProblem("python".padEnd(4096))).toEqual({ kind: "blank", suggestion: "python" });
  expect(referenceProblem("python".padEnd(4097))).toMatchObject({ kind: "format", suggestion: null });
});

test("every name that cannot be read has a problem, and every suggestion can be read", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(...vectors.vectors.map(({ input }) => input)),
    fc.webUrl(),
    fc.string({ unit: fc.constantFrom("a", "B", "/", ":", ".", "-", "_", "@", "$", " ", "0") }),
  );
  const met = { bad: 0, good: 0, suggested: 0 };
  fc.assert(
    fc.property(name, (written) => {
      const problem = referenceProblem(written);
      if (parseImageReference(written).ok) met.good++;
      else {
        met.bad++;
        expect(problem).not.toBeNull();
      }
      if (problem?.suggestion) {
        met.suggested++;
        expect(parseImageReference(problem.suggestion).ok).toBe(true);
      }
    }),
    { numRuns: 3000 },
  );
  expect(Math.min(met.bad, met.good)).toBeGreaterThan(300);
  expect(met.suggested).toBeGreaterThan(100);
});

test("a name of any length is judged at once", () => {
  for (const piece of ["a", "a.", "a-", "a/", "a:", "$", "https://", "docker.io/v1/", " ", "a.b:c/"]) {
    const start = performance.now();
    referenceProblem(piece.repeat(5_000_000 / piece.length));
    expect(performance.now() - start).toBeLessThan(1000);
  }
});
