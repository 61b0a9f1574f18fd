import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { compile } from "../../src/compile.ts";
import { lint } from "../../src/lint.ts";
import { rules } from "../../src/rules/index.ts";
import type { Files } from "../../src/text/files.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";
import { type FakeHost, fakeHost, type World } from "./fake-host.ts";

type Tree = Readonly<Record<string, MemoryEntry>>;

async function run(tree: Tree, args: readonly string[], overrides: World["overrides"] = {}) {
  const host = fakeHost({ tree, overrides });
  const code = await main([...args], host);
  return { code, out: host.out(), err: host.err(), written: Object.fromEntries(host.written), host };
}

const pyproject = `[tool.fal.apps.server]
exposed_port = 8000 # the port
auth = "private"

[tool.fal.apps.server.image]
image = "quay.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."quay.io"]
username = "my-org+puller"
password = "\${QUAY_TOKEN}" # from the vault
`;
const mended = pyproject.replace("${QUAY_TOKEN}", "$QUAY_TOKEN");

const dockerApp = (name: string, path = "Dockerfile") =>
  `[tool.fal.apps.${name}]\nexposed_port = 8000\nauth = "private"\nimage.dockerfile = "${path}"\n`;
const dockerfile = 'FROM python:3.12-slim\nWORKDIR /app\n  COPY src /app/\n\tCOPY lib /lib/\nCMD ["python"]\n';
const dockerfileMended = dockerfile.replace("  COPY", "COPY").replace("\tCOPY", "COPY");
const sources = { "src/a.py": "", "lib/b.py": "" };

describe("--fix", () => {
  test("mends the file and reports what is left", async () => {
    const { code, out, err, written } = await run({ "pyproject.toml": pyproject }, ["--fix"]);
    expect(written).toEqual({ "pyproject.toml": mended });
    expect({ code, err }).toEqual({ code: 0, err: "fal-lint: made 1 fix in 1 file\n" });
    expect(out).toBe("1 app, 1 image, 1 credential: 0 errors, 0 warnings\n");
  });

  test.each<[name: string, change: (text: string) => string]>([
    ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
    ["no newline at the end", (text) => text.trimEnd()],
    [
      "odd formatting",
      (text) => text.replace("username = ", "username=   ").replace('"my-org+puller"', "'my-org+puller'"),
    ],
    [
      "inline tables",
      () =>
        `[tool.fal]\napps = { server = { auth = "private", exposed_port = 80, image = { image = "quay.io/a/b:1", registries = { "quay.io" = { username = "a+b", password = "\${QUAY_TOKEN}" } } } } }\n`,
    ],
  ])("keeps %s", async (_name, change) => {
    const { code, written } = await run({ "pyproject.toml": change(pyproject) }, ["--fix"]);
    expect(written).toEqual({ "pyproject.toml": change(pyproject).replace("${QUAY_TOKEN}", "$QUAY_TOKEN") });
    expect(code).toBe(0);
  });

  test("removes a byte order mark, and what it hid", async () => {
    const { written, err } = await run({ "pyproject.toml": `\ufeff${pyproject}` }, ["--fix"]);
    expect(written).toEqual({ "pyproject.toml": mended });
    expect(err).toBe("fal-lint: made 2 fixes in 1 file\n");
  });

  test("mends a Dockerfile once, however many apps and files name it", async () => {
    const tree = {
      ...sources,
      "pyproject.toml": dockerApp("a") + dockerApp("b", "./link"),
      "sub/pyproject.toml": dockerApp("c", "../Dockerfile"),
      Dockerfile: dockerfile,
      link: { link: "Dockerfile" },
    };
    const { err, written } = await run(tree, ["--fix", "pyproject.toml", "sub/pyproject.toml"]);
    expect(written).toEqual({ Dockerfile: dockerfileMended });
    expect(err).toBe("fal-lint: made 2 fixes in 1 file\n");
  });

  test("what is left decides the exit code", async () => {
    const text = pyproject.replace('"my-org+puller"', '"my-org+puller"\nexpiry = 3');
    const { code, out, err } = await run({ "pyproject.toml": text }, ["--fix", "--format", "compact"]);
    expect(code).toBe(1);
    expect(err).toBe("fal-lint: made 0 fixes in 0 files\n");
    expect(out).toMatch(/error unknown-key[\s\S]*1 error/);
  });

  test("--select and --ignore hold for fixes too", async () => {
    for (const args of [
      ["--ignore", "plaintext-password"],
      ["--select", "expired-token"],
    ]) {
      expect((await run({ "pyproject.toml": pyproject }, ["--fix", ...args])).written).toEqual({});
    }
  });

  test("a report in JSON stays JSON", async () => {
    const { out } = await run({ "pyproject.toml": pyproject }, ["--fix", "--format", "json"]);
    expect(JSON.parse(out).summary.errors).toBe(0);
  });

  test.each<[args: string[], err: RegExp]>([
    [["-", "--fix"], /only files can be fixed, not standard input/],
    [["-", "--fix-dry-run"], /only files can be fixed/],
    [["--fix-dry-run", "--format", "json"], /--fix-dry-run prints a diff/],
    [["compile", "--fix"], /--fix is for lint, not for compile/],
    [["--unsafe-fixes"], /--unsafe-fixes goes with --fix or --fix-dry-run/],
  ])("%j is bad usage", async (args, err) => {
    const result = await run({ "pyproject.toml": pyproject }, args);
    expect(result.code).toBe(2);
    expect(result.err).toMatch(err);
    expect(result.written).toEqual({});
  });

  test("what may not have been meant only with --unsafe-fixes", async () => {
    const machine = '[tool.fal.apps.a]\npython_entry_point = "a:A"\nmachine_type = "GPU_H100"\n';
    expect((await run({ "pyproject.toml": machine }, ["--fix"])).written).toEqual({});
    expect((await run({ "pyproject.toml": machine }, ["--fix", "--unsafe-fixes"])).written).toEqual({
      "pyproject.toml": machine.replace("GPU_H100", "GPU-H100"),
    });
  });

  test("a file that changes under its hands is left alone", async () => {
    let reads = 0;
    const later = `${pyproject}# somebody was here\n`;
    const host: FakeHost = fakeHost({
      tree: { "pyproject.toml": pyproject },
      overrides: { read: (path) => Buffer.from(path === "pyproject.toml" && reads++ > 1 ? later : pyproject) },
    });
    expect(await main(["--fix"], host)).toBe(2);
    expect(host.written.size).toBe(0);
    expect(host.err()).toMatch(/^fal-lint: pyproject\.toml: has changed since it was read, and is left as it is\n/);
    expect(host.err()).toMatch(/made 0 fixes in 0 files\n$/);
  });

  test("a file that cannot be written", async () => {
    const host = fakeHost({ tree: { "pyproject.toml": pyproject }, full: "no space left on the device" });
    expect(await main(["--fix"], host)).toBe(2);
    expect(host.err()).toBe(
      "fal-lint: pyproject.toml: no space left on the device\nfal-lint: made 0 fixes in 0 files\n",
    );
    expect(host.out()).toMatch(/\[plaintext-password\][\s\S]*1 error/);
  });

  test("an unreadable file is told once", async () => {
    const { code, err } = await run({ "pyproject.toml": { unreadable: "permission denied" } }, ["--fix"]);
    expect({ code, err }).toEqual({
      code: 2,
      err: "fal-lint: made 0 fixes in 0 files\nfal-lint: pyproject.toml: permission denied\n",
    });
  });
});

