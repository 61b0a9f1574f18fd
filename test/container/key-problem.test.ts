import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keyMismatch } from "../../src/container/key-mismatch.ts";
import { keyProblem } from "../../src/container/key-problem.ts";
import { convertToHostname, dockerHubKey, keyFor, keyServes } from "../../src/container/registry.ts";
import vectors from "../vectors/registry_keys.json" with { type: "json" };

const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

describe("a key by itself", () => {
  test.each([
    [dockerHubKey, null, null],
    ["ghcr.io", null, null],
    ["localhost:5000", null, null],
    ["[::1]:5000", null, null],
    [ecr, null, null],
    ["us-central1-docker.pkg.dev", null, null],
    ["registry.example.com", null, null],
    ["", "empty", null],
    [" ", "empty", null],
    ["ghcr.io ", "blank", "ghcr.io"],
    ["\tghcr.io\n", "blank", "ghcr.io"],
    ["ghcr .io", "blank", null],
    ["${REGION}-docker.pkg.dev", "variable", null],
    ["$REGISTRY", "variable", null],
    ["*.dkr.ecr.us-east-1.amazonaws.com", "glob", null],
    ["*.ghcr.io", "glob", null],
    ["https://index.docker.io/v1", "docker-hub-form", dockerHubKey],
    ["http://index.docker.io/v1/", "docker-hub-form", dockerHubKey],
    ["index.docker.io/v1/", "docker-hub-form", dockerHubKey],
    ["docker.io", "docker-hub-form", dockerHubKey],
    ["Docker.io", "docker-hub-form", dockerHubKey],
    ["docker.io/myuser", "docker-hub-form", dockerHubKey],
    ["registry-1.docker.io", "docker-hub-form", dockerHubKey],
    ["hub.docker.com", "docker-hub-form", dockerHubKey],
    ["https://registry.hub.docker.com", "docker-hub-form", dockerHubKey],
    ["github.com", "website", "ghcr.io"],
    ["docker.pkg.github.com", "website", "ghcr.io"],
    ["www.ghcr.io", "website", "ghcr.io"],
    ["https://gitlab.com/group/project", "website", "registry.gitlab.com"],
    ["GHCR.io", "upper-case", "ghcr.io"],
    ["HTTPS://ghcr.io", "scheme", "ghcr.io"],
    ["ghcr.io:443", "default-port", "ghcr.io"],
    ["https://ghcr.io:443", "default-port", "ghcr.io"],
    ["http://localhost:80", "default-port", "localhost"],
    ["my_registry", "no-host", null],
    ["unix:///var/run/docker.sock", "no-host", null],
    ["https://", "no-host", null],
    ["-ghcr.io", "no-host", null],
    ["https://me@ghcr.io", "user", "ghcr.io"],
    ["http://ghcr.io", "http", "ghcr.io"],
    ["http://localhost:5000/v2/", "http", "localhost:5000"],
    ["https://ghcr.io", "scheme", "ghcr.io"],
    ["https://ghcr.io/v2/", "scheme", "ghcr.io"],
    ["ghcr.io/", "scheme", "ghcr.io"],
    ["ghcr.io/my-org", "path", "ghcr.io"],
    ["https://ghcr.io/my-org/app", "path", "ghcr.io"],
    ["us-central1-docker.pkg.dev/project/repo", "path", "us-central1-docker.pkg.dev"],
    ["ngc.nvidia.com", "website", "nvcr.io"],
    ["https://catalog.ngc.nvidia.com/orgs/nvidia", "website", "nvcr.io"],
    ["huggingface.co", "website", "registry.hf.space"],
    ["replicate.com", "website", "r8.im"],
    ["cloud.digitalocean.com", "website", "registry.digitalocean.com"],
    ["www.github.com", "website", "ghcr.io"],
    ["www.example.com", null, null],
    ["eu.www.gcr.io", null, null],
    ["/my-org", "no-host", null],
    ["ghcr.io:4430", null, null],
    ["https://ghcr.io:80", "scheme", "ghcr.io:80"],
    ["shttp://ghcr.io:80", "scheme", "ghcr.io:80"],
    ["http://ghcr.io:8080", "http", "ghcr.io:8080"],
    [" http://ghcr.io:80", "blank", "ghcr.io"],
    ["ghcr.io/http://x", "path", "ghcr.io"],
    ["ghcr.io/v3", "path", "ghcr.io"],
    ["ghcr.io/my-v1", "path", "ghcr.io"],
    ["ghcr.io/v1-x", "path", "ghcr.io"],
    ["1234567890.dkr.ecr.us-east-1.amazonaws.com", "ecr-host", null],
    ["123456789012.dkr.ecr.us-east1.amazonaws.com", "ecr-host", ecr],
    ["https://123456789012.dkr.ecr.us-east1.amazonaws.com", "ecr-host", ecr],
  ])("%j: %s", (key, kind, suggestion) => {
    const problem = keyProblem(key);
    expect(problem?.kind ?? null).toBe(kind);
    expect(problem?.suggestion ?? null).toBe(suggestion);
  });

  test("`matches` says what BuildKit does, for every recorded key", () => {
    const met = { true: 0, false: 0 };
    for (const { key, image, buildkit } of vectors.matrix) {
      const domain = image.endsWith("(docker.io)") ? "docker.io" : (image.split("/", 1)[0] ?? "");
      const problem = keyProblem(key);
      if (problem === null || domain === "registry-1.docker.io") continue;
      expect([key, problem.matches]).toEqual([key, buildkit]);
      met[`${buildkit}`]++;
    }
    expect(met).toEqual({ true: 14, false: 27 });
  });

  test("is right once it is written as suggested", () => {
    const host = fc.constantFrom("ghcr.io", "docker.io", "GHCR.io", ecr, "hub.docker.com", "localhost", "x.io");
    const parts = [fc.constantFrom("", " "), fc.constantFrom("", "https://", "http://"), host] as const;
    const ends = [
      fc.constantFrom("", ":443", ":5000"),
      fc.constantFrom("", "/", "/v1", "/v1/", "/org"),
      fc.constantFrom("", " "),
    ] as const;
    let suggested = 0;
    fc.assert(
      fc.property(fc.tuple(...parts, ...ends), (pieces) => {
        const suggestion = keyProblem(pieces.join(""))?.suggestion;
        if (!suggestion) return;
        suggested++;
        expect(keyProblem(suggestion)).toBeNull();
      }),
      { numRuns: 500 },
    );
    expect(suggested).toBeGreaterThan(250);
  });

  test("of any text is judged", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl()), (key) => {
        keyProblem(key);
        keyMismatch(key, "ghcr.io");
        convertToHostname(key);
      }),
    );
    for (const piece of ["a", "a.", "*.", "a-", "https://", "a@", ":", "/", "[", "1"]) {
      const start = performance.now();
      const key = piece.repeat(5_000_000 / piece.length);
      keyProblem(key);
      keyMismatch(key, "ghcr.io");
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });
});

