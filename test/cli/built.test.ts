// The real program and the real declarations, as they are published.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "fal-lint-built-"));
const shipped = join(folder, "node_modules/fal-lint");
const command = join(shipped, "dist/cli.cjs");
// Root may read and write everything: it runs the command as somebody who may not, if the machine lets it.
const somebody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const canBeSomebody = spawnSync(process.execPath, ["-e", "0"], { cwd: "/", ...somebody }).status === 0;
let cwd = "";
let cases = 0;

const bad = `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-user"
password = "hunter2"
`;

beforeAll(() => {
  chmodSync(folder, 0o755);
  mkdirSync(shipped, { recursive: true });
  const quiet = spawnSync(process.execPath, [join(repository, "scripts/build.mjs"), join(shipped, "dist")], {
    encoding: "utf8",
  });
  expect({ out: quiet.stdout, err: quiet.stderr, status: quiet.status }).toEqual({ out: "", err: "", status: 0 });
  copyFileSync(join(repository, "package.json"), join(shipped, "package.json"));
  symlinkSync(join(repository, "schema"), join(shipped, "schema"));
  symlinkSync(join(repository, "docs"), join(shipped, "docs"));
});

beforeEach(() => {
  cwd = join(folder, `case-${cases++}`);
  mkdirSync(cwd);
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string | Buffer): void {
  mkdirSync(join(cwd, path, ".."), { recursive: true });
  writeFileSync(join(cwd, path), text);
}

function run(
  args: readonly string[],
  {
    input,
    stdin,
    env,
    ...user
  }: { input?: string | Buffer; env?: NodeJS.ProcessEnv; stdin?: number; uid?: number; gid?: number } = {},
) {
  const { PATH } = process.env;
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, ...args], {
    cwd,
    env: { PATH, ...env },
    encoding: "utf8",
    timeout: 20_000,
    ...(stdin !== undefined && { stdio: [stdin, "pipe", "pipe"] }),
    ...(input !== undefined && { input }),
    ...user,
  });
  return { out: stdout, err: stderr, code: status };
}

