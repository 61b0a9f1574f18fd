// The built command, among files that are not what they should be, and interrupted at any moment.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "fal-lint-hostile-"));
const command = join(folder, "package/dist/cli.cjs");
// Root may read and write everything: it runs the command as somebody who may not, if the machine lets it.
const somebody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const canBeSomebody = spawnSync(process.execPath, ["-e", "0"], { cwd: "/", ...somebody }).status === 0;
let cwd = "";
let cases = 0;

const docker = '[tool.fal.apps.a]\nexposed_port = 80\nauth = "private"\nimage.dockerfile = "Dockerfile"\n';
const fixable =
  '[tool.fal.apps.a]\nexposed_port = 80\nimage.image = "ghcr.io/a/b:1"\nimage.registries."ghcr.io" = { username = "u", password = "${P}" }\n';
const fixed = fixable.replace("${P}", "$P");

beforeAll(() => {
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, "package"));
  execFileSync(process.execPath, [join(repository, "scripts/build.mjs"), join(folder, "package/dist")]);
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

/** A file of zeros that takes no room on the disk. */
function sparse(path: string, size: number): void {
  const descriptor = openSync(join(cwd, path), "w");
  ftruncateSync(descriptor, size);
  closeSync(descriptor);
}

function run(args: readonly string[], { shell = "", ...user }: { shell?: string; uid?: number; gid?: number } = {}) {
  const { PATH } = process.env;
  // No place for compiled code: what is tested is what the command writes for its user.
  const options = {
    cwd,
    env: { PATH, NODE_DISABLE_COMPILE_CACHE: "1" },
    encoding: "utf8",
    timeout: 120_000,
    ...user,
  } as const;
  const whole = [process.execPath, command, ...args];
  const { stdout, stderr, status } =
    shell === ""
      ? spawnSync(process.execPath, whole.slice(1), options)
      : spawnSync("sh", ["-c", `${shell}; exec "$@"`, "sh", ...whole], options);
  return { out: stdout, err: stderr, code: status };
}

describe("a file that is too large", () => {
  const mebibyte = 1024 * 1024;

  test("10 MiB is checked, and no more", () => {
    write(
      "pyproject.toml",
      `${docker.replace("dockerfile", "image").replace('"Dockerfile"', '"a:1"')}#${"x".repeat(10 * mebibyte)}`.slice(
        0,
        10 * mebibyte,
      ),
    );
    expect(run([])).toMatchObject({ code: 0, err: "" });
    write("pyproject.toml", `${readFileSync(join(cwd, "pyproject.toml"))}x`);
    for (const args of [[], ["compile"], ["uploads"], ["credentials"], ["."]]) {
      expect(run(args)).toMatchObject({
        code: 2,
        err: expect.stringContaining("fal-lint: pyproject.toml: is larger than 10.0 MiB\n"),
      });
    }
    const before = statSync(join(cwd, "pyproject.toml"));
    expect(run(["--fix"]).code).toBe(2);
    expect(statSync(join(cwd, "pyproject.toml"))).toMatchObject({ ino: before.ino, size: before.size });
  });

  test.each(["Dockerfile", ".dockerignore"])("a %s of more than 1 MiB is not checked, and does not pass", (path) => {
    write("pyproject.toml", docker);
    write("Dockerfile", "FROM a:1\n");
    const text = path === "Dockerfile" ? "FROM a:1\n" : "x\n";
    write(path, text.padEnd(mebibyte, "# comment\n"));
    expect(run([])).toMatchObject({ code: 0 });
    write(path, text.padEnd(mebibyte + 1, "# comment\n"));
    const { code, out } = run(["--format", "compact"]);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^pyproject\.toml:4:\d+: error too-large-to-check: .* is larger than 1\.0 MiB, and was not checked/,
    );
    expect(run(["compile"])).toMatchObject({ code: 1, err: expect.stringContaining("too-large-to-check") });
  });

  test("standard input has the same end", () => {
    sparse("zeros", 10 * mebibyte + 1);
    expect(run(["-"], { shell: "exec < zeros" })).toMatchObject({
      code: 2,
      err: "fal-lint: pyproject.toml: is larger than 10.0 MiB\n",
    });
    expect(run(["-"], { shell: "exec < /dev/zero" })).toMatchObject({
      code: 2,
      err: "fal-lint: pyproject.toml: is larger than 10.0 MiB\n",
    });
  });
});

