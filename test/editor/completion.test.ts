// What is suggested at a cursor, `|`.
import { describe, expect, test } from "vitest";
import { keyProblem } from "../../src/container/key-problem.ts";
import { providerOf, providers } from "../../src/container/provider.ts";
import { hostOfKey } from "../../src/container/registry.ts";
import { completeDockerfile, completePyproject, type Suggestion } from "../../src/editor/completion.ts";
import type { Project } from "../../src/editor/project.ts";
import { exampleKey, registryHosts } from "../../src/editor/registry-hosts.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

const secrets = ["HF_TOKEN", "DOCKERHUB_TOKEN", "HF_TOKEN"].map((name) => {
  return { name, environment: null, createdAt: new Date("2026-01-01T00:00:00Z") };
});

function project(text: string, tree: Readonly<Record<string, MemoryEntry>> = {}): Project {
  return { path: "pyproject.toml", text, options: { files: memoryFiles(tree), secrets } };
}

function complete(marked: string, tree?: Readonly<Record<string, MemoryEntry>>): readonly Suggestion[] {
  return completePyproject(project(marked.replace("|", ""), tree), marked.indexOf("|"));
}

function labels(marked: string, tree?: Readonly<Record<string, MemoryEntry>>): string[] {
  return complete(marked, tree).map(({ label }) => label);
}

/** The text with a suggestion in the place that it names. */
function accept(marked: string, label: string, form: "text" | "snippet" = "text"): string | undefined {
  const text = marked.replace("|", "");
  const suggestion = complete(marked).find((one) => one.label === label);
  if (suggestion === undefined) return undefined;
  const [start, end] = suggestion.span;
  return text.slice(0, start) + (suggestion[form] ?? suggestion.text) + text.slice(end);
}

const app = "[tool.fal.apps.a]\n";
const image = "[tool.fal.apps.a.image]\n";

describe("keys", () => {
  test("what an app needs comes first, what is deprecated is marked", () => {
    const all = complete(`${app}|`);
    expect(all.slice(0, 3).map(({ label }) => label)).toEqual(["ref", "python_entry_point", "image"]);
    expect(all.map(({ label }) => label)).toContain("machine_type");
    expect(all.filter(({ isDeprecated }) => isDeprecated).map(({ label }) => label)).toEqual(["no_scale"]);
    expect(all.find(({ label }) => label === "auth")?.documentation).toMatch(/Who may call.*- `public`: Anyone/s);
    expect(all.find(({ label }) => label === "auth")?.detail).toBe("Access");
  });

  test("what is written is left out, above and below the cursor, and what it rules out", () => {
    const some = labels(`${app}ref = "a.py"\n|\nauth = "private"\n\n${image}image = "x"\n`);
    expect(some).not.toContain("ref");
    expect(some).not.toContain("auth");
    expect(some).not.toContain("image");
    expect(some).not.toContain("python_entry_point");
    expect(some).not.toContain("app_files");
    expect(some).toContain("exposed_port");
    expect(labels(`${app}no_scale = true\n|`)).not.toContain("app_scale_settings");
  });

  test.each([
    ["a half-written line", `${app}expo|`],
    ["a line that breaks the file above", `${app}auth\nexpo|`],
    ["a string that was never closed", `${app}auth = "priv\nexpo|`],
    ["a table that was never closed", `${app}image = { image = "x"\nexpo|`],
    ["an array that was never closed", `${app}regions = ["us-east",\n${image}image = "x"\n${app}expo|`],
    ["CRLF", `${app}auth = "private"\nexpo|\n`.replaceAll("\n", "\r\n")],
    ["a byte order mark", `\ufeff${app}expo|`],
    ["dotted keys from the root", "tool.fal.apps.a.expo|"],
    ["dotted keys from another table", "[tool.fal]\napps.a.expo|"],
    ["an inline table", "[tool.fal.apps]\na = { expo|"],
  ])("in %s", (_, marked) => {
    expect(labels(marked)).toContain("exposed_port");
    expect(labels(marked)).not.toContain("dockerfile");
  });

  test("a key of one kind of image rules the other kind out", () => {
    expect(labels(`${image}|`).slice(0, 2)).toEqual(["dockerfile", "image"]);
    expect(labels(`${image}dockerfile = "Dockerfile"\n|`)).toEqual([
      "registries",
      "entrypoint",
      "cmd",
      "build_args",
      "secrets",
    ]);
    expect(labels(`${image}image = "x"\n|`)).toEqual(["registries", "entrypoint", "cmd"]);
    expect(labels(`${app}image = { image = "x", | }\n`)).toEqual(["registries", "entrypoint", "cmd"]);
    expect(labels(`${app}image = { | , image = "x" }\n`)).toEqual(["registries", "entrypoint", "cmd"]);
  });

  test("deeper tables", () => {
    expect(labels(`${app}health_check = { |`)[0]).toBe("path");
    expect(labels("[tool.fal.apps.a.retry_config]\n|")).toEqual(["timeout", "server_error", "connection_error"]);
    expect(labels("[tool.fal.apps.a.retry_config.timeout]\n|")).toEqual(["retries"]);
    expect(labels('[tool.fal.apps.a.image.registries."ghcr.io"]\n|')).toEqual(["username", "password"]);
    expect(labels('[tool.fal.apps.a.image.registries."ghcr.io"]\nusername = "x"\npass|')).toEqual(["password"]);
  });

  test("headers name tables only", () => {
    expect(labels("[tool.|]")).toEqual(["fal", "fal-lint"]);
    expect(labels("[tool.fal.|")).toEqual(["apps"]);
    expect(labels("[tool.fal.apps.a.|")).toEqual(["image", "health_check", "retry_config", "_scheduler_options"]);
    expect(labels("[tool.fal.apps.a.image.|")).toEqual(["registries", "build_args", "secrets"]);
    expect(labels("[tool.fal.apps.|")).toEqual([]);
  });

  test("fal-lint's own table", () => {
    expect(labels("[tool.fal-lint]\n|")).toEqual(["select", "ignore", "severity", "exclude"]);
    expect(labels("[tool.fal-lint.severity]\n|")).toContain("public-gpu");
    expect(labels('[tool.fal-lint]\nignore = ["unpinned-|"]')).toContain("unpinned-image");
    expect(labels('[tool.fal-lint.severity]\npublic-gpu = "|"')).toEqual(["error", "warning", "info", "off"]);
  });

  test.each([
    [`${app}au|`, "auth", "text", `${app}auth = `],
    [`${app}au|`, "auth", "snippet", `${app}auth = "$0"`],
    [`${app}au|th = "private"`, "auth", "snippet", `${app}auth = "private"`],
    [`${app}expo|`, "exposed_port", "snippet", `${app}exposed_port = $0`],
    [`${app}reg|`, "regions", "snippet", `${app}regions = [$0]`],
    [`${app}health|`, "health_check", "snippet", `${app}health_check = { $0 }`],
    ["[tool.fal.apps.a.im|]", "image", "snippet", "[tool.fal.apps.a.image]"],
    [`${app}image = { dock| }`, "dockerfile", "text", `${app}image = { dockerfile =  }`],
  ] as const)("%j takes %s as %s", (marked, label, form, expected) => {
    expect(accept(marked, label, form)).toBe(expected);
  });

  test.each([
    "|",
    "[project]\n|",
    "[tool.poetry]\n|",
    `${app}# |`,
    `${app}auth = "x" |`,
    "[tool.fal.apps.a.image.build_args]\n|",
  ])("none at %j that are not its own", (marked) => {
    expect(labels(marked).filter((label) => label !== "tool")).toEqual([]);
  });
});

