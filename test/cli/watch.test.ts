import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { type FakeHost, fakeHost, type World } from "./fake-host.ts";

const image = (tag: string) => `[tool.fal.apps.a]\nexposed_port = 80\nimage.image = "ghcr.io/my-org/app:${tag}"\n`;
const built = '[tool.fal.apps.a]\nexposed_port = 80\nimage.dockerfile = "Dockerfile"\n';
const waiting = "fal-lint: watching for changes; Ctrl-C ends it\n";

/** Until the command waits and nothing more happens, or ends by itself. */
async function watch(world: World, args: readonly string[] = []): Promise<{ host: FakeHost; code: number | null }> {
  const host = fakeHost(world);
  const code = await Promise.race([main(["--watch", ...args], host), host.idle.then(() => null)]);
  return { host, code };
}

/** The changes that were told. */
function told(host: FakeHost): string[] {
  return Array.from(host.err().matchAll(/^fal-lint: (.*) has changed$/gm), ([, path]) => path ?? "");
}

/** The closing line of each run. */
function verdicts(host: FakeHost): string[] {
  return Array.from(host.out().matchAll(/: (\d+ errors?, \d+ warnings?)/g), ([, verdict]) => verdict ?? "");
}

describe("--watch", () => {
  test("checks again what has changed, and goes on", async () => {
    const { host, code } = await watch({
      tree: { "pyproject.toml": image("latest") },
      changes: [
        { "pyproject.toml": image("1.0") },
        { "pyproject.toml": `${image("1.0")}=` },
        { "pyproject.toml": image("2.0") },
      ],
    });
    expect(code).toBe(null);
    expect(verdicts(host)).toEqual([
      "0 errors, 1 warning",
      "0 errors, 0 warnings",
      "1 error, 0 warnings",
      "0 errors, 0 warnings",
    ]);
    const again = `fal-lint: pyproject.toml has changed\n${waiting}`;
    expect(host.err()).toBe(waiting + again.repeat(3));
  });

  test("stays silent if all is as before", async () => {
    const { host } = await watch({
      tree: {
        "pyproject.toml": built,
        Dockerfile: "FROM python:3.12\nCOPY src /app\n",
        "src/a.py": "",
        "notes.txt": "",
      },
      changes: [
        { "pyproject.toml": built },
        // Not a part of the project.
        { "notes.txt": "more" },
        { "other/pyproject.toml": image("latest") },
        // The size is the same, and what is in it does not matter.
        { "src/a.py": { size: 0 } },
      ],
    });
    expect(host.err()).toBe(waiting);
    expect(verdicts(host)).toHaveLength(1);
  });

  const context = { "pyproject.toml": built, Dockerfile: "FROM python:3.12\nCOPY src /app\n", "src/a.py": "" };
  test.each<
    [
      what: string,
      tree: NonNullable<World["tree"]>,
      args: string[],
      change: NonNullable<World["changes"]>[number],
      path: string,
    ]
  >(
    [
      ["a Dockerfile", context, [], { Dockerfile: "FROM python:3.13\n" }, "Dockerfile"],
      ["a Dockerfile that goes", context, [], { Dockerfile: null }, "Dockerfile"],
      ["a Dockerfile that comes", { "pyproject.toml": built }, [], { Dockerfile: "FROM python:3.12\n" }, "Dockerfile"],
      ["a .dockerignore that comes", context, [], { ".dockerignore": "src\n" }, ".dockerignore"],
      ["a file that would be sent", context, [], { "src/b.py": "" }, "src"],
      ["a folder that would be sent", context, [], { "src/b/c.py": "" }, "src"],
      ["a file in a folder further down", { ...context, "src/b/c.py": "" }, [], { "src/b/d.py": "" }, "src/b"],
      ["the size of what is sent", context, [], { "src/a.py": { size: 2 ** 31 } }, "src/a.py"],
      [
        "a source that is not there",
        { ...context, "src/a.py": { other: true } },
        [],
        { "src/a.py": null, "src/x": "" },
        "src",
      ],
      [
        "the file of a ref",
        { "pyproject.toml": '[tool.fal.apps.a]\nref = "app.py::A"\nauth = "public"\n' },
        [],
        { "app.py": "import fal\nclass A(fal.App):\n    pass\n" },
        "app.py",
      ],
      [
        "a list of secrets",
        { ...context, "s.json": '{"secrets":[]}' },
        ["--secrets", "s.json"],
        { "s.json": '{"secrets": [] }' },
        "s.json",
      ],
      ["an env file", { ...context, ".env": "" }, ["--env-file", ".env"], { ".env": "A=1\n" }, ".env"],
      ["a pyproject.toml in a folder", { "a/pyproject.toml": "" }, ["."], { "b/c/pyproject.toml": "" }, "this folder"],
      ["the first one in a folder", { "a/x": "" }, ["a"], { "a/pyproject.toml": "" }, "a"],
      ["a nearer one", { "../pyproject.toml": "" }, [], { "pyproject.toml": "" }, "pyproject.toml"],
      ["a path that does not exist", {}, ["a/pyproject.toml"], { "a/pyproject.toml": "" }, "a/pyproject.toml"],
    ].filter(([, , , , path]) => path !== "") as never,
  )("sees %s", async (_what, tree, args, change, path) => {
    const { host } = await watch({ tree, changes: [change] }, args);
    expect(told(host)).toEqual([path]);
  });

  test("sees a baseline", async () => {
    const tree = { "pyproject.toml": image("latest") };
    const first = fakeHost({ tree });
    expect(await main(["--baseline", "b.json", "--update-baseline"], first)).toBe(0);
    const baseline = first.written.get("b.json") ?? "";
    const changes = [{ "b.json": baseline.replace(/"findings": \[[\s\S]*\]/, '"findings": []') }];
    const { host } = await watch({ tree: { ...tree, "b.json": baseline }, changes }, ["--baseline", "b.json"]);
    expect(told(host)).toEqual(["b.json"]);
    expect(verdicts(host)).toEqual(["0 errors, 0 warnings", "0 errors, 1 warning"]);
  });

  test("looks for no file any more that nothing names any more", async () => {
    const { host } = await watch({
      tree: { "pyproject.toml": built, Dockerfile: "FROM python:3.12\n" },
      changes: [{ "pyproject.toml": image("1.0") }, { Dockerfile: null }],
    });
    expect(told(host)).toEqual(["pyproject.toml"]);
  });

  test("is not woken by its own fixes, and makes them each time", async () => {
    const tree = {
      "pyproject.toml": built,
      Dockerfile: "FROM python:3.12\n  COPY src /app\n",
      "src/a.py": "",
    };
    const { host } = await watch({ tree, changes: [{ Dockerfile: "FROM python:3.13\n  COPY src /app\n" }] }, ["--fix"]);
    expect(told(host)).toEqual(["Dockerfile"]);
    expect(host.err().match(/made 1 fix in 1 file/g)).toHaveLength(2);
    expect(verdicts(host)).toEqual(["0 errors, 0 warnings", "0 errors, 0 warnings"]);
    expect(host.written.get("Dockerfile")).toBe("FROM python:3.13\nCOPY src /app\n");
  });

  test("writes --output each time, and comes to rest also if that would be sent itself", async () => {
    const tree = { "pyproject.toml": built, Dockerfile: "FROM python:3.12\nCOPY . /app\n" };
    const changes = [{ Dockerfile: "FROM python:latest\nCOPY . /app\n" }];
    const { host } = await watch({ tree, changes }, ["--output", "report.txt"]);
    expect(told(host)).toEqual(["this folder", "Dockerfile", "report.txt"]);
    expect(host.written.get("report.txt")).toMatch(/1 warning\n$/);
  });

  test("reads standard input once", async () => {
    let reads = 0;
    const { host } = await watch(
      {
        tree: { "pyproject.toml": image("1.0") },
        changes: [{ "pyproject.toml": image("2.0") }],
        overrides: {
          readStdin() {
            reads++;
            return Buffer.from('{"secrets": []}');
          },
        },
      },
      ["--secrets", "-"],
    );
    expect(verdicts(host)).toHaveLength(2);
    expect(reads).toBe(1);
  });

  test("waits for what cannot be read to be mended, unless that was so from the start", async () => {
    const tree = { "pyproject.toml": image("1.0"), ".env": "A=1\n" };
    const args = ["--env-file", ".env"];
    const { host } = await watch({ tree, changes: [{ ".env": "A" }, { ".env": "A=2\n" }] }, args);
    expect(told(host)).toEqual([".env", ".env"]);
    expect(host.err()).toMatch(/^fal-lint: --env-file `\.env`: line 1 is not NAME=VALUE\nfal-lint: watching/m);
    expect(verdicts(host)).toHaveLength(2);
    expect((await watch({ tree: { ...tree, ".env": "A" } }, args)).code).toBe(2);
  });

  test("waits for a pyproject.toml to come", async () => {
    const { host, code } = await watch({ changes: [{ "pyproject.toml": image("1.0") }] });
    expect(code).toBe(null);
    expect(host.err()).toMatch(/^fal-lint: no pyproject\.toml in this folder or above it\nfal-lint: watching/);
    expect(verdicts(host)).toEqual(["0 errors, 0 warnings"]);
  });

  test("clears the screen of a terminal only", async () => {
    const world = { tree: { "pyproject.toml": image("1.0") }, changes: [{ "pyproject.toml": image("2.0") }] };
    expect((await watch(world)).host.out()).not.toContain("\u001b");
    const onTerminal = (await watch({ ...world, terminal: true }, ["--no-color"])).host.out();
    expect(onTerminal.split("\u001b[2J\u001b[H")).toHaveLength(3);
    expect(onTerminal).toMatch(/^\u001b\[2J\u001b\[H\S/);
  });

  test("ends with the code of the last run if nobody reads it", async () => {
    const tree = { "pyproject.toml": "[tool.fal.apps.a]\n" };
    expect((await watch({ tree, stdout: "closed" })).code).toBe(1);
  });

  test("a bug ends it", async () => {
    const { host, code } = await watch({
      tree: { "pyproject.toml": image("1.0") },
      overrides: {
        now: () => {
          throw new TypeError("secret");
        },
      },
    });
    expect(code).toBe(4);
    expect(host.err()).not.toContain("secret");
  });

  test.each([
    [["-"], "--watch takes files, not standard input"],
    [["--baseline", "b.json", "--update-baseline"], "--watch would accept every new finding"],
    [["compile"], "--watch is for lint, not for compile"],
    [["--max-warnings", "x"], "--max-warnings takes a whole number"],
  ])("refuses %j", async (args, message) => {
    const { host, code } = await watch({ tree: { "pyproject.toml": image("1.0") } }, args);
    expect(code).toBe(2);
    expect(host.err()).toContain(message);
    expect(host.out()).toBe("");
  });
});
