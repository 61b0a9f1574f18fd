// Several reports of one run, each where it belongs.
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { options } from "../../src/cli/options.ts";
import { formats } from "../../src/report/index.ts";
import { type FakeHost, fakeHost, type World } from "./fake-host.ts";

const app = (line: string) => `[tool.fal.apps.server]\nexposed_port = 8000\n${line}\n`;
const bad = app('image.image = "my-org/Router"');
const latest = app('image.image = "my-org/router"');
const good = app('image.image = "my-org/router:1.2"');
const closing = "1 app, 1 image, 0 credentials: 1 error, 0 warnings\n";

async function run(args: string, world: World = {}): Promise<FakeHost & { readonly code: number }> {
  const host = fakeHost({ tree: { "pyproject.toml": bad }, ...world });
  return { ...host, code: await main(args.split(" ").filter(Boolean), host) };
}

test("the option table names every format", () => {
  expect(options.find(({ name }) => name === "format")?.choices?.lint).toEqual(Object.keys(formats));
});

describe("a format", () => {
  test.each(Object.keys(formats))(
    "%s goes to standard output, to --output or to its own file, the same",
    async (format) => {
      const direct = await run(`--format ${format}`);
      const output = await run(`--format ${format} --output a.txt`);
      const own = await run(`--format ${format}=a.txt`);
      expect(direct.out()).not.toBe("");
      expect(output.written.get("a.txt")).toBe(direct.out());
      expect(own.written.get("a.txt")).toBe(direct.out());
      expect([output.out(), own.out()]).toEqual([closing, closing]);
    },
  );

  test.each(Object.keys(formats))("%s leaves the exit code as it is", async (format) => {
    const codes: number[] = [];
    for (const text of [good, latest, bad]) {
      codes.push((await run(`--format ${format}`, { tree: { "pyproject.toml": text } })).code);
    }
    expect(codes).toEqual([0, 0, 1]);
    const strict = await run(`--format ${format} --max-warnings 0`, { tree: { "pyproject.toml": latest } });
    expect(strict.code).toBe(1);
    expect((await run(`--format ${format} none.toml`)).code).toBe(2);
    expect((await run(`--format ${format}`, { tree: {} })).code).toBe(3);
  });

  test.each(Object.keys(formats))("%s with --quiet tells errors only, and counts all", async (format) => {
    const tree = {
      "pyproject.toml": `${bad}[tool.fal.apps.b]\nexposed_port = 80\nimage.image = "b"\n`,
      "no/pyproject.toml": "",
    };
    const loud = (await run(`. --format ${format}`, { tree })).out();
    const quiet = (await run(`. --format ${format} --quiet`, { tree })).out();
    const findings = (text: string) =>
      text
        .split(/"rules":\[.*|"rule":|"ruleId":/)
        .join("")
        .match(/unpinned-image|image-reference/g);
    expect(new Set(findings(loud.replace(/^"tool".*$/m, "")))).toEqual(new Set(["unpinned-image", "image-reference"]));
    expect(new Set(findings(quiet.replace(/^"tool".*$/m, "")))).toEqual(new Set(["image-reference"]));
    expect(quiet).not.toContain("nothing to check");
    if (["pretty", "compact", "github"].includes(format)) expect(quiet).toMatch(/1 error, [12] warnings?\n$/);
  });

  test.each(["pretty", "compact", "json", "junit"])("%s of a clean file", async (format) => {
    const { code, out } = await run(`--format ${format}`, { tree: { "pyproject.toml": good } });
    expect(code).toBe(0);
    expect(out()).toContain(format === "json" ? '"errors": 0' : format === "junit" ? 'failures="0"' : "0 errors");
  });
});

describe("several formats", () => {
  test("one to standard output, the others to files", async () => {
    const { code, out, written } = await run(
      "--format compact --format json=a/r.json --format sarif=r.sarif --format junit=r.xml",
    );
    expect(code).toBe(1);
    expect(out()).toBe((await run("--format compact")).out());
    expect([...written.keys()].sort()).toEqual(["a/r.json", "r.sarif", "r.xml"]);
    expect(JSON.parse(written.get("a/r.json") ?? "").summary.errors).toBe(1);
    expect(JSON.parse(written.get("r.sarif") ?? "").version).toBe("2.1.0");
    expect(written.get("r.xml")).toMatch(/^<\?xml /);
  });

  test("the one without a file goes to --output", async () => {
    const { out, written } = await run("--output a.txt --format json=b.json --format compact");
    expect(out()).toBe(closing);
    expect(written.get("a.txt")).toMatch(/^pyproject\.toml:3:/);
    expect(JSON.parse(written.get("b.json") ?? "").version).toBe(1);
  });

  test("one format twice", async () => {
    const { written } = await run("--format json=a.json --format json=b.json");
    expect(written.get("a.json")).toBe(written.get("b.json"));
  });

  test("a clean file too", async () => {
    const { out, written } = await run("--format pretty --format json=a.json", { tree: { "pyproject.toml": good } });
    expect(out()).toMatch(/0 errors, 0 warnings\n$/);
    expect(JSON.parse(written.get("a.json") ?? "").diagnostics).toEqual([]);
  });

  test("one that cannot be written is told, and the others are written", async () => {
    const host = fakeHost({ tree: { "pyproject.toml": bad } });
    const replace: typeof host.replace = async (path, pieces) =>
      path === "full.xml" ? { reason: "no space left on the device" } : host.replace(path, pieces);
    const code = await main(["--format", "junit=full.xml", "--format", "json=a.json", "--format", "compact"], {
      ...host,
      replace,
    });
    expect(code).toBe(2);
    expect(host.err()).toBe("fal-lint: full.xml: no space left on the device\n");
    expect([...host.written.keys()]).toEqual(["a.json"]);
    expect(host.out()).toMatch(/^pyproject\.toml:3:/);
  });

  test.each<[args: string, problem: string]>([
    ["--format json --format compact", "only one --format can do without a file: write --format json=FILE"],
    ["--format json --format json", "only one --format can do without a file"],
    ["--format json=a --output b", "--output is the file of a --format without one, and there is none"],
    ["--format json=a --format sarif=a", "two reports cannot be written to `a`"],
    ["--format json=a --format sarif=./x/../a", "two reports cannot be written to `a`"],
    ["--format json=a --format sarif --output a", "two reports cannot be written to `a`"],
    ["--format json=real/a --format sarif=link/a", "two reports cannot be written to `link/a`"],
    ["--format json=pyproject.toml", "a report would overwrite `pyproject.toml`, which is to be read"],
    ["--format json=alias.toml", "a report would overwrite `alias.toml`, which is to be read"],
    ["--output pyproject.toml", "a report would overwrite `pyproject.toml`, which is to be read"],
    ["--env-file .env --format json=.env", "a report would overwrite `.env`, which is to be read"],
    ["--secrets s.json --output s.json", "a report would overwrite `s.json`, which is to be read"],
    [
      "--baseline b.json --update-baseline --format json=b.json",
      "a report would overwrite `b.json`, which is to be read",
    ],
    ["--fix-dry-run --format json=a", "--fix-dry-run prints a diff, whatever the --format"],
  ])("%s is refused", async (args, problem) => {
    const tree = {
      "pyproject.toml": bad,
      "alias.toml": { link: "pyproject.toml" },
      "real/x": "",
      link: { link: "real" },
      ".env": "A=1\n",
      "s.json": `{"secrets":[]}`,
    };
    const { code, err, written } = await run(args, { tree });
    expect(err()).toContain(problem);
    expect(code).toBe(2);
    expect(written.size).toBe(0);
  });
});

describe("suppressed findings", () => {
  const tree = {
    "pyproject.toml": latest.replace("image.image", '# fal-lint: allow unpinned-image reason="vendor"\nimage.image'),
  };

  test("are told by SARIF alone", async () => {
    for (const format of Object.keys(formats)) {
      const { out, code } = await run(`--format ${format}`, { tree });
      const isTold = out()
        .replace(/^"tool".*$/m, "")
        .includes("unpinned-image");
      expect([format, code, isTold]).toEqual([format, 0, format === "sarif"]);
    }
  });

  test("with a justification", async () => {
    const { results } = JSON.parse((await run("--format sarif", { tree })).out()).runs[0];
    expect(results).toMatchObject([{ suppressions: [{ kind: "inSource", justification: "vendor" }] }]);
  });
});

test("SARIF has the documentation that is shipped", async () => {
  const { rules } = JSON.parse((await run("--format sarif")).out()).runs[0].tool.driver;
  expect(rules[0].help.markdown).toContain("TOML is UTF-8 by definition.");
});

test("SARIF does without documentation that cannot be read, and says so", async () => {
  const readShipped = () => ({ reason: "permission denied" });
  const { code, out, err } = await run("--format sarif", { overrides: { readShipped } });
  expect(JSON.parse(out()).runs[0].tool.driver.rules[0].help).toBe(undefined);
  expect([code, err()]).toEqual([
    1,
    "fal-lint: docs/rules/rules.json, which is shipped with fal-lint: permission denied\n",
  ]);
});

describe("the job summary", () => {
  const env = { GITHUB_STEP_SUMMARY: "/tmp/summary.md" };
  const path = "../../../tmp/summary.md";

  test.each([
    ["--format github", true],
    ["--format github=a.txt --format json", true],
    ["--format json", false],
    ["", false],
  ])("with %j: %j", async (args, isWritten) => {
    const { written } = await run(args, { env });
    expect(written.get(path)?.startsWith("### fal-lint\n") ?? false).toBe(isWritten);
  });

  test("is for GitHub alone: it is not chosen by where it runs", async () => {
    const { out } = await run("", { env: { ...env, GITHUB_ACTIONS: "true" } });
    expect(out()).toMatch(/^error: /);
  });

  test("needs a file", async () => {
    expect((await run("--format github")).written.size).toBe(0);
    expect((await run("--format github", { env: { GITHUB_STEP_SUMMARY: "" } })).written.size).toBe(0);
  });

  test("that cannot be written is told, and no reason to fail", async () => {
    const append = () => ({ reason: "permission denied" });
    const { code, err } = await run("--format github", { env, overrides: { append } });
    expect([code, err()]).toEqual([1, "fal-lint: GITHUB_STEP_SUMMARY /tmp/summary.md: permission denied\n"]);
  });

  test("keeps within 1 MiB together with what is there", async () => {
    const host = fakeHost({ tree: { "pyproject.toml": bad }, env });
    host.written.set(path, "x".repeat(1024 * 1024 - 200));
    await main(["--format", "github"], host);
    const text = host.written.get(path) ?? "";
    expect(text).toMatch(/1 more: see the log\.\n\n$/);
    expect(text.length).toBeLessThanOrEqual(1024 * 1024);
  });
});