describe("values", () => {
  test.each([
    [`${app}auth = "|"`, ["public", "private", "shared"]],
    [`${app}auth = |`, ["public", "private", "shared"]],
    [`${app}deployment_strategy = "re|`, ["recreate", "rolling"]],
    [`${app}private_logs = |`, ["true", "false"]],
    [`${app}regions = ["us-west", "|"]`, ["us-west", "us-central", "us-east", "eu-north", "eu-west"]],
    [`${app}skip_retry_conditions = [|`, ["timeout", "server_error", "connection_error"]],
    [`${app}health_check = { method = "|`, ["GET", "POST"]],
    [`${app}secrets = ["|"]`, ["DOCKERHUB_TOKEN", "HF_TOKEN"]],
    ['[tool.fal.apps.a.image.registries."ghcr.io"]\npassword = "$|"', ["$DOCKERHUB_TOKEN", "$HF_TOKEN"]],
    [`${image}registries = { "ghcr.io" = { username = "x", password = "|`, ["$DOCKERHUB_TOKEN", "$HF_TOKEN"]],
    [`${image}secrets = { PIP = "|`, ["$DOCKERHUB_TOKEN", "$HF_TOKEN"]],
    [`${app}exposed_port = |`, []],
    [`${app}name = "|"`, []],
    [`${app}ref = "|"`, []],
    ['[project]\nname = "|"', []],
  ])("%j", (marked, expected) => {
    expect(labels(marked)).toEqual(expected);
  });

  test("machine types, alone and in a list", () => {
    for (const marked of [`${app}machine_type = "|"`, `${app}machine_type = ["XS", |]`]) {
      expect(labels(marked)).toEqual(expect.arrayContaining(["XS", "XL", "GPU-H100", "GPU-B200"]));
    }
  });

  test.each([
    [`${app}auth = "pr|"`, "private", `${app}auth = "private"`],
    [`${app}auth = 'pr|'`, "private", `${app}auth = "private"`],
    [`${app}auth = "pr|`, "private", `${app}auth = "private"`],
    [`${app}auth = pr|`, "private", `${app}auth = "private"`],
    [`${app}private_logs = t|`, "true", `${app}private_logs = true`],
    [`${app}regions = ["us-west", "us-e|"]`, "us-east", `${app}regions = ["us-west", "us-east"]`],
    ['[tool.fal.apps.a.image.secrets]\nPIP = "$H|"', "$HF_TOKEN", '[tool.fal.apps.a.image.secrets]\nPIP = "$HF_TOKEN"'],
  ])("%j takes %s", (marked, label, expected) => {
    expect(accept(marked, label)).toBe(expected);
  });
});

