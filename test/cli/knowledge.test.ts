// What the command is told besides the files: --secrets and --env.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEnvFile } from "../../src/cli/env-file.ts";
import { main } from "../../src/cli/main.ts";
import { readSecretsList } from "../../src/library/secrets-list.ts";
import type { MemoryEntry } from "../memory-files.ts";
import { ecrPassword } from "../rules/tokens.ts";
import { fakeHost } from "./fake-host.ts";

const ecr = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const pyproject = `[tool.fal.apps.server]
exposed_port = 8000
auth = "private"
image.image = "${ecr}/a:1"
image.registries."${ecr}" = { username = "AWS", password = "$ECR" }
`;

async function run(args: string, tree: Readonly<Record<string, MemoryEntry>> = {}, stdin = "") {
  const host = fakeHost({ tree: { "pyproject.toml": pyproject, ...tree }, stdin });
  const code = await main(args.split(" "), host);
  return { code, out: host.out(), err: host.err() };
}

function list(...secrets: readonly object[]): string {
  return JSON.stringify({ secrets });
}

describe("--secrets", () => {
  const old = list({
    name: "ECR",
    environment: null,
    created_at: "2026-01-14 11:00:00.123456+00:00",
    default_exposed: true,
  });

  test("tells the rules what is set", async () => {
    expect(await run("--secrets s.json", { "s.json": old })).toMatchObject({ code: 0, err: "" });
    expect((await run("--secrets s.json", { "s.json": old })).out).toMatch(/^warning: `ECR` was set 13 hours ago/);
    expect((await run("--secrets -", {}, old)).out).toMatch(/^warning: `ECR` was set/);
    expect((await run("--secrets s.json", { "s.json": list() })).out).toMatch(/^error: fal has no secret `ECR`/);
  });

  test.each<[created: string, time: string | null]>([
    ["2026-08-20 11:22:33.123456+00:00", "2026-08-20T11:22:33.123Z"],
    ["2026-08-20 11:22:33", "2026-08-20T11:22:33.000Z"],
    ["2026-08-20T11:22:33Z", "2026-08-20T11:22:33.000Z"],
    ["2026-08-20 11:22:33+02:00", "2026-08-20T09:22:33.000Z"],
    ["2026-08-20 11:22:33-0330", "2026-08-20T14:52:33.000Z"],
    ["2026-02-30 11:22:33", null],
    ["2026-08-20 25:22:33", null],
    ["None", null],
  ])("a secret that was created %j", (created_at, time) => {
    const read = readSecretsList(list({ name: "A", environment: "staging", created_at, extra: [1] }));
    expect(read).toEqual(
      time === null
        ? { problem: "`created_at` of `secrets[0]` is no time" }
        : { secrets: [{ name: "A", environment: "staging", createdAt: new Date(time) }] },
    );
  });

  const good = { name: "A", created_at: "2026-08-20" };

  test.each<[name: string, text: string, problem: string]>([
    ["nothing", "", "it is not JSON"],
    ["a dotenv file", "SECRET=hunter2", "it is not JSON"],
    ["another document", '{"hunter2": 1}', "it has no list `secrets`"],
    ["a list", '["hunter2"]', "it has no list `secrets`"],
    ["null", "null", "it has no list `secrets`"],
    ["a table of secrets", '{"secrets": {"hunter2": 1}}', "it has no list `secrets`"],
    ["no name", list(good, { ...good, name: undefined }), "`secrets[1]` has no `name`"],
    ["an empty name", list({ ...good, name: "" }), "`secrets[0]` has no `name`"],
    ["a string for a secret", '{"secrets": ["hunter2"]}', "`secrets[0]` has no `name`"],
    ["no time", list({ ...good, created_at: null }), "`created_at` of `secrets[0]` is no time"],
    ["an odd environment", list({ ...good, environment: 3 }), "`environment` of `secrets[0]` is no string"],
  ])("refuses %s, without showing it", async (_name, text, problem) => {
    expect(await run("--secrets s.json", { "s.json": text })).toEqual({
      code: 2,
      out: "",
      err: `fal-lint: --secrets takes what \`fal secrets list --json\` prints, not \`s.json\`: ${problem}\nTry fal-lint --help.\n`,
    });
  });

  test.each([
    ["--secrets gone.json", "--secrets `gone.json`: no such file or directory"],
    ["--secrets - -", "standard input can be read for one thing only"],
    ["--secrets latin1.json", "--secrets `latin1.json`: it is not UTF-8"],
    ["--secrets", "--secrets needs a value: --secrets FILE"],
    ["uploads --secrets x", "--secrets is for lint, lsp, not for uploads"],
    ["--env-file gone.env", "--env-file `gone.env`: no such file or directory"],
    ["--env gone.env", "--env `gone.env`: no such file or directory"],
    ["--env bad.env", "--env `bad.env`: line 2 is not NAME=VALUE"],
    [
      "--env-file node.env",
      "--env-file `node.env` sets NODE_OPTIONS: Node itself has obeyed it before fal-lint began; --env takes a file that Node does not read",
    ],
    ["--env-file bad.env", "--env-file `bad.env`: line 2 is not NAME=VALUE"],
  ])("%s", async (args, message) => {
    const { code, out, err } = await run(args, {
      "latin1.json": "latin1:é",
      "bad.env": "A=1\nhunter2\n",
      "node.env": "NODE_OPTIONS=--require ./x.js\n",
    });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toBe(`fal-lint: ${message}\nTry fal-lint --help.\n`);
  });

  test("takes a list with a byte order mark", () => {
    expect(readSecretsList(`\ufeff${list()}`)).toEqual({ secrets: [] });
  });
});