describe("something that is no file", () => {
  const makers = {
    "a folder": (path: string) => mkdirSync(join(cwd, path)),
    "a FIFO": (path: string) => execFileSync("mkfifo", [join(cwd, path)]),
    "an endless device": (path: string) => symlinkSync("/dev/zero", join(cwd, path)),
    "an empty device": (path: string) => symlinkSync("/dev/null", join(cwd, path)),
    "a link to itself": (path: string) => symlinkSync(path, join(cwd, path)),
    "a link to nothing": (path: string) => symlinkSync("nowhere", join(cwd, path)),
  };

  describe.each(Object.entries(makers))("%s", (_, make) => {
    test("in the place of every file that is read", () => {
      write("pyproject.toml", docker);
      write("Dockerfile", "FROM a:1\nCOPY src /x\n");
      write("src/a", "");
      make("odd");
      for (const args of [["odd"], ["--env", "odd"], ["--secrets", "odd"], ["--baseline", "odd"]]) {
        const { code, err } = run(args);
        // A folder is searched, and holds nothing.
        expect([args, code]).toEqual([args, args[0] === "odd" && err.includes("no pyproject.toml in") ? 3 : 2]);
      }
      make("src/odd");
      const uploads = run(["uploads", "--format", "json"]);
      expect(JSON.parse(uploads.out).apps[0].uploads).toEqual([{ path: "src/a", size: 0 }]);
      expect(run([]).code).toBe(0);
    });

    test("in the place of the Dockerfile, the .dockerignore and the app", () => {
      write("pyproject.toml", `${docker}[tool.fal.apps.b]\nref = "app.py::App"\n`);
      make("Dockerfile");
      expect(run(["--format", "compact"]).out).toMatch(/error dockerfile-not-found/);
      rmSync(join(cwd, "Dockerfile"), { recursive: true });
      write("Dockerfile", "FROM a:1\n");
      make(".dockerignore");
      make("app.py");
      const { code, out } = run(["--format", "compact"]);
      expect(code).toBe(1);
      expect(out).toMatch(/error ref-(?:symbol-)?not-found/);
      expect(out).not.toMatch(/dockerignore|dockerfile-/);
    });
  });

  test("links that lead round in a folder that is copied or searched", () => {
    write("pyproject.toml", docker);
    write("Dockerfile", "FROM a:1\nCOPY src /x\n");
    write("src/a", "");
    symlinkSync("..", join(cwd, "src/up"));
    symlinkSync(".", join(cwd, "src/here"));
    symlinkSync("one", join(cwd, "src/two"));
    symlinkSync("two", join(cwd, "src/one"));
    expect(JSON.parse(run(["uploads", "--format", "json"]).out).apps[0].uploads).toEqual([{ path: "src/a", size: 0 }]);
    expect(JSON.parse(run([".", "--format", "json"]).out).files).toHaveLength(1);
  });
});

describe.runIf(canBeSomebody)("without permission", () => {
  test("each of them is told, and none is passed over", () => {
    write("pyproject.toml", `${docker}[tool.fal.apps.b]\nexposed_port = 80\nimage.dockerfile = "closed/Dockerfile"\n`);
    write("Dockerfile", "FROM a:1\n");
    write("closed/Dockerfile", "FROM a:1\n");
    write("other/pyproject.toml", fixed);
    write("sealed/pyproject.toml", fixed);
    chmodSync(join(cwd, "Dockerfile"), 0);
    chmodSync(join(cwd, "other/pyproject.toml"), 0);
    for (const path of ["closed", "sealed"]) chmodSync(join(cwd, path), 0);
    const { code, out, err } = run([".", "--format", "compact"], somebody);
    for (const path of ["closed", "sealed"]) chmodSync(join(cwd, path), 0o755);
    expect(code).toBe(2);
    expect(out.match(/error dockerfile-not-found: .* cannot be read: permission denied/g)).toHaveLength(2);
    for (const path of ["closed", "sealed", "other/pyproject.toml"])
      expect(err).toContain(`fal-lint: ${path}: permission denied\n`);
  });
});

