// Whole projects on disk, as people write them: everything that is said about each, and everything that would be uploaded.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { check } from "../src/check.ts";
import { nodeFiles } from "../src/cli/node-files.ts";
import type { Shown } from "../src/manifest/types.ts";

interface Expected {
  readonly diagnostics: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly message: string;
  }[];
  /** By app; null for one that is not built from a Dockerfile. */
  readonly uploads: Readonly<Record<string, readonly { readonly path: Shown; readonly size: number }[] | null>>;
}

const projects = fileURLToPath(new URL("projects/", import.meta.url));
const cases = readdirSync(projects).map((name) => ({ name, folder: `${projects}${name}` }));

// What `--env-file` gives: put together here, since nothing that looks like a key is committed.
const serviceAccount = {
  type: "service_account",
  project_id: "studio",
  private_key_id: "0",
  private_key: ["-----BEGIN", "PRIVATE KEY-----\nnot a key\n-----END", "PRIVATE KEY-----\n"].join(" "),
  client_email: "puller@studio.iam.gserviceaccount.com",
};
const environments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "google-key": { GAR_KEY: btoa(JSON.stringify(serviceAccount)) },
};

/** What is said of a project and sent for it, in the shape of its `expected.json`. */
function outcome({ name, folder }: (typeof cases)[number]): Expected {
  const text = readFileSync(`${folder}/pyproject.toml`, "utf8");
  const { diagnostics, manifests } = check(
    { path: "pyproject.toml", text },
    {
      files: nodeFiles(folder),
      now: new Date("2026-01-01T00:00:00Z"),
      ...(environments[name] && { env: environments[name] }),
    },
  );
  return {
    diagnostics: diagnostics.map(({ rule, severity, file, range: { start }, message }) => ({
      rule,
      severity,
      file,
      line: start.line,
      column: start.column,
      message,
    })),
    uploads: Object.fromEntries(
      manifests.map(({ app, build }) => [
        app,
        build.uploads?.map(({ path, size }) => ({ path, size })).filter(isOwn) ?? null,
      ]),
    ),
  };
}

/** Not what the test itself keeps beside a project, which a `COPY . .` takes along. */
function isOwn({ path }: { readonly path: Shown }): boolean {
  return path !== "expected.json";
}

/** The projects that nothing is said about. */
const silent = [
  "conda",
  "copy-all",
  "debian-supervisor",
  "go-static",
  "image-studio",
  "node-server",
  "podcast-poetry",
  "poetry",
  "python-cuda",
  "registries",
  "rust-multi-stage",
  "uv",
  "uv-workspace",
  "vllm",
  "windows-hatch",
];

describe("projects", () => {
  test.each(cases)("$name", (project) => {
    const { folder, name } = project;
    const expected: Expected = JSON.parse(readFileSync(`${folder}/expected.json`, "utf8"));
    expect(outcome(project)).toEqual(expected);
    expect(expected.diagnostics.length === 0).toBe(silent.includes(name));
  });

  test("are many, each with what is expected written down", () => {
    expect(cases.length).toBeGreaterThanOrEqual(25);
    for (const { folder } of cases) expect(existsSync(`${folder}/expected.json`)).toBe(true);
    expect(silent.filter((name) => !cases.some((one) => one.name === name))).toEqual([]);
  });

  test("that nothing is said about are also of the size that people have", () => {
    const sizes = silent.map((name) => {
      const text = readFileSync(`${projects}${name}/pyproject.toml`, "utf8");
      return { lines: text.split("\n").length, apps: text.match(/^\[tool\.fal\.apps\.[\w-]+\]/gm)?.length ?? 0 };
    });
    expect(sizes.filter(({ lines, apps }) => lines >= 100 && apps >= 3).length).toBeGreaterThanOrEqual(5);
  });
});
