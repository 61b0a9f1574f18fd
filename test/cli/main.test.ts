import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test, vi } from "vitest";
import { main } from "../../src/cli/main.ts";
import type { Report } from "../../src/report/types.ts";
import { type FakeHost, fakeHost, type World } from "./fake-host.ts";

const good = `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-user"
password = "$GHCR_IO_PASSWORD"
`;
const bad = good.replace("$GHCR_IO_PASSWORD", "hunter2");
/** One warning: tomllib refuses it, newer readers do not. */
const warning = `${good}\n[tool.other]\ntable = { a = 1, }\n`;
const noApps = '[project]\nname = "x"\n';

const goodLine = "1 app, 1 image, 1 credential: 0 errors, 0 warnings\n";
const badLine = "1 app, 1 image, 1 credential: 1 error, 0 warnings\n";
const noAppsLine = "pyproject.toml: no [tool.fal.apps], nothing to check\n";

async function run(
  command: string | readonly string[],
  world: World = {},
): Promise<{ code: number; out: string; err: string; host: FakeHost }> {
  const host = fakeHost(world);
  const args = typeof command === "string" ? command.split(" ").filter(Boolean) : command;
  const code = await main(args, host);
  return { code, out: host.out(), err: host.err(), host };
}

const here = (text: string): World => ({ tree: { "pyproject.toml": text } });