describe("--fix-dry-run", () => {
  test("shows what would be done, writes nothing, and judges the files as they are", async () => {
    const tree = { ...sources, "pyproject.toml": pyproject + dockerApp("built"), Dockerfile: dockerfile };
    const { code, out, err, written } = await run(tree, ["--fix-dry-run"]);
    expect({ code, err, written }).toEqual({ code: 1, err: "", written: {} });
    expect(out).toBe(`Dockerfile: Remove the indentation [copy-indented]
Dockerfile: Remove the indentation [copy-indented]
--- a/Dockerfile
+++ b/Dockerfile
@@ -1,5 +1,5 @@
 FROM python:3.12-slim
 WORKDIR /app
-  COPY src /app/
-\\u0009COPY lib /lib/
+COPY src /app/
+COPY lib /lib/
 CMD ["python"]

pyproject.toml: Write \`$QUAY_TOKEN\` [plaintext-password]
--- a/pyproject.toml
+++ b/pyproject.toml
@@ -7,7 +7,7 @@
 
 [tool.fal.apps.server.image.registries."quay.io"]
 username = "my-org+puller"
-password = ******** 
+password = ******** 
 [tool.fal.apps.built]
 exposed_port = 8000
 auth = "private"

3 fixes in 2 files to make
2 apps, 2 images, 1 credential: 3 errors, 0 warnings
`);
  });

  test("--fix beside it is not heeded, and --output takes the diff", async () => {
    const { written, out } = await run({ "pyproject.toml": pyproject }, ["--fix", "--fix-dry-run", "-o", "x.diff"]);
    expect(Object.keys(written)).toEqual(["x.diff"]);
    expect(written["x.diff"]).toMatch(/^pyproject\.toml: Write [\s\S]*\n@@ -7,4 \+7,4 @@\n/);
    expect(out).toMatch(/^1 app, [^\n]*\n$/);
  });

  test("nothing to do", async () => {
    expect(await run({ "pyproject.toml": mended }, ["--fix-dry-run"])).toMatchObject({
      code: 0,
      out: "0 fixes in 0 files to make\n1 app, 1 image, 1 credential: 0 errors, 0 warnings\n",
    });
  });
});

