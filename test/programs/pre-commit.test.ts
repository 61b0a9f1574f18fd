// The hooks of .pre-commit-hooks.yaml in scratch repositories, run by the real pre-commit: installed from git, and as the README shows it
// from a package.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cleanEnv, copyCheckout, packProject } from "../checkout.ts";
import { program } from "./program.ts";

const preCommit = program("pre-commit");
const folder = mkdtempSync(join(tmpdir(), "fal-lint-pre-commit-"));
const env = { ...cleanEnv, PRE_COMMIT_HOME: join(folder, "store") };
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
let project = "";
let tarball = "";
let scratches = 0;

beforeAll(() => {
  project = copyCheckout();
  git(project, "init", "-q");
  git(project, "add", "-A");
  git(project, "commit", "-qm", "fal-lint");
  tarball = packProject(folder).tarball;
});

afterAll(() => {
  for (const path of [folder, project]) rmSync(path, { recursive: true });
});

function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, env, encoding: "utf8", stdio: "pipe" });
}

/** What pre-commit answers, standard error included. */
function run(cwd: string, ...args: string[]): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(preCommit, args, { cwd, env, encoding: "utf8" });
  return { code: status, text: stdout + stderr };
}

function write(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  git(cwd, "add", "-A");
}

/** A repository with these files in its first commit. */
function repository(files: Readonly<Record<string, string>>): string {
  const cwd = join(folder, `scratch-${scratches++}`);
  mkdirSync(cwd);
  git(cwd, "init", "-q");
  write(cwd, files);
  git(cwd, "commit", "-qm", "First");
  return cwd;
}

const canary = ["hunter2", "canary"].join("-");
const app = "[tool.fal.apps.server]\nexposed_port = 8000\n";
const clean = `${app}image = { dockerfile = "Dockerfile" }\n`;
const plaintext = `${app}
[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
registries = { "ghcr.io" = { username = "my-user", password = "${canary}" } }
`;
const dockerfile = 'FROM python:3.12.4-slim\nCOPY server.py /app/\nCMD ["python", "/app/server.py"]\n';
const badDockerfile = dockerfile.replace("COPY server.py", "COPY sever.py");

const python = `import fal
from fal.container import ContainerImage


class Server(fal.App):
    image = ContainerImage.from_dockerfile_str(
        "FROM ghcr.io/my-org/my-server:1.2.0",
        registries={"ghcr.io": {"username": "my-user", "password": "$GHCR_TOKEN"}},
    )
`;
const leakyPython = python.replace("$GHCR_TOKEN", canary);

const project1 = { "pyproject.toml": clean, Dockerfile: dockerfile, "server.py": "" };
const below = (name: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));

test("try-repo, straight from git: each file of a monorepo is told as it is", () => {
  const cwd = repository({
    ...below("good", project1),
    ...below("leaky", { "pyproject.toml": plaintext }),
    ...below("other", { "pyproject.toml": '[project]\nname = "other"\n', Dockerfile: "FROM scratch\n" }),
    "docker/bad.Dockerfile": badDockerfile,
    "code/app.py": leakyPython,
    "builder/pyproject.toml": clean.replace("Dockerfile", "../docker/bad.Dockerfile"),
  });
  const { code, text } = run(cwd, "try-repo", project, "--all-files", "--verbose");
  expect(code).toBe(1);
  expect(text).toMatch(/^fal-lint\.+Failed$/m);
  expect(text).toMatch(/^fal-lint \(Dockerfile\)\.+Failed$/m);
  expect(text).toMatch(/^fal-lint \(Python\)\.+Failed$/m);
  expect(text).toContain("other/pyproject.toml: no [tool.fal.apps], nothing to check");
  expect(text).toContain("other/Dockerfile: no app is built from it, nothing to check");
  expect(text).toMatch(/\[plaintext-password\]\n +--> leaky\/pyproject\.toml:6:/);
  expect(text).toMatch(/docker\/bad\.Dockerfile:2:/);
  expect(text).toMatch(/\[plaintext-password\]\n +--> code\/app\.py:8:/);
  expect(text).toContain("good/server.py: no ContainerImage, nothing to check");
  expect(text.match(/good\/.*/g)).toEqual(["good/server.py: no ContainerImage, nothing to check"]);
  expect(text).not.toContain(canary);
});