describe("--env", () => {
  test.each(["--env", "--env-file"])("%s tells what a $NAME holds", async (flag) => {
    const dead = ecrPassword(Date.parse("2026-01-14T00:00:00Z") / 1000);
    const { code, out } = await run(`${flag} .env`, { ".env": `# secrets\nexport ECR="${dead}"\n` });
    expect(code).toBe(1);
    expect(out.replaceAll(/\s+/g, " ")).toMatch(
      /^error: The value of `\$ECR` in the given environment: This ECR token expired 1 day ago/,
    );
    expect(out).not.toContain(dead.slice(0, 16));
  });

  test.each<[text: string, env: Record<string, string>]>([
    ["", {}],
    ["A=1\nB=2", { A: "1", B: "2" }],
    ["A=1\r\nB=2\r\n", { A: "1", B: "2" }],
    ["\ufeffA=1\n\n  \n# B=2\n  # C=3\n", { A: "1" }],
    ["  export  A = a b  \n", { A: "a b" }],
    ["A=\nB= # nothing\n", { A: "", B: "" }],
    ["A=a#b # c\n", { A: "a#b" }],
    ["A=a=b==\n", { A: "a=b==" }],
    ["A=$B${C}$(d)\n", { A: "$B${C}$(d)" }],
    ["A='a # $B \\n'  # c\n", { A: "a # $B \\n" }],
    ['A="a\\n\\"b\\"\\t\\\\ \\$ \\x # c"\n', { A: 'a\n"b"\t\\ $ \\x # c' }],
    ['A=`it\'s "so"`\n', { A: 'it\'s "so"' }],
    ['A="-----BEGIN\nx=y\n-----END"\nB=2\n', { A: "-----BEGIN\nx=y\n-----END", B: "2" }],
    ["A=it's\n", { A: "it's" }],
    ["A=1\nA=2\n", { A: "2" }],
    ["a.b-c_1=x\n", { "a.b-c_1": "x" }],
    ["__proto__=x\n", JSON.parse('{"__proto__": "x"}')],
  ])("%j", (text, env) => {
    expect(readEnvFile(text)).toEqual({ env });
  });

  test.each<[text: string, problem: string]>([
    ["A=1\nhunter2\n", "line 2 is not NAME=VALUE"],
    ["A=1\n\n1A=hunter2\n", "line 3 is not NAME=VALUE"],
    ["=hunter2", "line 1 is not NAME=VALUE"],
    ["A: hunter2", "line 1 is not NAME=VALUE"],
    ['A="hunter2\nB=2\n', "line 1 is not NAME=VALUE: a quotation is not closed"],
    ["A='x' hunter2\n", "line 1 is not NAME=VALUE"],
  ])("%j is refused", (text, problem) => {
    expect(readEnvFile(text)).toEqual({ problem });
  });

  test("any value comes back from double quotes", () => {
    const name = fc.stringMatching(/^[A-Z_][A-Z0-9_]{0,9}$/);
    fc.assert(
      fc.property(fc.dictionary(name, fc.string({ unit: "binary" })), (env) => {
        const quote = (value: string) =>
          `"${value.replaceAll(/["\\$\n\r\t]/g, (one) => ({ "\n": "\\n", "\r": "\\r", "\t": "\\t" })[one] ?? `\\${one}`)}"`;
        const text = Object.entries(env).map(([key, value]) => `${key}=${quote(value)}\n`);
        expect(readEnvFile(text.join(""))).toEqual({ env: { ...env } });
      }),
      { numRuns: 500 },
    );
  });

  test("a long file takes linear time", () => {
    const started = performance.now();
    readEnvFile(`A="${"\\n".repeat(1_000_000)}\n`);
    readEnvFile(`${" ".repeat(1_000_000)}A`);
    readEnvFile(`A=${" #".repeat(500_000)}`);
    readEnvFile(`A=${"x ".repeat(500_000)}`);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