describe("exit codes and what is said", () => {
  test.each<[name: string, command: string, world: World, code: number, out: string | RegExp, err: string | RegExp]>([
    ["clean", "", here(good), 0, goodLine, ""],
    ["clean, by name of the command", "lint pyproject.toml", here(good), 0, goodLine, ""],
    [
      "errors",
      "",
      here(bad),
      1,
      /error: The password for `ghcr\.io`[\s\S]*\n1 app, 1 image, 1 credential: 1 error, 0 warnings\n$/,
      "",
    ],
    [
      "errors, compact",
      "--format compact",
      here(bad),
      1,
      /^pyproject\.toml:9:12: error plaintext-password: [^\n]*\n1 app[^\n]*\n$/,
      "",
    ],
    ["errors, json", "--format json", here(bad), 1, /"rule": "plaintext-password"/, ""],
    ["a warning", "", here(warning), 0, /0 errors, 1 warning\n$/, ""],
    ["as many warnings as allowed", "--max-warnings 1", here(warning), 0, /1 warning\n$/, ""],
    [
      "more",
      "--max-warnings 0",
      here(warning),
      1,
      /1 warning\n$/,
      "fal-lint: 1 warning, but --max-warnings allows 0\n",
    ],
    ["more, in json", "--max-warnings=0 --format=json", here(warning), 1, /"warnings": 1/, /--max-warnings/],
    ["no apps", "", here(noApps), 0, `${noAppsLine}0 apps, 0 images, 0 credentials: 0 errors, 0 warnings\n`, ""],
    ["no apps, quiet", "-q", here(noApps), 0, "0 apps, 0 images, 0 credentials: 0 errors, 0 warnings\n", ""],
    ["no apps, json", "--format json", here(noApps), 0, /"status": "no-apps"/, ""],
    ["an empty file", "", here(""), 0, /nothing to check/, ""],
    [
      "quiet hides a warning and counts it",
      "--quiet",
      here(warning),
      0,
      "1 app, 1 image, 1 credential: 0 errors, 1 warning\n",
      "",
    ],
    ["quiet shows errors", "--quiet --format compact", here(bad), 1, /plaintext-password/, ""],
    ["syntax error", "", here("[tool.fal"), 1, /syntax-error[\s\S]*1 error, 0 warnings\n$/, ""],
    ["not UTF-8", "", here("latin1:é"), 1, /not-utf8/, ""],
    ["CRLF", "", here(good.replaceAll("\n", "\r\n")), 0, goodLine, ""],
    ["CRLF, errors", "--format compact", here(bad.replaceAll("\n", "\r\n")), 1, /^pyproject\.toml:9:12: /, ""],
    [
      "byte order mark",
      "--format compact",
      here(`\ufeff${good}`),
      1,
      /^pyproject\.toml:1:1: error byte-order-mark/,
      "",
    ],
    ["nothing here", "", {}, 3, "", "fal-lint: no pyproject.toml in this folder or above it\n"],
    [
      "nothing in a folder",
      "src test",
      { tree: { "src/a.py": "", "test/b.py": "" } },
      3,
      "",
      "fal-lint: no pyproject.toml in `src`, `test`\n",
    ],
    ["nothing to compile", "compile src", { tree: { "src/a.py": "" } }, 3, "", /no pyproject\.toml/],
    [
      "a missing path",
      "nope.toml",
      here(good),
      2,
      /0 errors, 0 warnings, 1 file unreadable\n$/,
      "fal-lint: nope.toml: no such file or directory\n",
    ],
    [
      "a missing path among others",
      "nope.toml pyproject.toml",
      here(bad),
      2,
      /2 files, 1 app,[^\n]* 1 error, 0 warnings, 1 file unreadable\n$/,
      /nope\.toml/,
    ],
    [
      "no permission",
      "",
      { tree: { "pyproject.toml": { unreadable: "permission denied" } } },
      2,
      /1 file unreadable/,
      "fal-lint: pyproject.toml: permission denied\n",
    ],
    [
      "a FIFO",
      "pyproject.toml",
      { tree: { "pyproject.toml": { other: true } } },
      2,
      /unreadable/,
      "fal-lint: pyproject.toml: is not a regular file\n",
    ],
    [
      "a folder that cannot be listed",
      ".",
      { tree: { "pyproject.toml": good, private: { directory: "unreadable" } } },
      2,
      /2 files, 1 app/,
      "fal-lint: private: permission denied\n",
    ],
    ["another file by mistake", "setup.cfg", { tree: { "setup.cfg": "name = fal\n" } }, 1, /syntax-error/, ""],
    ["a Dockerfile that is not fal's", "Dockerfile", { tree: { Dockerfile: "FROM a\n" } }, 0, /no app is built/, ""],
    [
      "a name that could forge lines",
      "a\nerror.toml",
      {},
      2,
      /unreadable/,
      "fal-lint: a\\u000Aerror.toml: no such file or directory\n",
    ],
    [
      "unknown option",
      "--fromat json",
      here(good),
      2,
      "",
      "fal-lint: unknown option `--fromat`; did you mean --format?\nTry fal-lint --help.\n",
    ],
    ["unknown command", "complie", here(good), 2, "", /no command `complie`; did you mean compile\?/],
    ["standard input", "-", { stdin: bad }, 1, /--> pyproject\.toml:9:12 \(app server\)/, ""],
    ["standard input with a place", "--stdin-filename ./sub/x.toml -", { stdin: bad }, 1, /--> sub\/x\.toml:9:12/, ""],
    [
      "a place without standard input",
      "--stdin-filename x.toml",
      here(good),
      2,
      "",
      /--stdin-filename goes with the path -/,
    ],
    ["help", "--help", {}, 0, /^Usage: fal-lint \[OPTION\.\.\.\] \[PATH\.\.\.\]\n/, ""],
    ["help of a command", "compile -h", {}, 0, /^Usage: fal-lint compile [\s\S]*--app KEY/, ""],
    ["version", "--version", {}, 0, /^fal-lint \d+\.\d+\.\d+\n$/, ""],
    [
      "explain",
      "explain plaintext-password",
      {},
      0,
      /^# plaintext-password\n\n[\s\S]*## Bad\n[\s\S]*## Good\n[\s\S]*## Sources\n\n- <https:/,
      "",
    ],
    [
      "explain what is not there",
      "explain plaintext-pasword",
      {},
      2,
      "",
      /no rule `plaintext-pasword`; did you mean plaintext-password\?/,
    ],
    [
      "explain in json",
      "explain copy-indented --format json",
      {},
      0,
      /^\{\n {2}"id": "copy-indented",[\s\S]*"fixable": true,\n {2}"bad": \{/,
      "",
    ],
    ["explain nothing", "explain", {}, 2, "", /takes the id of one rule/],
    ["rules", "rules", {}, 0, /^plaintext-password +error +\S/m, ""],
    ["rules in json", "rules --format json", {}, 0, /"id": "plaintext-password"/, ""],
    ["rules with an operand", "rules x", {}, 2, "", /takes no operand/],
    ["schema", "schema config", {}, 0, '{"shipped":"schema/fal.schema.json"}\n', ""],
    ["schema what", "schema", {}, 2, "", /takes one of config, pyproject, fal-lint, manifest, report/],
    ["schema that is not there", "schema confg", {}, 2, "", /did you mean config\?/],
    ["schema named like a method", "schema toString", {}, 2, "", /no schema `toString`/],
    ["select", "--select expired-ecr-token", here(bad), 0, goodLine, ""],
    ["ignore", "--ignore plaintext-password,expired-ecr-token", here(bad), 0, goodLine, ""],
    ["select and ignore", "--select plaintext-password --ignore plaintext-password", here(bad), 0, goodLine, ""],
    [
      "select one of two",
      "--select unknown-key --select plaintext-password",
      here(bad),
      1,
      /\[plaintext-password\]/,
      "",
    ],
    ["select cannot hide a syntax error", "--select unknown-key", here("fal ="), 1, /syntax-error/, ""],
    ["ignore cannot either", "--ignore syntax-error", here("fal ="), 2, "", /cannot leave out syntax-error/],
    [
      "an unknown rule",
      "--ignore plaintext-passwort",
      here(bad),
      2,
      "",
      /no rule `plaintext-passwort`; did you mean plaintext-password\?/,
    ],
    ["output over an input", "--output ./pyproject.toml", here(good), 2, "", /would overwrite `pyproject\.toml`/],
    [
      "output that fails",
      "--output r.txt",
      { ...here(good), full: "no space left on the device" },
      2,
      "",
      "fal-lint: r.txt: no space left on the device\n",
    ],
    [
      "standard output that fails",
      "",
      { ...here(good), stdout: { reason: "no space left on the device" } },
      2,
      goodLine,
      /standard output: no space/,
    ],
    ["standard output that nobody reads", "", { ...here(bad), stdout: "closed" }, 1, /1 error/, ""],
  ])("%s", async (_name, command, world, code, out, err) => {
    const args = command.includes("\n") ? [command] : command.split(" ").filter(Boolean);
    const result = await run(args, world);
    expect(result.code).toBe(code);
    if (typeof out === "string") expect(result.out).toBe(out);
    else expect(result.out).toMatch(out);
    if (typeof err === "string") expect(result.err).toBe(err);
    else expect(result.err).toMatch(err);
  });
});

describe("lint", () => {
  test("a report in JSON", async () => {
    const { out } = await run("--format json pyproject.toml gone.toml sub", {
      tree: { "pyproject.toml": bad, "sub/pyproject.toml": noApps },
    });
    const report: Report = JSON.parse(out);
    expect(report.files).toEqual([
      { path: "pyproject.toml", status: "checked", apps: ["server"] },
      { path: "gone.toml", status: "unreadable", apps: [] },
      { path: "sub/pyproject.toml", status: "no-apps", apps: [] },
    ]);
    expect(report.summary).toEqual({
      files: 3,
      apps: 1,
      images: 1,
      credentials: 1,
      errors: 1,
      warnings: 0,
      infos: 0,
      suppressed: 0,
    });
    expect(report.diagnostics).toHaveLength(1);
    expect(report.diagnostics[0]).toMatchObject({ rule: "plaintext-password", file: "pyproject.toml", app: "server" });
    expect(out).not.toContain("hunter2");
  });

  test("diagnostics of several files are sorted by file, whatever the order of the operands", async () => {
    const { out } = await run("--format compact b.toml a.toml", { tree: { "a.toml": bad, "b.toml": bad } });
    expect(out.match(/^[ab]\.toml/gm)).toEqual(["a.toml", "b.toml"]);
  });

  test("files are looked for beside each pyproject.toml", async () => {
    const dockerfile = '[tool.fal.apps.a]\nexposed_port = 80\n[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\n';
    const tree = {
      "one/pyproject.toml": dockerfile,
      "two/pyproject.toml": dockerfile,
      "one/Dockerfile": "FROM python:3.12\n",
    };
    const { out, code } = await run("--format compact one two", { tree });
    expect(code).toBe(1);
    expect(out).toMatch(/^two\/pyproject\.toml:4:\d+: error dockerfile-not-found: /);
    expect(out).toContain("2 files, 2 apps, 2 images, 0 credentials: 1 error, 0 warnings");
  });

  test("--output holds the report, the closing line is still said, and colours stay out of the file", async () => {
    const { host, out, code } = await run("-o reports/r.txt", {
      ...here(bad),
      terminal: true,
      env: { FORCE_COLOR: "1" },
    });
    expect(code).toBe(1);
    expect(out).toBe(badLine);
    expect(host.written.get("reports/r.txt")).toMatch(/^error: The password[^\u001b]*1 error, 0 warnings\n$/);
  });

  test("quiet drops warnings from the list in JSON, not from the count", async () => {
    const report: Report = JSON.parse((await run("--quiet --format json", here(warning))).out);
    expect(report.diagnostics).toEqual([]);
    expect(report.summary.warnings).toBe(1);
  });

  test.each<[env: Record<string, string>, flags: string, terminal: boolean, colored: boolean]>([
    [{}, "", false, false],
    [{}, "", true, true],
    [{ NO_COLOR: "1" }, "", true, false],
    [{ NO_COLOR: "" }, "", true, true],
    [{ FORCE_COLOR: "1" }, "", false, true],
    [{ FORCE_COLOR: "0" }, "", true, false],
    [{ FORCE_COLOR: "" }, "", false, false],
    [{ NO_COLOR: "1", FORCE_COLOR: "1" }, "", true, false],
    [{ NO_COLOR: "1" }, "--color", false, true],
    [{ FORCE_COLOR: "1" }, "--no-color", true, false],
  ])("colours with %j, %j, terminal: %j", async (env, flags, terminal, colored) => {
    const { out } = await run(flags, { ...here(bad), env, terminal });
    expect(out.includes("\u001b[31merror:")).toBe(colored);
    expect(out.includes("\u001b")).toBe(colored);
  });

  test("a narrow terminal", async () => {
    const { out } = await run("", { ...here(bad), columns: 50 });
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(50);
  });
});

describe("compile", () => {
  const two = `${good}
[tool.fal.apps.worker]
exposed_port = "80"
`;

  test("prints the manifests in the order of the operands", async () => {
    const { out, err, code } = await run("compile b.toml a.toml", { tree: { "a.toml": good, "b.toml": bad } });
    expect({ err, code }).toEqual({ err: "", code: 0 });
    const document = JSON.parse(out);
    expect(document.version).toBe(1);
    expect(document.manifests.map(({ file, app }: Record<string, string>) => [file, app])).toEqual([
      ["b.toml", "server"],
      ["a.toml", "server"],
    ]);
    expect(out).toBe(`${JSON.stringify(document, null, 2)}\n`);
    expect(out).not.toContain("hunter2");
  });

  test.each<[command: string, code: number, apps: string[], err: RegExp]>([
    [
      "compile",
      1,
      ["server"],
      /^error: [\s\S]*\[wrong-type\][\s\S]*\nfal-lint: pyproject\.toml: no manifest for app `worker`\n$/,
    ],
    ["compile --app worker", 1, [], /wrong-type/],
    ["compile --app server", 0, ["server"], /^$/],
    ["compile pyproject.toml missing.toml", 2, ["server"], /missing\.toml: no such file/],
    ["compile --format json --app server", 0, ["server"], /^$/],
  ])("%s", async (command, code, apps, err) => {
    const result = await run(command, here(two));
    expect(result.code).toBe(code);
    expect(JSON.parse(result.out).manifests.map(({ app }: { app: string }) => app)).toEqual(apps);
    expect(result.err).toMatch(err);
  });

  test.each<[name: string, command: string, world: World, code: number, out: RegExp, err: RegExp]>([
    ["no such app", "compile --app sever", here(two), 2, /^$/, /there is no app `sever`; did you mean server\?/],
    [
      "an app of a file that cannot be parsed",
      "compile --app x",
      here("fal ="),
      1,
      /"manifests": \[\]/,
      /syntax-error[\s\S]*no manifests/,
    ],
    [
      "an app of a file that cannot be read",
      "compile --app x y.toml",
      {},
      2,
      /"manifests": \[\]/,
      /y\.toml: no such file/,
    ],
    [
      "no apps",
      "compile",
      here(noApps),
      0,
      /"manifests": \[\]/,
      /^pyproject\.toml: no \[tool\.fal\.apps\], nothing to compile\n$/,
    ],
    ["apps that are no table", "compile", here("[tool.fal]\napps = 3\n"), 1, /"manifests": \[\]/, /no manifests/],
    ["a flag of lint", "compile --quiet", here(good), 2, /^$/, /--quiet is for lint, not for compile/],
    ["a format of lint", "compile --format pretty", here(good), 2, /^$/, /--format knows no `pretty`, but json/],
    ["output", "compile -o m.json", here(good), 0, /^$/, /^$/],
    ["output over an input", "compile -o pyproject.toml", here(good), 2, /^$/, /would overwrite/],
  ])("%s", async (_name, command, world, code, out, err) => {
    const result = await run(command, world);
    expect(result.code).toBe(code);
    expect(result.out).toMatch(out);
    expect(result.err).toMatch(err);
  });
});

test.each([
  ["report", "--format json . sub.toml gone.toml"],
  ["manifest", "compile"],
])("JSON keeps to schema/%s.schema.json", async (name, command) => {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), "utf8")),
  );
  const { out } = await run(command, {
    tree: { "pyproject.toml": `${bad}image.entrypoint = 3\n`, "sub.toml": "x =", "a/pyproject.toml": warning },
  });
  validate(JSON.parse(out));
  expect(validate.errors).toBe(null);
  validate({});
  expect(validate.errors).not.toBe(null);
});