describe("a disk that is full", () => {
  // A file may grow to 4 KiB, and no further: the same to the command as no space.
  const full = "ulimit -f 8";

  test("--output leaves the old report, or none", () => {
    for (let i = 0; i < 100; i++) write(`p${i}/pyproject.toml`, docker);
    for (const old of [null, "old"]) {
      if (old !== null) write("report.json", old);
      const { code, err } = run([".", "--format", "json", "--output", "report.json"], { shell: full });
      expect({ code, err }).toEqual({
        code: 2,
        err: "fal-lint: report.json: the file would be larger than is allowed\n",
      });
      expect(readdirSync(cwd).filter((name) => !/^p\d+$/.test(name))).toEqual(old === null ? [] : ["report.json"]);
      if (old !== null) expect(readFileSync(join(cwd, "report.json"), "utf8")).toBe(old);
    }
  });

  test("--fix and --update-baseline leave what was there", () => {
    const long = `${fixable}${"# a comment\n".repeat(1000)}`;
    write("pyproject.toml", long);
    expect(run(["--fix"], { shell: full })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/larger than is allowed[\s\S]*made 0 fixes in 0 files/),
    });
    expect(readFileSync(join(cwd, "pyproject.toml"), "utf8")).toBe(long);
    write(
      "pyproject.toml",
      Array.from({ length: 100 }, (_, i) => `[tool.fal.apps.a${i}]\nimage.image = "a"\n`).join(""),
    );
    expect(run(["--baseline", "b.json", "--update-baseline"], { shell: full }).code).toBe(2);
    expect(readdirSync(cwd)).toEqual(["pyproject.toml"]);
  });
});

describe("a reader that goes away", () => {
  test.each([["--format json"], ["compile"], ["credentials --format json"]])("%s", (args) => {
    write("pyproject.toml", Array.from({ length: 2000 }, (_, i) => fixable.replace("apps.a", `apps.a${i}`)).join(""));
    const { code, err } = run([], { shell: `"${process.execPath}" "${command}" ${args} | head -c 10; exit 0` });
    expect({ code, err: err.replaceAll(/^.*no credential list.*$/gm, "") }).toEqual({ code: 0, err: "" });
  });
});

describe("an interruption", () => {
  /** Ends the command with a signal as soon as something is true; how it ended. */
  async function interrupt(
    args: readonly string[],
    signal: NodeJS.Signals,
    isTime: () => boolean,
  ): Promise<NodeJS.Signals | null> {
    const child = spawn(process.execPath, [command, ...args], { cwd, stdio: "ignore" });
    const ended = new Promise<NodeJS.Signals | null>((done) => child.on("exit", (_, by) => done(by)));
    while (child.exitCode === null && !isTime()) await new Promise((later) => setTimeout(later, 1));
    child.kill(signal);
    return ended;
  }

  const projects = 100;
  const path = (index: number) => join(cwd, `p${index}/pyproject.toml`);
  // The first takes its time to be written.
  const unfixed = (index: number) => (index === 0 ? fixable.padEnd(8e6, "# a comment\n") : fixable);
  const mended = (index: number) => unfixed(index).replace("${P}", "$P");

  function writeAll(): void {
    for (let i = 0; i < projects; i++) write(`p${i}/pyproject.toml`, unfixed(i));
  }

  beforeEach(writeAll);

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)(
    "by %s while files are fixed: each is the old one or the new",
    async (signal) => {
      const isWriting = () => readdirSync(join(cwd, "p0")).length > 1;
      const met = { interrupted: 0, inTime: 0 };
      for (let tries = 0; tries < 10 && met.interrupted === 0; tries++) {
        writeAll();
        const by = await interrupt(["--fix", "."], signal, isWriting);
        met[by === signal ? "interrupted" : "inTime"]++;
        for (let i = 0; i < projects; i++) {
          expect(readdirSync(join(cwd, `p${i}`))).toEqual(["pyproject.toml"]);
          const text = readFileSync(path(i), "utf8");
          expect(text === unfixed(i) || text === mended(i)).toBe(true);
        }
      }
      expect(met.interrupted).toBe(1);
    },
  );

  test("while files are read: nothing is written", async () => {
    const start = performance.now();
    expect(await interrupt([".", "--output", "report.txt"], "SIGINT", () => performance.now() - start > 60)).toBe(
      "SIGINT",
    );
    expect(readdirSync(cwd).filter((name) => !/^p\d+$/.test(name))).toEqual([]);
    for (let i = 0; i < projects; i++) expect(readFileSync(path(i), "utf8") === unfixed(i)).toBe(true);
  });

  test("while a report is written: no part of it is left", async () => {
    write("p0/pyproject.toml", Array.from({ length: 30_000 }, (_, i) => `[tool.fal.apps.a${i}]\nx = 1\n`).join(""));
    write("report.txt", "old");
    const isWriting = () => readdirSync(cwd).some((name) => name.startsWith(".fal-lint-"));
    expect(await interrupt([".", "--output", "report.txt"], "SIGINT", isWriting)).toBe("SIGINT");
    expect(readdirSync(cwd).filter((name) => !/^p\d+$/.test(name))).toEqual(["report.txt"]);
    expect(readFileSync(join(cwd, "report.txt"), "utf8")).toBe("old");
  });
});
