// The workflows of GitHub, read by a real YAML parser: that of pre-commit.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { program } from "./program.ts";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly "runs-on": string;
  readonly container?: string;
  readonly environment?: string;
  readonly "timeout-minutes": number;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
  /** `on` is a boolean in YAML 1.1. */
  readonly true: Readonly<Record<string, unknown>>;
}

const interpreter = /^#!(\S+)/.exec(readFileSync(program("pre-commit"), "utf8"))?.[1] ?? "python3";
const toJson = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))";

function parse(path: string): Workflow {
  const input = readFileSync(path, "utf8");
  return JSON.parse(execFileSync(interpreter, ["-c", toJson], { input, encoding: "utf8" }));
}

const folder = ".github/workflows";
const names = readdirSync(folder);
const workflows = new Map(names.map((name) => [name, parse(`${folder}/${name}`)]));
const stepsOf = (workflow: Workflow | undefined) => Object.values(workflow?.jobs ?? {}).flatMap(({ steps }) => steps);

describe("every workflow", () => {
  test.each([...workflows])(
    "%s may read only, ends some time, and keeps no credential in the checkout",
    (_name, workflow) => {
      expect(workflow.permissions).toEqual({ contents: "read" });
      for (const job of Object.values(workflow.jobs)) expect(job["timeout-minutes"]).toBeLessThanOrEqual(60);
      const checkouts = stepsOf(workflow).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checkouts.length).toBeGreaterThan(0);
      for (const checkout of checkouts) expect(checkout.with).toMatchObject({ "persist-credentials": false });
    },
  );

  test.each([...workflows])("%s pins each action by its commit, and tells the version", (name, workflow) => {
    const text = readFileSync(`${folder}/${name}`, "utf8");
    const used = stepsOf(workflow).flatMap(({ uses }) => uses ?? []);
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/.test(action))).toEqual([]);
    for (const action of used) expect(text).toMatch(new RegExp(`${action} # v\\d+\\.\\d+\\.\\d+$`, "m"));
  });

  test.each([...workflows])("%s puts nothing from outside into a shell", (_name, workflow) => {
    expect(stepsOf(workflow).filter(({ run }) => run?.includes("${{"))).toEqual([]);
  });
});

test("CI runs .ci/run on each Node that is supported, for every pull request", () => {
  const { node } = JSON.parse(readFileSync("package.json", "utf8")).engines;
  const ci = workflows.get("ci.yml");
  expect(Object.keys(ci?.true ?? {})).toEqual(["push", "pull_request"]);
  expect(stepsOf(ci).flatMap(({ run }) => run ?? [])).toEqual([".ci/run"]);
  const versions = ci?.jobs["test"]?.strategy?.matrix.node ?? [];
  expect(versions[0]).toBe(/\d+/.exec(node)?.[0]);
  expect(ci?.jobs["test"]?.container).toBe("node:${{ matrix.node }}-bookworm");
});

test("a release is a tag of the version, tested, and published with provenance and without a token", () => {
  const release = workflows.get("release.yml");
  const job = release?.jobs["publish"];
  expect(release?.true).toEqual({ push: { tags: ["v*"] } });
  expect(job?.permissions).toEqual({ contents: "read", "id-token": "write" });
  expect(job?.environment).toBe("npm");
  expect(stepsOf(release).flatMap(({ run }) => run ?? [])).toEqual([
    `test "$GITHUB_REF_NAME" = "v$(node -p 'require("./package.json").version')"`,
    "npm ci --no-audit --no-fund",
    "npm test",
    "npm publish --provenance --access public",
  ]);
  expect(readFileSync(`${folder}/release.yml`, "utf8")).not.toContain("secrets.");
});

test("the hooks of pre-commit are valid", () => {
  expect(() =>
    execFileSync(program("pre-commit"), ["validate-manifest", ".pre-commit-hooks.yaml"], { stdio: "pipe" }),
  ).not.toThrow();
});