describe("the command", () => {
  test("can be run as a program", () => {
    expect(readFileSync(command, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
    expect(execFileSync(command, ["--version"], { encoding: "utf8" })).toBe(`fal-lint ${version}\n`);
  });

  test("finds the nearest pyproject.toml upwards", () => {
    write("pyproject.toml", bad);
    mkdirSync(join(cwd, "a/b"), { recursive: true });
    cwd = join(cwd, "a/b");
    const { code, out } = run(["--format", "compact"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^\.\.\/\.\.\/pyproject\.toml:9:12: error plaintext-password: /);
  });

  test("searches folders, and not behind links or in node_modules", () => {
    write("a/pyproject.toml", "");
    write("node_modules/x/pyproject.toml", "");
    symlinkSync(".", join(cwd, "again"));
    const { files } = JSON.parse(run([".", "--format", "json"]).out);
    expect(files).toEqual([{ path: "a/pyproject.toml", status: "no-apps", apps: [] }]);
  });

  test.each([
    ["CRLF", bad.replaceAll("\n", "\r\n"), /^pyproject\.toml:9:12: error plaintext-password/],
    ["a byte order mark", `\ufeff${bad}`, /^pyproject\.toml:1:1: error byte-order-mark/],
    ["Windows-1252", Buffer.from(`# caf\u00e9\n${bad}`, "latin1"), /^pyproject\.toml:1:6: error not-utf8/],
    ["UTF-16", Buffer.from(`\ufeff${bad}`, "utf16le"), /^pyproject\.toml:1:1: error not-utf8/],
    ["NUL bytes", "fal = 1\0\n", /^pyproject\.toml:1:8: error syntax-error/],
  ])("reads a file with %s", (_name, contents, expected) => {
    write("pyproject.toml", contents);
    const { code, out, err } = run(["--format", "compact"]);
    expect({ code, err }).toEqual({ code: 1, err: "" });
    expect(out).toMatch(expected);
  });

  test("reads standard input, in pieces, from a file and when it is a folder", () => {
    const long = `${"# a comment\n".repeat(100_000)}${bad}`;
    expect(run(["-", "--format", "compact"], { input: long }).out).toMatch(/^pyproject\.toml:100009:12: /);
    write("x.toml", bad);
    for (const [path, code] of [
      ["x.toml", 1],
      [".", 2],
    ] as const) {
      const stdin = openSync(join(cwd, path), "r");
      expect(run(["-"], { stdin }).code).toBe(code);
      closeSync(stdin);
    }
  });

  test("finds files beside the place that standard input belongs to", () => {
    write("sub/Dockerfile", "FROM python:3.12\n");
    const input = '[tool.fal.apps.a]\nexposed_port = 80\n[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\n';
    expect(run(["-", "--stdin-filename", "sub/pyproject.toml"], { input }).code).toBe(0);
    expect(run(["-"], { input }).out).toMatch(/dockerfile-not-found/);
  });

  test.each([
    ["a missing path", () => "nope.toml", "no such file or directory"],
    ["an endless device", () => "/dev/zero", "is not a regular file"],
    [
      "a FIFO that nobody writes to",
      () => {
        execFileSync("mkfifo", [join(cwd, "pyproject.toml")]);
        return "pyproject.toml";
      },
      "is not a regular file",
    ],
    [
      "a loop of links",
      () => {
        symlinkSync("pyproject.toml", join(cwd, "pyproject.toml"));
        return "pyproject.toml";
      },
      "too many symbolic links",
    ],
  ])("%s", (_name, prepare, reason) => {
    const path = prepare();
    write("good.toml", "");
    const { code, out, err } = run([path, "good.toml"]);
    expect(code).toBe(2);
    expect(err).toMatch(new RegExp(`^fal-lint: .*${path}: ${reason}\n$`));
    expect(out).toMatch(/2 files, [^\n]*1 file unreadable\n$/);
  });

  test.runIf(canBeSomebody)("a file without permission", () => {
    write("pyproject.toml", bad);
    chmodSync(join(cwd, "pyproject.toml"), 0);
    expect(run([], somebody)).toMatchObject({ code: 2, err: "fal-lint: pyproject.toml: permission denied\n" });
  });

  test("nothing found, also in a folder that has been removed", () => {
    expect(run([])).toMatchObject({ code: 3, out: "" });
    const gone = spawnSync(
      "sh",
      ["-c", 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$1"', process.execPath, command],
      {
        cwd,
        encoding: "utf8",
      },
    );
    expect({ status: gone.status, stderr: gone.stderr }).toEqual({
      status: 3,
      stderr: "fal-lint: no pyproject.toml in this folder or above it\n",
    });
  });

  test("prints each schema as it is shipped", () => {
    const names = {
      config: "fal",
      pyproject: "pyproject",
      "fal-lint": "fal-lint",
      manifest: "manifest",
      report: "report",
    };
    const shippedNames = readdirSync(join(repository, "schema")).filter((name) => name.endsWith(".json"));
    expect(
      Object.values(names)
        .map((file) => `${file}.schema.json`)
        .sort(),
    ).toEqual(shippedNames.sort());
    for (const [name, file] of Object.entries(names)) {
      expect(run(["schema", name]).out).toBe(readFileSync(join(repository, `schema/${file}.schema.json`), "utf8"));
    }
  });

  test("colours", () => {
    write("pyproject.toml", bad);
    expect(run([]).out).not.toContain("\u001b");
    expect(run([], { env: { FORCE_COLOR: "1" } }).out).toContain("\u001b[31merror:");
    expect(run([], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }).out).not.toContain("\u001b");
    expect(run(["--color"], { env: { NO_COLOR: "1" } }).out).toContain("\u001b[31m");
  });

  test("a reader that goes away is no error", async () => {
    const files = Array.from({ length: 300 }, (_, index) => `a/${index}/pyproject.toml`);
    for (const file of files) write(file, bad);
    const child = spawn(process.execPath, [command, "."], { cwd, stdio: ["ignore", "pipe", "pipe"] });
    let err = "";
    child.stderr.on("data", (data: Buffer) => {
      err += data;
    });
    child.stdout.once("data", () => child.stdout.destroy());
    const code = await new Promise((closed) => child.on("close", closed));
    expect({ code, err }).toEqual({ code: 1, err: "" });
  });

  test("a slow reader on a pipe that does not block gets everything", async () => {
    for (let index = 0; index < 1000; index++) write(`a/${index}/pyproject.toml`, bad);
    const child = spawn(process.execPath, [command, ".", "--format", "json"], {
      cwd,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const pieces: Buffer[] = [];
    child.stdout.on("data", (data: Buffer) => {
      pieces.push(data);
      child.stdout.pause();
      setTimeout(() => child.stdout.resume(), 2);
    });
    await new Promise((closed) => child.on("close", closed));
    expect(JSON.parse(Buffer.concat(pieces).toString()).diagnostics).toHaveLength(1000);
  });

  test.runIf(existsSync("/dev/full"))("standard output on a full disk", () => {
    write("pyproject.toml", bad);
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [command], {
      cwd,
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "fal-lint: standard output: no space left on the device\n",
    });
  });

  test("standard output that is closed", () => {
    write("pyproject.toml", bad);
    const { status, stderr } = spawnSync("sh", ["-c", '"$0" "$1" >&-', process.execPath, command], {
      cwd,
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  });
});

describe("--output", () => {
  beforeEach(() => write("pyproject.toml", bad));

  test("writes the report and says the closing line", () => {
    const { code, out } = run(["--output", "report.json", "--format", "json"]);
    expect({ code, out }).toEqual({ code: 1, out: "1 app, 1 image, 1 credential: 1 error, 0 warnings\n" });
    expect(JSON.parse(readFileSync(join(cwd, "report.json"), "utf8")).summary.errors).toBe(1);
    expect(readdirSync(cwd).sort()).toEqual(["pyproject.toml", "report.json"]);
  });

  test("keeps the mode, and writes where a link leads", () => {
    write("real/old.txt", "old");
    chmodSync(join(cwd, "real/old.txt"), 0o640);
    symlinkSync("real/old.txt", join(cwd, "link.txt"));
    expect(run(["--output", "link.txt"]).code).toBe(1);
    expect(readFileSync(join(cwd, "real/old.txt"), "utf8")).toMatch(/1 error/);
    expect(statSync(join(cwd, "real/old.txt")).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(cwd, "real"))).toEqual(["old.txt"]);
  });

  // Never as root, who would lose the machine's own devices to a bug here.
  test.runIf(canBeSomebody)("leaves a device where it is", () => {
    expect(run(["--output", "/dev/null"], somebody).code).toBe(1);
    expect(statSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  test.runIf(canBeSomebody && existsSync("/dev/full"))("on a full disk", () => {
    const { code, err } = run(["--output", "/dev/full"], somebody);
    expect(code).toBe(2);
    expect(err).toMatch(/^fal-lint: \S*dev\/full: no space left on the device\n$/);
  });

  test.each([
    ["a folder that is not there", "no/report.txt", "no such file or directory"],
    ["a folder", ".", "is a directory"],
  ])("on %s", (_name, path, reason) => {
    const { code, out, err } = run(["--output", path]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toBe(`fal-lint: ${path}: ${reason}\n`);
    expect(readdirSync(cwd)).toEqual(["pyproject.toml"]);
  });

  test.runIf(canBeSomebody)("in a folder that cannot be written to, the old file stays", () => {
    write("locked/report.txt", "old");
    chmodSync(join(cwd, "locked"), 0o555);
    const { code, err } = run(["--output", "locked/report.txt"], somebody);
    chmodSync(join(cwd, "locked"), 0o755);
    expect({ code, err }).toEqual({ code: 2, err: "fal-lint: locked/report.txt: permission denied\n" });
    expect(readFileSync(join(cwd, "locked/report.txt"), "utf8")).toBe("old");
  });

  test.runIf(canBeSomebody && existsSync("/proc/self"))("where nobody can write", () => {
    const { code, err } = run(["--output", "/proc/report.txt"], somebody);
    expect(code).toBe(2);
    expect(err).toMatch(/^fal-lint: \S*proc\/report\.txt: (no such file or directory|permission denied)\n$/);
  });
});

describe("--fix", () => {
  const fixable = bad.replace("hunter2", "${GHCR_TOKEN}");
  const fixed = bad.replace("hunter2", "$GHCR_TOKEN");

  test("keeps the mode, writes where a link leads, and leaves nothing behind", () => {
    write("real/pyproject.toml", fixable);
    chmodSync(join(cwd, "real/pyproject.toml"), 0o600);
    symlinkSync("real/pyproject.toml", join(cwd, "pyproject.toml"));
    const { code, err } = run(["--fix"]);
    expect({ code, err }).toEqual({ code: 0, err: "fal-lint: made 1 fix in 1 file\n" });
    expect(readFileSync(join(cwd, "real/pyproject.toml"), "utf8")).toBe(fixed);
    expect(statSync(join(cwd, "real/pyproject.toml")).mode & 0o777).toBe(0o600);
    expect(lstatSync(join(cwd, "pyproject.toml")).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(cwd, "real"))).toEqual(["pyproject.toml"]);
  });

  test("keeps every other byte", () => {
    const odd = `# caf\u00e9 \ud83d\ude80\r\n${fixable.replaceAll("\n", "\r\n")}# no newline`;
    write("pyproject.toml", odd);
    expect(run(["--fix"]).code).toBe(0);
    expect(readFileSync(join(cwd, "pyproject.toml"), "utf8")).toBe(odd.replace("${GHCR_TOKEN}", "$GHCR_TOKEN"));
  });

  test("does not touch a file in which there is nothing to fix", () => {
    write("pyproject.toml", fixed);
    chmodSync(join(cwd, "pyproject.toml"), 0o444);
    const before = statSync(join(cwd, "pyproject.toml"));
    expect(run(["--fix"]).code).toBe(0);
    const { ino, mtimeMs } = statSync(join(cwd, "pyproject.toml"));
    expect({ ino, mtimeMs }).toEqual({ ino: before.ino, mtimeMs: before.mtimeMs });
  });

  test.runIf(canBeSomebody)("a file that may not be written stays", () => {
    write("pyproject.toml", fixable);
    chmodSync(join(cwd, "pyproject.toml"), 0o444);
    chmodSync(cwd, 0o777);
    const { code, err } = run(["--fix"], somebody);
    expect(code).toBe(2);
    expect(err).toBe("fal-lint: pyproject.toml: permission denied\nfal-lint: made 0 fixes in 0 files\n");
    expect(readFileSync(join(cwd, "pyproject.toml"), "utf8")).toBe(fixable);
    expect(readdirSync(cwd)).toEqual(["pyproject.toml"]);
  });

  test("--fix-dry-run writes nothing", () => {
    write("pyproject.toml", fixable);
    const { code, out } = run(["--fix-dry-run"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^pyproject\.toml: Write `\$GHCR_TOKEN` \[plaintext-password\]\n--- a\/pyproject\.toml\n/);
    expect(readFileSync(join(cwd, "pyproject.toml"), "utf8")).toBe(fixable);
    expect(readdirSync(cwd)).toEqual(["pyproject.toml"]);
  });
});

describe("what is known", () => {
  test("lists uploads and credentials, by what is on disk", () => {
    write("pyproject.toml", `${bad}[tool.fal.apps.built]\nexposed_port = 80\nimage.dockerfile = "Dockerfile"\n`);
    write("Dockerfile", "FROM python:3.12\nCOPY src README.md /app/\n");
    write("src/a.py", "print(1)\n");
    write("README.md", "");
    const uploads = run(["uploads", "--format", "json"]);
    expect(JSON.parse(uploads.out).apps).toEqual([
      {
        file: "pyproject.toml",
        app: "built",
        sources: ["src", "README.md"],
        uploads: [{ path: "src/a.py", size: 9 }],
        skipped: [],
        abort: null,
      },
    ]);
    expect(run(["uploads"]).out).toContain("README.md  line 2  ignored by `*.md`, a default of fal's client\n");
    expect(JSON.parse(run(["credentials", "--format", "json"]).out).credentials).toHaveLength(1);
    expect(run(["credentials"]).out).not.toContain("hunter2");
  });

  test("reads secrets from standard input, and values from a file", () => {
    write("pyproject.toml", bad.replace("hunter2", "$GHCR_TOKEN"));
    const list = (name: string) =>
      `{"secrets": [{"name": "${name}", "environment": null, "created_at": "2026-01-01 00:00:00+00:00"}]}`;
    expect(run(["--secrets", "-"], { input: list("GHCR_TOKEN") }).code).toBe(0);
    expect(run(["--secrets", "-"], { input: list("GHRC_TOKEN") }).out).toMatch(/Did you mean `GHRC_TOKEN`\?/);
    write(".env", "GHCR_TOKEN=changeme\n");
    expect(run(["--env-file", ".env", "--format", "compact"]).out).toMatch(
      /error registry-password-kind: The value of/,
    );
  });

  test("explains every rule, by its page", () => {
    const { rules } = JSON.parse(run(["rules", "--format", "json"]).out);
    expect(run(["rules"]).out.trimEnd().split("\n")).toHaveLength(rules.length);
    for (const { id, why } of rules.slice(0, 5)) {
      const { code, out } = run(["explain", id]);
      expect(code).toBe(0);
      expect(out.replaceAll(/\s+/g, " ")).toContain(why.split("\n")[0].replaceAll(/\s+/g, " "));
    }
  });
});

describe("--watch", () => {
  /** Runs it in the background. */
  function start(...args: readonly string[]) {
    // Both streams on one pipe: what comes first is said first.
    const words = [process.execPath, command, "--watch", "--format", "compact", ...args];
    const child = spawn("sh", ["-c", 'exec "$@" 2>&1', "sh", ...words], { cwd });
    let said = "";
    let heard = () => {};
    const closed = new Promise<NodeJS.Signals | number | null>((resolved) =>
      child.on("close", (code, signal) => resolved(signal ?? code)),
    );
    child.stdout.on("data", (data: Buffer) => {
      said += data;
      heard();
    });
    /** Waits until it has said this at the end of a run: an edit in several steps may be seen as several. */
    const until = async (expected: RegExp): Promise<void> => {
      while (!said.endsWith("Ctrl-C ends it\n") || !expected.test(said)) {
        await new Promise<void>((resolved) => {
          heard = resolved;
        });
      }
      said = "";
    };
    return { child, closed, until };
  }

  test("follows a project through the hands of an editor", async () => {
    const good = bad.replace("hunter2", "$GHCR_TOKEN");
    write("pyproject.toml", good);
    write("Dockerfile", "FROM python:3.12\nCOPY src /app\n");
    write("src/a.py", "");
    const { child, closed, until } = start(".");
    await until(/^1 app, 1 image, 1 credential: 0 errors, 0 warnings\nfal-lint: watching/);
    write("pyproject.toml", bad);
    await until(/^fal-lint: pyproject\.toml has changed\npyproject\.toml:9:12: error plaintext-password/m);
    write("new.toml", good);
    renameSync(join(cwd, "new.toml"), join(cwd, "pyproject.toml"));
    await until(/ has changed\n1 app, 1 image, 1 credential: 0 errors, 0 warnings\n/);
    write("sub/pyproject.toml", '[tool.fal.apps.built]\nexposed_port = 80\nimage.dockerfile = "../Dockerfile"\n');
    await until(/ has changed\n(.*\n)*2 files, 2 apps, /);
    write("Dockerfile", "FROM python:3.12\nCOPY nothing /app\n");
    await until(/^fal-lint: sub\/\.\.\/Dockerfile has changed\nsub\/\.\.\/Dockerfile:2:6: error copy-source-missing/m);
    rmSync(join(cwd, "sub"), { recursive: true });
    await until(/ has changed\n1 app, 1 image, 1 credential: 0 errors, 0 warnings\n/);
    child.kill("SIGINT");
    expect(await closed).toBe("SIGINT");
  });

  test("ends when nobody reads it any more", async () => {
    write("pyproject.toml", bad);
    const { child, closed, until } = start();
    await until(/1 error/);
    child.stdout.destroy();
    write("pyproject.toml", `# mended\n${bad}`);
    expect(await closed).toBe(1);
  });
});

describe("the library", () => {
  test("is modules without dependencies, for any JavaScript engine", async () => {
    const shared = readdirSync(join(shipped, "dist/shared")).map((name) => `shared/${name}`);
    for (const name of ["index.js", ...shared]) {
      const text = readFileSync(join(shipped, "dist", name), "utf8");
      expect(text).not.toMatch(/^(?:import|\}) .*from "(?!\.\/(?:shared\/)?\w+\.js";)|\bprocess\./m);
    }
    const { check } = await import(join(shipped, "dist/index.js"));
    expect(check({ path: "pyproject.toml", text: bad }).summary.errors).toBe(1);
  });

  test.each([
    ["node16", "node16"],
    ["esnext", "bundler"],
  ])("has declarations for module %s with resolution %s", (module, moduleResolution) => {
    write(
      "consumer.ts",
      `import { check, compile, rules, type Diagnostic, type Files, type Manifest, type Rule } from "fal-lint";
const files: Files = { readText: () => ({ kind: "missing" }), stat: () => null, list: () => null, realPath: () => null, digest: () => null };
const diagnostics: readonly Diagnostic[] = check({ path: "pyproject.toml", text: "" }, { files, now: new Date(0) }).diagnostics;
const manifests: readonly Manifest[] = compile({ path: "pyproject.toml", bytes: new Uint8Array() }).manifests;
const all: readonly Rule[] = rules;
// @ts-expect-error: a rule has an id
const wrong: number = rules[0]?.identity;
export { all, diagnostics, manifests, wrong };
`,
    );
    write("package.json", '{ "type": "module" }');
    const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
    const { stdout, status } = spawnSync(
      process.execPath,
      [
        compiler,
        "--noEmit",
        "--strict",
        "--exactOptionalPropertyTypes",
        "--target",
        "es2022",
        "--module",
        module,
        "--moduleResolution",
        moduleResolution,
        "consumer.ts",
      ],
      { cwd, encoding: "utf8" },
    );
    expect({ stdout, status }).toEqual({ stdout: "", status: 0 });
  });
});