describe("a bug", () => {
  test("says where, and nothing of what was read", async () => {
    const secret = "hunter2\n    at x (/secret.ts:1:1)";
    const { code, out, err } = await run("", {
      ...here(good),
      overrides: {
        files: () => {
          throw new TypeError(`Unexpected value ${secret}`);
        },
      },
    });
    expect(code).toBe(4);
    expect(out).toBe("");
    expect(err).toMatch(
      /^fal-lint: this is a bug in fal-lint [\d.]+ \(TypeError\)\.[^\n]*\n( {4}at [\w-]+\.[jt]s:\d+:\d+\n)+Please report /,
    );
    expect(err).toContain("lint.ts");
    expect(err).not.toMatch(/hunter2|secret/);
  });

  test.each([
    ["a string", "hunter2", "string"],
    ["null", null, "object"],
    ["an error without a stack", Object.assign(new Error("hunter2"), { stack: undefined }), "Error"],
    [
      "an error whose message has changed",
      Object.assign(new Error("hunter2\n at (/hunter2.ts:1:1)"), { message: "x" }),
      "Error",
    ],
  ])("thrown as %s", async (_name, thrown, name) => {
    const now = vi.fn(() => {
      throw thrown;
    });
    const { code, err } = await run("", { ...here(good), overrides: { now } });
    expect(now).toHaveBeenCalledOnce();
    expect(code).toBe(4);
    expect(err).toContain(`(${name})`);
    expect(err).not.toContain("hunter2");
  });

  test("while a report is written to a file", async () => {
    const { code, out } = await run("-o r.txt", {
      ...here(bad),
      overrides: {
        replace: async (_path, pieces) => {
          for (const _ of pieces) throw new RangeError("hunter2");
          return null;
        },
      },
    });
    expect(code).toBe(4);
    expect(out).toBe("");
  });
});
