import { describe, expect, test } from "vitest";
import { secretVectors } from "../container/secret-vectors.ts";
import { findings, fixed, imageApp, registryApp } from "./run.ts";
import { recorded } from "./tokens.ts";

const plain = "The password for `ghcr.io` stands in the file in plain text.";
const placeholder = "The password for `ghcr.io` is a placeholder, and fal sends it as it stands: it will be refused.";
const reference = (syntax: string) =>
  `The password for \`ghcr.io\` is written as \`${syntax}\`, which is no fal reference: fal sends it as it stands.`;

const cases: readonly (readonly [value: string, message: string | null, help?: string])[] = [
  [
    "hunter2",
    plain,
    'Run `fal secrets set GHCR_IO_PASSWORD=…`, and write `password = "$GHCR_IO_PASSWORD"`. Then revoke',
  ],
  ["p", plain],
  [" ", plain],
  ["$$ecret", "The password for `ghcr.io` stands in the file in plain text (`$$` is an escaped `$`)."],
  ["$", "The password for `ghcr.io` begins with `$`, but is not the name of a fal secret"],
  ["$1abc", "The password for `ghcr.io` begins with `$`, but is not the name of a fal secret"],
  ["", "The password for `ghcr.io` is empty."],
  ["<token>", placeholder],
  ["changeme", placeholder],
  ["xxxxxxxx", placeholder],
  ["${GHCR_TOKEN}", reference("${NAME}"), 'Write `password = "$GHCR_TOKEN"`'],
  ["${GHCR_TOKEN:-hunter2}", reference("${NAME:-default}"), 'Write `password = "$GHCR_TOKEN"`'],
  ["{{ GHCR_TOKEN }}", reference("{{ NAME }}"), 'Write `password = "$GHCR_TOKEN"`'],
  ["${{ secrets.GHCR_TOKEN }}", reference("${{ NAME }}"), 'Write `password = "$GHCR_TOKEN"`'],
  ["%GHCR_TOKEN%", reference("%NAME%"), 'Write `password = "$GHCR_TOKEN"`'],
  ["$(pass show ghcr)", reference("$(command)"), 'Write `password = "$GHCR_IO_PASSWORD"`'],
  ["$GHCR_TOKEN", null],
  ["$ghcr_2", null],
];

