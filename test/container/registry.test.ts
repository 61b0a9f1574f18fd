import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseImageReference } from "../../src/container/image-reference.ts";
import { type ClientId, registryClients } from "../../src/container/key-clients.ts";
import { convertToHostname, dockerHubKey, hostOfKey, keyFor, keyServes } from "../../src/container/registry.ts";
import vectors from "../vectors/registry_keys.json" with { type: "json" };

const clients: readonly ClientId[] = ["buildkit", "dockerDaemon", "ggcr", "podman"];

describe("the recorded matrix", () => {
  test.each(vectors.matrix.map((row) => [row.key, row.image, row] as const))("%j for %s", (key, image, row) => {
    const parsed = parseImageReference(image.replace(" (docker.io)", ""));
    if (!parsed.ok) throw new Error(parsed.error);
    const { domain, repository } = parsed.reference;
    expect(convertToHostname(key)).toBe(row.convertToHostname);
    for (const client of clients) {
      expect([client, registryClients[client].serves(key, domain, repository)]).toEqual([client, row[client]]);
    }
    expect(keyServes(key, domain)).toBe(row.buildkit);
  });

  test("is all here", () => {
    expect(vectors.matrix.length).toBe(55);
    expect(clients.map((client) => vectors.matrix.filter((row) => row[client]).length)).toEqual([20, 20, 20, 34]);
  });
});

describe("a client", () => {
  test("tells what it is, and where its lookup was read", () => {
    expect(clients.map((client) => registryClients[client].label)).toEqual([
      expect.stringContaining("BuildKit"),
      expect.stringContaining("daemon"),
      expect.stringContaining("go-containerregistry"),
      expect.stringContaining("podman"),
    ]);
    for (const client of clients) expect(registryClients[client].source).toMatch(/^[a-z]+\/[a-z-]+ [a-z/_]+\.go$/);
  });

  test.each([
    // go-containerregistry asks for the repository first, and Docker Hub under its old name.
    ["ggcr", "index.docker.io/myuser/app", "docker.io", "myuser/app", true],
    ["ggcr", "docker.io/myuser/app", "docker.io", "myuser/app", false],
    ["dockerDaemon", "index.docker.io/myuser/app", "docker.io", "myuser/app", false],
    ["podman", "ghcr.io/https://x", "ghcr.io", "org/app", false],
    ["podman", "ghcr.io", "ghcr.io", "org/app", true],
  ] as const)("%s with the key %j for %s/%s: %s", (client, key, domain, repository, serves) => {
    expect(registryClients[client].serves(key, domain, repository)).toBe(serves);
  });
});

describe("convertToHostname", () => {
  test.each(vectors.convertToHostname.map(({ input, expected }) => [input, expected] as const))(
    "%s",
    (input, expected) => {
      expect(convertToHostname(input)).toBe(expected);
    },
  );

  // Go's net/url, case by case.
  test.each([
    ["https://user:x@ghcr.io/v2/", "ghcr.io"],
    ["https://ghcr.io:", "ghcr.io"],
    ["https://ghcr.io?x", "ghcr.io"],
    ["https://ghcr.io#x", "ghcr.io"],
    ["https://[::1]", "::1"],
    ["https://[::1", "https:"],
    ["https://ghcr.io:x/", "https:"],
    ["https://ghcr .io/", "https:"],
    ["https://ghcr.io/%zz", "https:"],
    ["https://ghcr.io/%4z", "https:"],
    ["https://ghcr.io/%4a", "ghcr.io"],
    ["https://ghcr.io?%zz", "ghcr.io"],
    ["https://ghcr.io?ab%zz", "ghcr.io"],
    ["https://ghcr.io/%zz?x", "https:"],
    ["https://ghcr.io?%zz#%zz", "https:"],
    ["https://ghcr.io#a?%zz", "https:"],
    ["https://a%zz@ghcr.io", "https:"],
    ["https://a%4a@ghcr.io", "ghcr.io"],
    ["https://^a@ghcr.io", "https:"],
    ["https://a^@ghcr.io", "https:"],
    ["https://:5000", "https:"],
    ["https://[::1]x", "https:"],
    ["https://[::1]:5000", "[::1]:5000"],
    ["https://ghcr.io/\n", "https:"],
    ["https://*.ghcr.io", "*.ghcr.io"],
    ["1https://ghcr.io", "1https:"],
    ["https:///ghcr.io", "https:"],
    ["ghcr.io/x://y", "ghcr.io"],
    ["", ""],
  ])("%j", (key, host) => {
    expect(convertToHostname(key)).toBe(host);
  });
});

describe("the key for a domain", () => {
  test.each([
    ["docker.io", dockerHubKey, "docker.io"],
    ["registry-1.docker.io", dockerHubKey, "docker.io"],
    ["ghcr.io", "ghcr.io", "ghcr.io"],
    ["localhost:5000", "localhost:5000", "localhost:5000"],
    ["[::1]:5000", "[::1]:5000", "[::1]:5000"],
  ])("%s", (domain, key, host) => {
    expect(keyFor(domain)).toBe(key);
    expect(keyServes(key, domain)).toBe(true);
    expect(hostOfKey(key)).toBe(host);
  });

  test("serves it, whatever the domain", () => {
    fc.assert(fc.property(fc.domain(), (domain) => keyServes(keyFor(domain), domain)));
  });

  test("serves no image without a domain", () => {
    expect(keyServes("", "")).toBe(false);
    expect(keyServes("/", "")).toBe(false);
  });
});
