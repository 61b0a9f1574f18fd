// What `[tool.fal-lint]` and comments do to the command.
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import type { Report } from "../../src/report/types.ts";
import { fakeHost, type World } from "./fake-host.ts";

const app = '[tool.fal.apps.server]\nexposed_port = 8000\nimage.image = "ghcr.io/me/server:latest"\n';
const comment = '# fal-lint: allow unpinned-image reason="no versions"\n';
const suppressed = app.replace("image.image", `${comment}image.image`);

async function run(command: string, tree: World["tree"]) {
  const host = fakeHost({ tree: tree ?? {} });
  return { code: await main(command.split(" ").filter(Boolean), host), out: host.out(), err: host.err(), host };
}

describe("[tool.fal-lint]", () => {
  const table = (lines: string) => ({ "pyproject.toml": `[tool.fal-lint]\n${lines}\n${app}` });

  test.each<[name: string, command: string, lines: string, code: number, out: RegExp]>([
    ["severity", "", 'severity = { unpinned-image = "error" }', 1, /^error: [\s\S]*1 error, 0 warnings\n$/],
    ["ignore", "", 'ignore = ["unpinned-image"]', 0, /^1 app[^\n]*0 warnings\n$/],
    ["--select above ignore", "--select unpinned-image", 'ignore = ["unpinned-image"]', 0, /1 warning\n$/],
    [
      "--ignore beside severity",
      "--ignore unpinned-image",
      'severity = { unpinned-image = "error" }',
      0,
      /0 warnings\n$/,
    ],
    [
      "bad",
      "",
      'ignore = ["unpinned-imgae"]',
      2,
      /^error: There is no rule `unpinned-imgae`\. \[bad-configuration\]\n --> pyproject\.toml:2:11\n[\s\S]* ignore = \["unpinned-imgae"\]\n[\s\S]*1 error, 1 warning\n$/,
    ],
    ["bad, whatever is selected", "--select unknown-key", "x = 1", 2, /bad-configuration/],
    ["bad, in JSON", "--format json", "x = 1", 2, /"status": "bad-configuration"/],
  ])("%s", async (_name, command, lines, code, out) => {
    const result = await run(command, table(lines));
    expect(result.out).toMatch(out);
    expect(result.code).toBe(code);
  });

  test("of each file is its own", async () => {
    const { code, out } = await run("a b --format compact", {
      "a/pyproject.toml": table('severity = { unpinned-image = "error" }')["pyproject.toml"],
      "b/pyproject.toml": app,
    });
    expect(out).toMatch(
      /^a\/pyproject\.toml:\d+:\d+: error unpinned-image[^\n]*\nb\/pyproject\.toml:\d+:\d+: warning unpinned-image/,
    );
    expect(code).toBe(1);
  });

  test("a value that holds a token is not shown", async () => {
    const token = ["00000000-1111-4222-8333-444444444444", "0123456789abcdef0123456789abcdef"].join(":");
    expect((await run("", table(`ignore = ["${token}"]`))).out).not.toContain(token.slice(10));
    expect((await run("", table(`"${token}" = 1`))).out).not.toContain(`\`${token}`);
  });
});

describe("exclude", () => {
  const tree = (exclude: string) => ({
    "pyproject.toml": `[tool.fal-lint]\nexclude = ${exclude}\n`,
    "examples/pyproject.toml": app,
    "services/pyproject.toml": '[tool.fal-lint]\nexclude = ["old"]\n',
    "services/old/pyproject.toml": app,
    "services/new/pyproject.toml": app,
    "old/pyproject.toml": app,
  });
  const files = async (command: string, exclude: string) => {
    const report: Report = JSON.parse((await run(`${command} --format json`, tree(exclude))).out);
    return report.files.map(({ path }) => path.replace("pyproject.toml", ""));
  };

  test.each<[command: string, exclude: string, expected: string[]]>([
    [".", "[]", ["examples/", "old/", "", "services/new/", "services/"]],
    [".", '["examples", "old/"]', ["", "services/new/", "services/"]],
    [".", '["services/*"]', ["examples/", "old/", ""]],
    [".", '["services"]', ["examples/", "old/", ""]],
    [".", '["pyproject.toml"]', ["examples/", "old/", "services/new/", "services/"]],
    [".", '["**/new"]', ["examples/", "old/", "", "services/"]],
    ["services", '["services"]', ["services/new/", "services/"]],
    ["services/old", "[]", ["services/old/"]],
    ["services/old/pyproject.toml examples", '["examples"]', ["services/old/", "examples/"]],
  ])("fal-lint %s, with exclude = %s", async (command, exclude, expected) => {
    expect(await files(command, exclude)).toEqual(expected);
  });

  test("counts for other commands too", async () => {
    const { out } = await run("compile .", tree('["examples", "old", "services"]'));
    expect(JSON.parse(out).manifests).toEqual([]);
  });

  test("may leave nothing", async () => {
    const { code, err } = await run(".", { "pyproject.toml": '[tool.fal-lint]\nexclude = ["*"]\n' });
    expect({ code, err }).toEqual({ code: 3, err: "fal-lint: no pyproject.toml in `.`\n" });
  });
});

describe("comments", () => {
  test.each<[command: string, code: number, out: RegExp]>([
    ["--max-warnings 0", 0, /^1 app[^\n]*0 warnings, 1 suppressed\n$/],
    ["--max-warnings 0 --no-suppressions", 1, /^warning: [\s\S]*1 warning\n$/],
    ["--format json", 0, /"suppressed": 1/],
  ])("%s", async (command, code, out) => {
    const result = await run(command, { "pyproject.toml": suppressed });
    expect(result.out).toMatch(out);
    expect(result.code).toBe(code);
  });

  test("keep --fix away, unless there is --no-suppressions", async () => {
    const text = `[tool.fal.apps.server]\n${'# fal-lint: allow deprecated-key reason="x"\n'}no_scale = true\nexposed_port = 8000\nimage.image = "ghcr.io/me/server:1.0"\n`;
    expect((await run("--fix", { "pyproject.toml": text })).host.written.size).toBe(0);
    expect((await run("--fix --no-suppressions", { "pyproject.toml": text })).host.written.size).toBe(1);
  });
});