describe("plaintext-password", () => {
  test.each(cases.map(([value, message, help = ""]) => ({ value, message, help })))(
    "$value",
    ({ value, message, help }) => {
      const found = findings("plaintext-password", {
        "pyproject.toml": registryApp("ghcr.io/a/b:1", "ghcr.io", "me", value),
      });
      expect(found.map(({ severity, at }) => [severity, at])).toEqual(
        message === null ? [] : [["error", JSON.stringify(value)]],
      );
      if (message === null) return;
      expect(found[0]?.message.startsWith(message)).toBe(true);
      expect(found[0]?.help).toContain(help);
    },
  );

  test("every recorded secret is flagged, and no recorded reference", () => {
    const met = { reference: 0, other: 0 };
    for (const { value, classification } of secretVectors) {
      const found = findings("plaintext-password", {
        "pyproject.toml": registryApp("ghcr.io/a/b:1", "ghcr.io", "me", value),
      });
      const isReference = classification === "fal-secret-ref";
      met[isReference ? "reference" : "other"]++;
      expect(found).toHaveLength(isReference ? 0 : 1);
      if (value.length > 8) expect(`${found[0]?.message}${found[0]?.help}`).not.toContain(value);
    }
    expect(met.reference).toBeGreaterThan(2);
    expect(met.other).toBeGreaterThan(60);
  });

  test("names the secret after the registry", () => {
    const help = (key: string) =>
      findings("plaintext-password", { "pyproject.toml": registryApp("a/b:1", key, "me", "hunter2") })[0]?.help;
    expect(help("https://index.docker.io/v1/")).toContain("fal secrets set DOCKERHUB_TOKEN=…");
    expect(help("us-central1-docker.pkg.dev")).toContain("fal secrets set GOOGLE_AR_JSON_BASE64=…");
    expect(help("registry.example.com:5000")).toContain("fal secrets set REGISTRY_EXAMPLE_COM_5000_PASSWORD=…");
    expect(help("10.0.0.1")).toContain("fal secrets set SECRET_10_0_0_1_PASSWORD=…");
  });

  test("a variable becomes the secret of that name, and nothing else is fixed", () => {
    const fixes = cases.flatMap(([value]) => {
      const project = { "pyproject.toml": registryApp("ghcr.io/a/b:1", "ghcr.io", "me", value) };
      const found = findings("plaintext-password", project);
      const text = fixed(project["pyproject.toml"], found);
      if (text === project["pyproject.toml"]) return [];
      expect(text).toBe(registryApp("ghcr.io/a/b:1", "ghcr.io", "me", "$GHCR_TOKEN"));
      expect(findings("plaintext-password", { "pyproject.toml": text })).toEqual([]);
      return [[value, found[0]?.diagnostic.fix?.safe]];
    });
    expect(fixes).toEqual([["${GHCR_TOKEN}", true]]);
  });

  test("what Docker Hub will refuse breaks more than the image", () => {
    const message = (key: string, value: string) =>
      findings("plaintext-password", { "pyproject.toml": registryApp("a/b:1", key, "me", value) })[0]?.message;
    const note = /breaks public base images too/;
    expect(message("https://index.docker.io/v1/", "changeme")).toMatch(note);
    expect(message("https://index.docker.io/v1/", "${TOKEN}")).toMatch(note);
    expect(message("https://index.docker.io/v1/", "hunter2")).not.toMatch(note);
    expect(message("docker.io", "changeme")).not.toMatch(note);
    expect(message("ghcr.io", "changeme")).not.toMatch(note);
  });

  test("a build secret is named after itself", () => {
    const toml = imageApp('dockerfile = "Dockerfile"\nsecrets = { PIP_TOKEN = "hunter2", "a b" = "$OK" }');
    const found = findings("plaintext-password", { "pyproject.toml": toml, Dockerfile: "FROM a:1\n" });
    expect(found.map(({ message, help, at }) => [message, help?.slice(0, 71), at])).toEqual([
      [
        "The build secret `PIP_TOKEN` stands in the file in plain text.",
        'Run `fal secrets set PIP_TOKEN=…`, and write `PIP_TOKEN = "$PIP_TOKEN"`',
        '"hunter2"',
      ],
    ]);
  });

  test("an empty one is to be set, and a password may not be needed at all", () => {
    const build = imageApp('dockerfile = "Dockerfile"\nsecrets = { PIP = "" }');
    const [secret] = findings("plaintext-password", { "pyproject.toml": build, Dockerfile: "FROM a:1\n" });
    expect(secret?.message).toBe("The build secret `PIP` is empty.");
    expect(secret?.help).toBe('Run `fal secrets set PIP=…`, and write `PIP = "$PIP"`.');
    const pulled = registryApp("ghcr.io/a/b:1", "ghcr.io", "me", "");
    expect(findings("plaintext-password", { "pyproject.toml": pulled })[0]?.help).toBe(
      'For a public image remove the registry. For a private one: Run `fal secrets set GHCR_IO_PASSWORD=…`, and write `password = "$GHCR_IO_PASSWORD"`.',
    );
  });

  test("what it is may be known by its registry only", () => {
    const key = recorded("aws-secret-access-key");
    const message = (host: string) =>
      findings("plaintext-password", { "pyproject.toml": registryApp(`${host}/a:1`, host, "AWS", key) })[0]?.message;
    expect(message("123456789012.dkr.ecr.us-east-1.amazonaws.com")).toMatch(
      /in plain text: an AWS secret access key\.$/,
    );
    expect(message("ghcr.io")).toBe("The password for `ghcr.io` stands in the file in plain text.");
  });
});
