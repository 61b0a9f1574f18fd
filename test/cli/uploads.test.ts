import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import type { MemoryEntry } from "../memory-files.ts";
import { recorded as tokens } from "../rules/tokens.ts";
import recorded from "../vectors/client_uploads.json" with { type: "json" };
import { fakeHost } from "./fake-host.ts";

type Tree = Readonly<Record<string, MemoryEntry>>;

async function run(tree: Tree, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const host = fakeHost({ tree });
  const code = await main(["uploads", ...args], host);
  return { code, out: host.out(), err: host.err() };
}

const pyproject = `[tool.fal.apps.server]
exposed_port = 8000
image.dockerfile = "Dockerfile"
`;

async function appsOf(tree: Tree) {
  const { code, out, err } = await run({ "pyproject.toml": pyproject, ...tree }, "--format", "json");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const document = JSON.parse(out);
  expect(out).toBe(`${JSON.stringify(document, null, 2)}\n`);
  expect(Object.keys(document)).toEqual(["version", "apps"]);
  return document.apps;
}

describe("uploads --format json", () => {
  test("has the shape that was promised", async () => {
    const tree = { Dockerfile: "FROM a:1\nCOPY src /\nCOPY *.py x /\n", "src/a.py": "12345", "a.py": "", x: "é" };
    expect(await appsOf(tree)).toEqual([
      {
        file: "pyproject.toml",
        app: "server",
        sources: ["src", "*.py", "x"],
        uploads: [
          { path: "src/a.py", size: 5 },
          { path: "x", size: 2 },
        ],
        skipped: ["*.py"],
        abort: null,
      },
    ]);
  });

  test("agrees with every recorded build", async () => {
    const met = { uploads: 0, skipped: 0, aborts: 0 };
    for (const { id, files, expect: outcome } of recorded.cases as unknown as Build[]) {
      // When these were recorded the pyproject.toml lay elsewhere.
      const tree = Object.fromEntries(Object.entries(files).filter(([path]) => path !== "pyproject.toml"));
      const host = fakeHost({ tree, stdin: files["pyproject.toml"] ?? "" });
      await main(["uploads", "-", "--format", "json"], host);
      const [app] = JSON.parse(host.out()).apps;
      expect([id, app.sources]).toEqual([id, outcome.sources ?? app.sources]);
      expect([id, app.uploads.map(({ path }: { path: string }) => path)]).toEqual([id, outcome.uploads ?? []]);
      expect([id, app.skipped]).toEqual([id, outcome.skipped ?? app.skipped]);
      expect([id, app.abort?.kind]).toEqual([id, outcome.error === undefined ? undefined : "parent-reference"]);
      met.uploads += app.uploads.length;
      met.skipped += app.skipped.length;
      if (app.abort !== null) met.aborts++;
    }
    expect(met).toEqual({ uploads: 329, skipped: 90, aborts: 1 });
  });

  test.each<[name: string, tree: Tree, abort: object]>([
    [
      "a source outside of the context",
      { Dockerfile: "FROM a:1\nCOPY ../x /\nCOPY a /\n", a: "" },
      { kind: "parent-reference", source: "../x", path: "../x", target: "../x" },
    ],
    [
      "a file that is too large",
      { Dockerfile: "FROM a:1\nCOPY m /\n", "m/w.bin": { size: 2 ** 30 + 1 } },
      { kind: "too-large", source: "m", path: "m/w.bin", size: 2 ** 30 + 1 },
    ],
  ])("tells of %s, and lists nothing", async (_name, tree, abort) => {
    expect(await appsOf(tree)).toMatchObject([{ uploads: [], abort }]);
  });

  test("answers for an app with findings", async () => {
    const tree = { Dockerfile: "FROM a:1\n  COPY src /\nCOPY nope /\n", "src/a.py": "" };
    expect(await appsOf(tree)).toMatchObject([{ sources: ["nope"], uploads: [], skipped: ["nope"], abort: null }]);
  });

  test("a token is in no path", async () => {
    const token = tokens("huggingface-token");
    const { out } = await run({
      "pyproject.toml": pyproject,
      Dockerfile: `FROM a:1\nCOPY ${token} ./${token}.txt /\n`,
      [token]: "",
    });
    expect(JSON.stringify(await appsOf({ Dockerfile: `FROM a:1\nCOPY ${token} /\n`, [token]: "" }))).toContain(
      '{"literal":true}',
    );
    expect(out).not.toContain(token);
    expect(out).toContain("(holds a token)");
  });
});

