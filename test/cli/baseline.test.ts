import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import type { MemoryEntry } from "../memory-files.ts";
import { type FakeHost, fakeHost, type World } from "./fake-host.ts";

const app = (image: string) => `[tool.fal.apps.server]\nexposed_port = 8000\nimage.image = "${image}"\n`;
const latest = app("ghcr.io/me/server:latest");
const pinned = app("ghcr.io/me/server:1.2.0");
const password = `${pinned}image.registries."ghcr.io" = { username = "me", password = "hunter2" }\n`;

async function run(command: string, world: World | FakeHost = {}) {
  const host = "written" in world ? world : fakeHost(world);
  const [out, err] = [host.out().length, host.err().length];
  const code = await main(command.split(" ").filter(Boolean), host);
  return { code, out: host.out().slice(out), err: host.err().slice(err), host };
}

const here = (text: string, more: Readonly<Record<string, MemoryEntry>> = {}): World => ({
  tree: { "pyproject.toml": text, ...more },
});

/** A world in which the baseline of `text` stands, and then `then`. */
async function baselined(text: string, then: string, more: Readonly<Record<string, MemoryEntry>> = {}): Promise<World> {
  const { host } = await run("--baseline b.json --update-baseline", here(text, more));
  return here(then, { ...more, "b.json": host.written.get("b.json") ?? "" });
}

describe("--update-baseline", () => {
  test("creates the file, says so, and nothing is left", async () => {
    const { code, out, err, host } = await run("--baseline b.json --update-baseline --max-warnings 0", here(latest));
    expect({ code, out, err }).toEqual({
      code: 0,
      out: "1 app, 1 image, 0 credentials: 0 errors, 0 warnings, 1 suppressed\n",
      err: "fal-lint: b.json: 1 finding known, 1 new, 0 gone\n",
    });
    expect(await run("--baseline b.json --max-warnings 0", host)).toMatchObject({ code: 0, err: "" });
    expect((await run("--max-warnings 0", host)).code).toBe(1);
  });

  test("renews it", async () => {
    const { err, host } = await run("--baseline b.json --update-baseline", await baselined(latest, pinned));
    expect(err).toBe("fal-lint: b.json: 0 findings known, 0 new, 1 gone\n");
    expect(JSON.parse(host.written.get("b.json") ?? "")).toMatchObject({ version: 1, findings: [] });
  });

  test("accepts no live credential, and says so", async () => {
    const { code, out, err, host } = await run("--baseline b.json --update-baseline", here(password));
    expect(code).toBe(1);
    expect(out).toMatch(/plaintext-password[\s\S]*1 error, 0 warnings\n$/);
    expect(err).toBe(
      "fal-lint: b.json: 0 findings known, 0 new, 0 gone\nfal-lint: b.json: 1 finding not accepted: a credential that may still work never is\n",
    );
    expect(host.written.get("b.json")).not.toContain("hunter2");
  });

  test("nor what keeps something from being checked", async () => {
    const { code, err } = await run("--baseline b.json --update-baseline", here("fal ="));
    expect({ code, err }).toEqual({
      code: 1,
      err: "fal-lint: b.json: 0 findings known, 0 new, 0 gone\nfal-lint: b.json: 1 finding not accepted: what keeps something from being checked never is\n",
    });
  });

  test("writes it whole or not at all", async () => {
    const { code, err, host } = await run("--baseline b.json --update-baseline", {
      ...here(latest),
      full: "no space left",
    });
    expect({ code, err }).toEqual({ code: 2, err: "fal-lint: b.json: no space left\n" });
    expect(host.written.size).toBe(0);
  });

  test.each<[name: string, command: string, world: World, err: RegExp]>([
    ["without --baseline", "--update-baseline", here(latest), /goes with --baseline FILE/],
    ["over an input", "--baseline pyproject.toml --update-baseline", here(latest), /would overwrite `pyproject\.toml`/],
    ["over the output", "--baseline b.json --update-baseline -o ./b.json", here(latest), /would overwrite `b\.json`/],
    [
      "over what is no baseline",
      "--baseline b.json --update-baseline",
      here(latest, { "b.json": "hunter2" }),
      /`b\.json`: it is not JSON/,
    ],
    [
      "of standard input",
      "- --baseline b.json --update-baseline",
      { stdin: latest },
      /takes files, not standard input/,
    ],
    ["in a dry run", "--baseline b.json --update-baseline --fix-dry-run", here(latest), /--fix-dry-run writes nothing/],
    ["for another command", "compile --update-baseline", here(latest), /--update-baseline is for lint/],
    [
      "of a file that cannot be read",
      "pyproject.toml gone.toml --baseline b.json --update-baseline",
      here(latest),
      /b\.json: left as it is, since gone\.toml/,
    ],
    [
      "under bad configuration",
      "--baseline b.json --update-baseline",
      here(`[tool.fal-lint]\nx = 1\n${latest}`),
      /left as it is, since pyproject\.toml/,
    ],
  ])("is refused %s", async (_name, command, world, err) => {
    const result = await run(command, world);
    expect(result.code).toBe(2);
    expect(result.err).toMatch(err);
    expect(result.err).not.toContain("hunter2");
    expect(result.host.written.size).toBe(0);
  });

  test("keeps the entries of projects that were not checked, and drops those of projects that are gone", async () => {
    const tree = { "a/pyproject.toml": latest, "b/pyproject.toml": latest, "c/pyproject.toml": latest };
    const first = await run(". --baseline b.json --update-baseline", { tree });
    const files = {
      "a/pyproject.toml": pinned,
      "b/pyproject.toml": pinned,
      "b.json": first.host.written.get("b.json") ?? "",
    };
    const { err, host } = await run("a --baseline b.json --update-baseline", { tree: files });
    expect(err).toBe("fal-lint: b.json: 1 finding known, 0 new, 2 gone\n");
    const { findings } = JSON.parse(host.written.get("b.json") ?? "");
    expect(findings.map(({ file }: { file: string }) => file)).toEqual(["b/pyproject.toml"]);
  });

  test("after --fix, so that what is mended is not accepted", async () => {
    const text = latest.replace("exposed_port", "no_scale = true\nexposed_port");
    const { host } = await run("--fix --baseline b.json --update-baseline", here(text));
    const { findings } = JSON.parse(host.written.get("b.json") ?? "");
    expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual(["unpinned-image"]);
  });
});