describe("a fixed project", () => {
  const projects: Tree[] = rules.flatMap((rule) => {
    const { "pyproject.toml": text, ...others } = rule.bad;
    // Those in Python are fixed in test/python.
    if (text === undefined) return [];
    return text.includes("\ufffd") ? [] : { "pyproject.toml": text, ...others };
  });
  const breaks: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => text.replaceAll("\n", "\r\n"),
    (text) => `\ufeff${text}`,
    (text) => text.trimEnd(),
    (text) => `# first\n${text}# last`,
    (text) => text.replaceAll(/^(\w+) = /gm, "$1   =\t"),
  ];

  async function fix(tree: Tree): Promise<{ tree: Tree; fixes: number }> {
    const { written, err } = await run(tree, ["--fix", "--now", "2026-01-01"]);
    const fixes = Number(/made (\d+) fix/.exec(err)?.[1]);
    return { tree: { ...tree, ...written }, fixes };
  }

  /** What a fix may change in a manifest, besides the digests of what is edited. */
  const mayChange: readonly (readonly [rule: RegExp, paths: RegExp])[] = [
    [/^(loose-)?registry-key$/, /^build\.registries\.\d+\.(key|host|provider|serves)\b/],
    [/^registry-(username|password-kind)$/, /^build\.registries\.\d+\.username$/],
    [/^plaintext-password$/, /^build\.(registries\.\d+\.password|secrets)\b/],
    [/^invalid-secret-name$/, /^(run|build)\.secrets\b/],
    [/^(copy|dockerignore)-/, /^build\.(dockerfile\.sha256$|sources|ignore|uploads)\b/],
    [/^unknown-stage$/, /^build\.(dockerfile\.sha256$|stages|pulls|sources)\b/],
    [/^image-reference$|^unresolved-/, /^build\.(reference|dockerfile\.sha256$|stages|pulls)\b/],
    [/^entry-point-format$/, /^entry\b/],
    [/^health-check-method$/, /^run\.health_check\.method$/],
    [/^data-mount$/, /^run\.data_mounts\b/],
  ];
  const digests = /(^|\.)digest$|^build\.uploads\.\d+\.(size|sha256)$/;

  /** The paths at which two manifests differ. */
  function changes(a: unknown, b: unknown, path: readonly string[] = []): string[] {
    if (Object.is(a, b)) return [];
    if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return [path.join(".")];
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    const of = (value: object, key: string) => (value as Record<string, unknown>)[key];
    return [...keys].flatMap((key) => changes(of(a, key), of(b, key), [...path, key]));
  }

  function look(tree: Tree) {
    const files: Files = memoryFiles(tree);
    const source = { path: "pyproject.toml", text: String(tree["pyproject.toml"]) };
    const { status, diagnostics } = lint(source, { files, now: new Date("2026-01-01") });
    const { manifests } = compile(source, { files });
    return { status, fixable: diagnostics.filter(({ fix }) => fix?.safe).map(({ rule }) => rule), manifests };
  }

  test("has nothing left to fix, still parses, and is not changed again", async () => {
    const met = { changed: 0, same: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...projects),
        fc.constantFrom(...breaks),
        async ({ "pyproject.toml": text, ...others }, change) => {
          const tree: Tree = { ...others, "pyproject.toml": change(String(text)) };
          const before = look(tree);
          const once = await fix(tree);
          const allowed = mayChange
            .filter(([rule]) => before.fixable.some((id) => rule.test(id)))
            .map(([, paths]) => paths);
          for (const [index, manifest] of before.manifests.entries()) {
            const changed = changes(manifest, look(once.tree).manifests[index]);
            const wrong = changed.filter((path) => ![digests, ...allowed].some((pattern) => pattern.test(path)));
            expect({ tree, wrong }).toEqual({ tree, wrong: [] });
          }
          const after = look(once.tree);
          expect({ tree, fixable: after.fixable }).toEqual({ tree, fixable: [] });
          if (before.status !== "syntax-error") expect(after.status).toBe(before.status);
          expect(await fix(once.tree)).toEqual({ tree: once.tree, fixes: 0 });
          met[once.fixes > 0 ? "changed" : "same"]++;
          expect(once.fixes > 0).toBe(before.fixable.length > 0);
        },
      ),
      { numRuns: 600, seed: 4 },
    );
    expect(Math.min(met.changed, met.same)).toBeGreaterThan(100);
  });
});