describe("uploads", () => {
  test("lists files with sizes and the total, and why a source sends nothing", async () => {
    const dockerfile = `FROM python:3.12
COPY src requirements.txt /app/
COPY *.py $SRC README.md lost empty logs /app/
  COPY indented /app/
COPY "unclosed /app/
COPY --from=x /a /b
`;
    const tree: Tree = {
      "pyproject.toml": `${pyproject}[tool.fal.apps.pulled]\nimage.image = "python:3.12"\nexposed_port = 80\n`,
      Dockerfile: dockerfile,
      "src/a\u001b[2J.py": "x".repeat(1536),
      "requirements.txt": "12",
      "README.md": "",
      "logs/a.pyc": "",
      empty: { directory: "empty" },
      indented: "",
    };
    expect(await run(tree)).toEqual({
      code: 0,
      err: "",
      out: `\`server\` of \`pyproject.toml\`, built from \`Dockerfile\`:
  requirements.txt       2 B
  src/a\\u001B[2J.py  1.5 KiB
  2 files, 1.5 KiB

  Nothing is sent for:
  *.py       line 3  not found: the client expands no globs
  $SRC       line 3  not found: the client expands no variables
  README.md  line 3  ignored by \`*.md\`, a default of fal's client
  lost       line 3  not found
  empty      line 3  a folder without files
  logs       line 3  nothing is left of it: ignored by \`*.pyc\`, a default of fal's client
  indented   line 4  the client does not see a line that is indented
  COPY       line 5  the client cannot split this line: a quotation is not closed

\`pulled\` of \`pyproject.toml\` has no Dockerfile: no build context is sent.
`,
    });
  });

  test.each<[name: string, tree: Tree, line: RegExp]>([
    [
      "a negated pattern",
      { Dockerfile: "FROM a:1\nCOPY src /\n", ".dockerignore": "!src\n", "src/a": "" },
      /src {2}line 2 {2}nothing is left of it: ignored by `!src` in \.dockerignore, of which the client drops the `!`\n/,
    ],
    [
      "a pattern",
      { Dockerfile: "FROM a:1\nCOPY a.py /\n", ".dockerignore": "*.py\n", "a.py": "" },
      /a\.py {2}line 2 {2}ignored by `\*\.py` in \.dockerignore\n/,
    ],
    [
      "a heredoc",
      { Dockerfile: "FROM a:1\nCOPY <<E /x\nE\n" },
      /<<E {2}line 2 {2}a heredoc, which the client takes for a file\n/,
    ],
    [
      "a device",
      { Dockerfile: "FROM a:1\nCOPY p /x\n", p: { other: true } },
      /p {2}line 2 {2}neither a file nor a folder\n/,
    ],
    [
      "a locked folder",
      { Dockerfile: "FROM a:1\nCOPY p /x\n", p: { directory: "unreadable" } },
      /p {2}line 2 {2}a folder that cannot be read\n/,
    ],
    [
      "a link out of the context",
      { Dockerfile: "FROM a:1\nCOPY l /x\n", l: { link: "../../out" }, "../../out": "" },
      /client stops and sends nothing: `l` leads out of the build context[^\n]*\n[\s\S]*\n {2}l {2}line 2 {2}leads out of the build context/,
    ],
    [
      "a file over 1 GiB",
      { Dockerfile: "FROM a:1\nCOPY m /x\n", m: { size: 3 * 2 ** 30 } },
      /client stops and sends nothing: `m` has 3\.0 GiB, which is over the limit of 1 GiB\n/,
    ],
  ])("%s", async (_name, tree, line) => {
    const { code, out } = await run({ "pyproject.toml": pyproject, ...tree });
    expect(out).toMatch(line);
    expect(code).toBe(0);
  });

  const two = `${pyproject}[tool.fal.apps.other]\nexposed_port = 80\nimage.dockerfile = "nope"\n[tool.fal.apps.bad]\nname = 3\n`;

  test.each<[args: string[], code: number, apps: string[], err: RegExp]>([
    [
      [],
      1,
      ["server"],
      /\[dockerfile-not-found\][\s\S]*\[wrong-type\][\s\S]*no upload list for app `other`\n[\s\S]*no upload list for app `bad`\n$/,
    ],
    [["--app", "server"], 0, ["server"], /^$/],
    [["--app", "other"], 1, [], /dockerfile-not-found/],
    [["--app", "sever"], 2, [], /there is no app `sever`; did you mean server\?/],
    [["pyproject.toml", "gone.toml"], 2, ["server"], /gone\.toml: no such file/],
    [["none.toml"], 0, [], /^none\.toml: no \[tool\.fal\.apps\], nothing to upload\n$/],
    [["--max-warnings", "1"], 2, [], /--max-warnings is for lint, not for uploads/],
    [["sub"], 3, [], /no pyproject\.toml in `sub`/],
  ])("%j", async (args, code, apps, err) => {
    const tree = { "pyproject.toml": two, Dockerfile: "FROM a:1\n", "none.toml": "", "sub/a.py": "" };
    const result = await run(tree, "--format", "json", ...args);
    expect(result.code).toBe(code);
    const told = result.out === "" ? [] : JSON.parse(result.out).apps.map(({ app }: { app: string }) => app);
    expect(told).toEqual(apps);
    expect(result.err).toMatch(err);
  });
});

interface Build {
  readonly id: string;
  readonly files: Record<string, string>;
  readonly expect: {
    readonly sources?: string[];
    readonly uploads?: string[];
    readonly skipped?: string[];
    readonly error?: string;
  };
}