describe("--baseline", () => {
  test.each<[name: string, world: Promise<World>, code: number, out: RegExp]>([
    ["what is known", baselined(latest, latest), 0, /^1 app[^\n]*0 errors, 0 warnings, 1 suppressed\n$/],
    [
      "what is new",
      baselined(latest, password.replace("1.2.0", "latest")),
      1,
      /^error: [\s\S]* 1 error, 0 warnings, 1 suppressed\n$/,
    ],
    [
      "what is stale",
      baselined(latest, pinned),
      0,
      /^warning: No finding is left[\s\S]*--> b\.json:5:5[\s\S]*1 warning\n$/,
    ],
  ])("%s", async (_name, world, code, out) => {
    const result = await run("--baseline b.json", await world);
    expect(result.code).toBe(code);
    expect(result.out).toMatch(out);
  });

  test("from another folder it is the same", async () => {
    const tree = { "sub/pyproject.toml": latest, "sub/Dockerfile": "" };
    const { host } = await run("sub --baseline sub/b.json --update-baseline", { tree });
    const { findings } = JSON.parse(host.written.get("sub/b.json") ?? "");
    expect(findings[0].file).toBe("pyproject.toml");
    const up = await run("sub/pyproject.toml --baseline other/b.json --update-baseline", { tree });
    expect(JSON.parse(up.host.written.get("other/b.json") ?? "").findings[0].file).toBe("../sub/pyproject.toml");
    expect((await run("sub --baseline other/b.json", up.host)).out).toMatch(/1 suppressed/);
  });

  test("from below, the names between are found out", async () => {
    const world: World = { ...here(latest), overrides: { realPath: (path) => `/home/user/project/${path}` } };
    const { host } = await run("--baseline ../b.json --update-baseline", world);
    expect(JSON.parse(host.written.get("../b.json") ?? "").findings[0].file).toBe("project/pyproject.toml");
    const text = host.written.get("../b.json") ?? "";
    const above = { "project/pyproject.toml": latest, "b.json": text };
    expect((await run("project --baseline b.json", { tree: above })).out).toMatch(/0 warnings, 1 suppressed\n$/);
    expect((await run("--baseline ../b.json", here(latest, { "../b.json": text }))).out).toMatch(
      /0 warnings, 1 suppressed\n$/,
    );
  });

  test("a finding in a Dockerfile names its project", async () => {
    const text = '[tool.fal.apps.a]\nexposed_port = 8000\nimage.dockerfile = "Dockerfile"\n';
    const tree = { "x/pyproject.toml": text, "x/Dockerfile": "FROM python:latest\n" };
    const { host } = await run("x --baseline b.json --update-baseline", { tree });
    expect(JSON.parse(host.written.get("b.json") ?? "").findings).toEqual([
      {
        file: "x/Dockerfile",
        project: "x/pyproject.toml",
        rule: "unpinned-image",
        app: "a",
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        since: "2026-01-15",
      },
    ]);
  });

  test("an entry of a project that is gone is stale, one of a project that is not checked is not", async () => {
    const tree = { "a/pyproject.toml": latest, "b/pyproject.toml": latest, "c/pyproject.toml": pinned };
    const first = await run(". --baseline b.json --update-baseline", { tree });
    const files = {
      "b/pyproject.toml": pinned,
      "c/pyproject.toml": pinned,
      "b.json": first.host.written.get("b.json") ?? "",
    };
    const { code, out } = await run("c --baseline b.json --format compact --max-warnings 0", { tree: files });
    expect(out).toMatch(
      /^b\.json:5:5: warning stale-baseline: [^\n]*`a\/pyproject\.toml`[^\n]*\n1 app[^\n]*0 errors, 1 warning\n$/,
    );
    expect(code).toBe(1);
  });

  test.each<[name: string, command: string, world: World, err: RegExp]>([
    ["that is not there", "--baseline b.json", here(latest), /`b\.json`: no such file; --update-baseline creates it/],
    [
      "that cannot be read",
      "--baseline b.json",
      here(latest, { "b.json": { unreadable: "permission denied" } }),
      /permission denied/,
    ],
    ["that is not UTF-8", "--baseline b.json", here(latest, { "b.json": "latin1:é" }), /it is not UTF-8/],
    ["that is something else", "--baseline b.json", here(latest, { "b.json": "{}" }), /it is no baseline of fal-lint/],
    ["of another command", "credentials --baseline b.json", here(latest), /--baseline is for lint/],
  ])("%s", async (_name, command, world, err) => {
    const { code, err: said } = await run(command, world);
    expect(code).toBe(2);
    expect(said).toMatch(err);
  });
});