describe("as the README shows it", () => {
  const shown = /```yaml\n(repos:[\s\S]*?)```/.exec(readme)?.[1] ?? "";
  const setUp = (files: Readonly<Record<string, string>>) => {
    const config = shown.replaceAll(/"fal-lint@[\d.]+"/g, JSON.stringify(tarball));
    return repository({ ...files, ".pre-commit-config.yaml": `default_language_version: { node: system }\n${config}` });
  };

  test("are the hooks of .pre-commit-hooks.yaml, of the version that this is", () => {
    const { version } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    const hooks = readFileSync(join(project, ".pre-commit-hooks.yaml"), "utf8");
    const lines = (yaml: string) => yaml.split("\n").map((line) => line.trim());
    const kept = lines(shown).filter((line) => !/^(?:repos:|- repo: local|hooks:)$/.test(line));
    const dependency = `additional_dependencies: ["fal-lint@${version}"]`;
    expect(kept.filter((line) => line !== dependency && line !== "")).toEqual(
      lines(hooks).filter((line) => !line.startsWith("description:") && line !== ""),
    );
    expect(kept.filter((line) => line === dependency)).toHaveLength(3);
  });

  test("passes on what is in order", () => {
    const { code, text } = run(setUp(project1), "run", "--all-files");
    expect(text.replaceAll(/^\[INFO\].*\n/gm, "")).toMatch(
      /^fal-lint\.+Passed\nfal-lint \(Dockerfile\)\.+Passed\nfal-lint \(Python\)\.+Passed\n$/,
    );
    expect(code).toBe(0);
  });

  test("stops a commit with a password in plain text, and does not show it", () => {
    const cwd = setUp(project1);
    run(cwd, "install");
    write(cwd, { "pyproject.toml": plaintext });
    const { status, stderr, stdout } = spawnSync("git", ["commit", "-m", "Leak"], { cwd, env, encoding: "utf8" });
    const text = stdout + stderr;
    expect(status).toBe(1);
    expect(text).toMatch(/^fal-lint\.+Failed$/m);
    expect(text).toMatch(/^fal-lint \(Dockerfile\)\.+\(no files to check\)Skipped$/m);
    expect(text).toContain("[plaintext-password]");
    expect(text).not.toContain(canary);
    expect(git(cwd, "log", "--format=%s")).toBe("First\n");
  });

  test("passes on a pyproject.toml without fal, with a line that says so", () => {
    const cwd = setUp({ "pyproject.toml": '[project]\nname = "x"\n', Dockerfile: "FROM scratch\n" });
    const { code, text } = run(cwd, "run", "--all-files", "--verbose");
    expect(code).toBe(0);
    expect(text).toContain("pyproject.toml: no [tool.fal.apps], nothing to check");
    expect(text).toContain("Dockerfile: no app is built from it, nothing to check");
  });

  test.each([
    ["the Dockerfile", { Dockerfile: badDockerfile }, /\[copy-source-missing\]\n +--> Dockerfile:2:/],
    ["the .dockerignore", { ".dockerignore": "server.py\n" }, /\[copy-source-ignored\]\n +--> Dockerfile:2:/],
  ])("fails if only %s has changed, for the worse", (_what, change, expected) => {
    const cwd = setUp(project1);
    write(cwd, change);
    const { code, text } = run(cwd, "run");
    expect(code).toBe(1);
    expect(text).toMatch(/^fal-lint\.+\(no files to check\)Skipped$/m);
    expect(text).toMatch(/^fal-lint \(Dockerfile\)\.+Failed$/m);
    expect(text).toMatch(expected);
  });

  test("fails if only a Python module has changed, for the worse, and does not show the password", () => {
    const cwd = setUp({ ...project1, "app.py": python });
    expect(run(cwd, "run", "--all-files").code).toBe(0);
    write(cwd, { "app.py": leakyPython });
    const { code, text } = run(cwd, "run");
    expect(code).toBe(1);
    expect(text.match(/Skipped/g)).toHaveLength(2);
    expect(text).toMatch(/^fal-lint \(Python\)\.+Failed$/m);
    expect(text).toMatch(/\[plaintext-password\]\n +--> app\.py:8:/);
    expect(text).not.toContain(canary);
  });

  test("passes on Python without an image, with a line that says so, and is handed no scripts of other names", () => {
    const modules = Array.from({ length: 300 }, (_, index) => [`src/m${index}.py`, "import os\n"]);
    const cwd = setUp({
      ...Object.fromEntries(modules),
      tool: "#!/usr/bin/env python3\nprint(1)\n",
      "x.pyi": "x: int\n",
    });
    const { code, text } = run(cwd, "run", "--all-files", "--verbose");
    expect(code).toBe(0);
    expect(text).toContain("300 Python modules: no ContainerImage, nothing to check\n");
    expect(text).toContain("0 apps, 0 images, 0 credentials: 0 errors, 0 warnings");
    write(cwd, { "app.py": leakyPython });
    expect(run(cwd, "run", "--all-files").code).toBe(1);
  });

  test("many Dockerfiles at once, of which one is bad", () => {
    const services = Array.from({ length: 300 }, (_, index) => `services/s${index}`);
    const cwd = setUp(Object.assign({}, ...services.map((service) => below(service, project1))));
    const changed = services.map((service) => [`${service}/Dockerfile`, `${dockerfile}# changed\n`]);
    write(cwd, {
      ...Object.fromEntries(changed),
      "services/s77/Dockerfile": badDockerfile,
      "x.Dockerfile": "FROM x\n",
    });
    const { code, text } = run(cwd, "run");
    expect(code).toBe(1);
    expect(text.match(/-->.*/g)).toEqual(["--> services/s77/Dockerfile:2:6 (app server)"]);
    expect(text).toContain("301 files, 300 apps, 300 images, 0 credentials: 1 error, 0 warnings");
  });

  test("is not run for a file that is removed, as the README says", () => {
    const cwd = setUp(project1);
    git(cwd, "rm", "-q", "Dockerfile");
    const { code, text } = run(cwd, "run");
    expect(code).toBe(0);
    expect(text.match(/Skipped/g)).toHaveLength(3);
  });
});