describe("registries", () => {
  const registries = "[tool.fal.apps.a.image.registries]\n";

  test("every provider has a key that is right", () => {
    const suggested = registryHosts.map((host) => providerOf(hostOfKey(exampleKey(host))));
    expect([...suggested].sort()).toEqual(Object.keys(providers).sort());
    for (const host of registryHosts)
      expect([exampleKey(host), keyProblem(exampleKey(host))]).toEqual([exampleKey(host), null]);
  });

  test.each([
    `${registries}|`,
    `${registries}"gh|"`,
    `${image}registries = { |`,
    '[tool.fal.apps.a.image.registries."gh|"]',
    "[tool.fal.apps.a.image.registries.|",
  ])("at %j", (marked) => {
    expect(labels(marked)).toHaveLength(registryHosts.length);
    expect(labels(marked)).toEqual(expect.arrayContaining(["https://index.docker.io/v1/", "ghcr.io", "nvcr.io"]));
  });

  test("what the app pulls comes first, what is written is left out", () => {
    const dockerfile =
      "FROM ghcr.io/my-org/base:1\nCOPY --from=987654321098.dkr.ecr.eu-west-1.amazonaws.com/tools:2 /t /t\n";
    const text = `${app}ref = "a.py"\n${image}dockerfile = "Dockerfile"\n${registries}"nvcr.io" = { username = "$oauthtoken", password = "$NGC" }\n|`;
    const found = labels(text, { Dockerfile: dockerfile });
    expect(found.slice(0, 2)).toEqual(["ghcr.io", "987654321098.dkr.ecr.eu-west-1.amazonaws.com"].sort().reverse());
    expect(found).not.toContain("nvcr.io");
    expect(complete(text, { Dockerfile: dockerfile })[0]?.detail).toMatch(/pulled from by this app/);
  });

  test("a table with its credential is written along", () => {
    expect(accept(`${registries}"gh|"`, "ghcr.io", "snippet")).toBe(
      `${registries}"ghcr.io" = { username = "$1", password = "\\$\${2:GHCR_IO_PASSWORD}" }`,
    );
    expect(accept(`${registries}|`, "nvcr.io", "snippet")).toBe(
      `${registries}"nvcr.io" = { username = "\\$oauthtoken", password = "\\$\${1:NVCR_IO_PASSWORD}" }`,
    );
    const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    expect(accept('[tool.fal.apps.a.image.registries."12|"]', ecr, "snippet")).toBe(
      '[tool.fal.apps.a.image.registries."${1:123456789012}.dkr.ecr.${2:us-east-1}.amazonaws.com"]',
    );
    expect(accept(`${registries}"gh|" = {}`, "ghcr.io", "snippet")).toBe(`${registries}"ghcr.io" = {}`);
    expect(accept(`${registries}gh|`, "ghcr.io")).toBe(`${registries}"ghcr.io"`);
  });
});

describe("names of build secrets", () => {
  const dockerfile = "FROM python:3.12\nRUN --mount=type=secret,id=PIP_TOKEN --mount=type=secret,id=NPM true\n";
  const text = `${app}ref = "a.py"\n${image}dockerfile = "Dockerfile"\n[tool.fal.apps.a.image.secrets]\nNPM = "$NPM"\n`;

  test("are what the Dockerfile mounts, then the fal secrets", () => {
    const marked = `${text}|`;
    expect(labels(marked, { Dockerfile: dockerfile })).toEqual(["PIP_TOKEN", "DOCKERHUB_TOKEN", "HF_TOKEN"]);
    expect(labels(`${text}PI|`, { Dockerfile: dockerfile })[0]).toBe("PIP_TOKEN");
    expect(labels(marked)).toEqual(["DOCKERHUB_TOKEN", "HF_TOKEN"]);
  });

  test.each([
    ["RUN --mount=type=secret,id=|", ["NPM", "DOCKERHUB_TOKEN", "HF_TOKEN"]],
    ["RUN --mount=type=secret,id=N| true", ["NPM", "DOCKERHUB_TOKEN", "HF_TOKEN"]],
    ["RUN --mount=type=cache,target=/x --mount=type=secret,id=|", ["NPM", "DOCKERHUB_TOKEN", "HF_TOKEN"]],
    ["RUN --mount=id=x,type=secret,source=|", ["NPM", "DOCKERHUB_TOKEN", "HF_TOKEN"]],
    ["RUN --mount=type=cache,id=|", []],
    ["RUN --mount=type=secret,target=|", []],
    ["RUN echo id=|", []],
    ["COPY |", []],
  ])("in a Dockerfile at %j", (marked, expected) => {
    const line = marked.replace("|", "");
    const own = project(text, { Dockerfile: `FROM a\n${line}\n` });
    const found = completeDockerfile(own, (path) => path === "Dockerfile", line, marked.indexOf("|"));
    expect(found.map(({ label }) => label)).toEqual(expected);
  });
});