describe("a key beside an image", () => {
  test.each([
    [dockerHubKey, "docker.io", null],
    ["docker.io", "docker.io", "docker-hub-form"],
    ["https://index.docker.io/v1", "docker.io", "docker-hub-form"],
    ["hub.docker.com", "docker.io", "docker-hub-form"],
    ["Docker.io", "docker.io", "docker-hub-form"],
    ["registry-1.docker.io", "registry-1.docker.io", "docker-hub-form"],
    ["ghcr.io", "ghcr.io", null],
    ["ghcr.io/other", "ghcr.io", null],
    ["ghcr.io ", "ghcr.io", "blank"],
    ["GHCR.io", "ghcr.io", "upper-case"],
    ["ghcr.io", "GHCR.io", "upper-case"],
    ["ghcr.io:443", "ghcr.io", "port"],
    ["localhost", "localhost:5000", "port"],
    ["localhost:5001", "localhost:5000", "port"],
    ["www.example.com", "example.com", "www"],
    ["*.dkr.ecr.us-east-1.amazonaws.com", ecr, "glob"],
    ["*.dkr.ecr.*.amazonaws.com", ecr, "glob"],
    ["*.ghcr.io", "ghcr.io", null],
    ["*.example.com", "a.example.com", "glob"],
    ["*.example.com", "a.example.org", null],
    ["*.example.com", "a.b.example.com", null],
    ["eu-*.example.com", "eu-1.example.com", "glob"],
    ["eu-*.example.com", "eu-.example.com", "glob"],
    ["eu-*.example.com", "us-1.example.com", null],
    ["eu-*.example.com", "1-eu-.example.com", null],
    ["*-eu.example.com", "1-eu.example.com", "glob"],
    ["*-eu.example.com", "1-us.example.com", null],
    ["*-eu.example.com", "-eu-1.example.com", null],
    ["ab*ba.example.com", "abba.example.com", "glob"],
    ["ab*ba.example.com", "aba.example.com", null],
    ["123456789012.dkr.ecr.us-west-2.amazonaws.com", ecr, "ecr-region"],
    ["999999999999.dkr.ecr.us-east-1.amazonaws.com", ecr, "ecr-account"],
    ["1234567890.dkr.ecr.us-east-1.amazonaws.com", ecr, "ecr-account"],
    ["999999999999.dkr.ecr.us-west-2.amazonaws.com", ecr, "provider"],
    ["us-docker.pkg.dev", "us-central1-docker.pkg.dev", "google-location"],
    ["gcr.io", "us-central1-docker.pkg.dev", "google-location"],
    ["a.azurecr.io", "b.azurecr.io", "provider"],
    // The same registry by its other endpoint, which is another host.
    ["123456789012.dkr-ecr.us-east-1.on.aws", ecr, "provider"],
    ["ghcr.io", ecr, null],
    [ecr, "ghcr.io", null],
    ["[::1]:5001", "[::1]:5000", "port"],
    ["[::1]:5000", "[::2]:5000", null],
    [" ghcr.io", "example.com", null],
    ["ghcr.io /my-org", "ghcr.io", "blank"],
    ["GHCR.io /my-org", "ghcr.io", "upper-case"],
    ["docker.io ", "docker.io", "blank"],
    ["127.0.0.1:5000", "localhost:5000", null],
    ["ghcr.io", "docker.io", null],
    ["ghcr.io", "example.com", null],
  ])("%j for %s: %s", (key, domain, kind) => {
    expect(keyMismatch(key, domain)?.kind ?? null).toBe(kind);
    expect(keyServes(keyFor(domain), domain)).toBe(true);
  });
});
