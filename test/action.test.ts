// The steps of action.yml, run as a runner of GitHub Actions runs them, against the command as it is built.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseCommand } from "./report/workflow-command.ts";

interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const action: Action = parse(readFileSync("action.yml", "utf8"));
const { steps } = action.runs;
const shipped = mkdtempSync(join(tmpdir(), "fal-lint-action-"));
let folder = "";
let cases = 0;

beforeAll(() => {
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs", join(shipped, "dist")]);
  expect(status).toBe(0);
  for (const name of ["schema", "docs"]) symlinkSync(join(process.cwd(), name), join(shipped, name));
  // In the place of npm: tells what it was asked for, and installs what has been built.
  const npm = `#!/usr/bin/env bash
printf '%s\\n' "$@" > "$RUNNER_TEMP/npm-arguments"
mkdir -p "$RUNNER_TEMP/fal-lint/node_modules/.bin"
ln -s "${join(shipped, "dist/cli.cjs")}" "$RUNNER_TEMP/fal-lint/node_modules/.bin/fal-lint"
`;
  mkdirSync(join(shipped, "bin"));
  writeFileSync(join(shipped, "bin/npm"), npm);
  chmodSync(join(shipped, "bin/npm"), 0o755);
});

beforeEach(() => {
  folder = join(shipped, `case-${cases++}`);
  mkdirSync(join(folder, "temp dir"), { recursive: true });
  mkdirSync(join(folder, "work"));
});

afterAll(() => rmSync(shipped, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(join(folder, "work", path, ".."), { recursive: true });
  writeFileSync(join(folder, "work", path), text);
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What it wrote to GITHUB_OUTPUT. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs a step with its environment; `values` are those of the expressions in it. */
function runStep(step: Step | undefined, values: Readonly<Record<string, string>>): Ran {
  if (step?.run === undefined) throw new Error("no such step");
  const script = join(folder, "script.sh");
  const [output, summary] = [join(folder, "output"), join(folder, "summary.md")];
  for (const [path, text] of [
    [script, step.run],
    [output, ""],
    [summary, ""],
  ] as const)
    writeFileSync(path, text);
  const env = Object.fromEntries(
    Object.entries(step.env ?? {}).map(([name, written]) => {
      const expression = /^\$\{\{ ([\w.-]+) \}\}$/.exec(written)?.[1] ?? "";
      expect(Object.keys(values)).toContain(expression);
      return [name, values[expression] ?? ""];
    }),
  );
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: join(folder, "work"),
    env: {
      PATH: `${join(shipped, "bin")}:${process.env["PATH"]}`,
      RUNNER_TEMP: join(folder, "temp dir"),
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      ...env,
    },
    encoding: "utf8",
  });
  const outputs = readFileSync(output, "utf8")
    .split("\n")
    .filter((line) => line !== "");
  return {
    code: status,
    out: stdout,
    err: stderr,
    outputs: Object.fromEntries(
      outputs.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    ),
    summary: readFileSync(summary, "utf8"),
  };
}

const [install, lint, open, upload] = steps;
const defaults = Object.fromEntries(
  Object.entries(action.inputs).map(([name, input]) => [`inputs.${name}`, input.default]),
);

/** Installs, and lints with these inputs. */
function run(inputs: Readonly<Record<string, string>> = {}): Ran {
  const values = {
    ...defaults,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`inputs.${name}`, value])),
  };
  const installed = runStep(install, values);
  return installed.code === 0 ? runStep(lint, values) : installed;
}

const bad = `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-user"
password = "hunter2"
`;
const good = bad.replace("hunter2", "$GHCR_TOKEN");

describe("action.yml", () => {
  test("is a composite action that describes its inputs", () => {
    expect(action.runs.using).toBe("composite");
    expect(steps.map(({ name }) => name)).toHaveLength(4);
    for (const { description, default: value } of Object.values(action.inputs)) {
      expect(description).toMatch(/\.( .*\.)?$/);
      expect(value).toBeTypeOf("string");
    }
  });

  test("installs the release that it belongs to", () => {
    expect(action.inputs["version"]?.default).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
  });

  test("puts no expression into a script: inputs come by the environment", () => {
    for (const { run: script, shell } of steps.filter(({ run }) => run !== undefined)) {
      expect(script).not.toContain("${{");
      expect(shell).toBe("bash");
    }
    for (const name of Object.keys(action.inputs))
      expect(readFileSync("action.yml", "utf8")).toContain(`inputs.${name}`);
  });

  test("uploads only if asked, and also after a failure", () => {
    expect(open?.if).toBe(
      "${{ !cancelled() && inputs.upload-sarif == 'true' && steps.lint.outputs.sarif-file != '' }}",
    );
    expect(upload?.if).toBe("${{ !cancelled() && steps.open.outputs.sarif-file != '' }}");
    expect(upload?.uses).toMatch(/^github\/codeql-action\/upload-sarif@v\d+$/);
    expect(upload?.with).toEqual({
      sarif_file: "${{ steps.open.outputs.sarif-file }}",
      category: "${{ inputs.category }}",
    });
  });

  test("names outputs that its steps set", () => {
    const values = Object.values(action.outputs).map(({ value }) => value);
    expect(values).toEqual(["${{ steps.lint.outputs.exit-code }}", "${{ steps.lint.outputs.sarif-file }}"]);
    expect([lint?.id, open?.id]).toEqual(["lint", "open"]);
  });
});

describe("installing", () => {
  test("asks npm for one release, without its scripts", () => {
    expect(runStep(install, { "inputs.version": "1.2.3-rc.1" }).code).toBe(0);
    expect(readFileSync(join(folder, "temp dir/npm-arguments"), "utf8").trimEnd().split("\n")).toEqual([
      ...["install", "--prefix", join(folder, "temp dir/fal-lint"), "--ignore-scripts", "--no-audit", "--no-fund"],
      "fal-lint@1.2.3-rc.1",
    ]);
  });

  test.each([
    "",
    " ",
    "1 --registry=x",
    "npm:other",
    "file:.",
    "../x",
    "-g",
    "1;touch pwned",
    "$(touch pwned)",
    "1\n2",
    "`id`",
  ])("refuses the version %j", (version) => {
    expect(runStep(install, { "inputs.version": version }).code).toBe(2);
    expect(existsSync(join(folder, "temp dir/npm-arguments"))).toBe(false);
    expect(readdirSync(join(folder, "work"))).toEqual([]);
  });
});

describe("linting", () => {
  test("a project that is in order", () => {
    write("pyproject.toml", good);
    const { code, out, err, outputs, summary } = run();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe("1 app, 1 image, 1 credential: 0 errors, 0 warnings\n");
    expect(outputs["exit-code"]).toBe("0");
    expect(summary).toMatch(/^### fal-lint\n/);
    expect(JSON.parse(readFileSync(outputs["sarif-file"] ?? "", "utf8")).runs[0].results).toEqual([]);
  });

  test("one that is not: annotations, a summary, SARIF, and the exit code", () => {
    write("api/pyproject.toml", bad);
    const { code, out, outputs, summary } = run();
    expect([code, outputs["exit-code"]]).toEqual([1, "1"]);
    expect(out.split("\n").flatMap((line) => parseCommand(line) ?? [])).toMatchObject([
      { name: "error", properties: { file: "api/pyproject.toml", line: "9", title: "plaintext-password" } },
    ]);
    expect(summary).toContain("| plaintext-password |");
    const [result] = JSON.parse(readFileSync(outputs["sarif-file"] ?? "", "utf8")).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe("api/pyproject.toml");
  });

  test("nothing to lint", () => {
    const { code, outputs } = run();
    expect([code, outputs]).toEqual([3, { "exit-code": "3" }]);
  });

  test("paths and arguments, one a line, with blanks in them and line ends of Windows", () => {
    write("a b/pyproject.toml", good);
    write("c/pyproject.toml", bad);
    write("d/pyproject.toml", bad);
    const { code, out } = run({
      paths: "a b\r\n\r\nc/pyproject.toml\n",
      args: "--ignore\r\nplaintext-password\n--max-warnings=0\n",
    });
    expect({ code, out }).toEqual({ code: 0, out: "2 files, 2 apps, 2 images, 2 credentials: 0 errors, 0 warnings\n" });
  });

  test("no path is the nearest pyproject.toml", () => {
    write("pyproject.toml", good);
    expect(run({ paths: "" }).code).toBe(0);
  });

  const hostile = [
    "$(touch pwned)",
    "`touch pwned`",
    "; touch pwned",
    "&& touch pwned",
    "' ; touch pwned '",
    '" ; touch pwned "',
    "*",
    "~",
    "${IFS}",
    "--fix",
    "--output=pwned",
    "a\tb",
    "##[add-mask]x",
    "::add-mask::x",
  ];

  test.each(hostile)("a path %j is a path", (path) => {
    write("pyproject.toml", bad);
    const { code, out, err } = run({ paths: path });
    expect(code).toBe(2);
    expect(err).toMatch(/: no such file or directory\n$/);
    for (const line of `${out}\n${err}`.split("\n")) expect(parseCommand(line)).toBe(null);
    expect(readdirSync(join(folder, "work"))).toEqual(["pyproject.toml"]);
    expect(readFileSync(join(folder, "work/pyproject.toml"), "utf8")).toBe(bad);
  });

  test.each(hostile.filter((argument) => !argument.startsWith("--")))("an argument %j is an argument", (argument) => {
    write("pyproject.toml", good);
    expect(run({ args: argument }).code).toBe(2);
    expect(readdirSync(join(folder, "work"))).toEqual(["pyproject.toml"]);
  });

  test("a file cannot forge an output, an annotation or the summary", () => {
    const key = "x\\n::error::forged ##[set-output name=exit-code;]0 <b> [a](b) | `";
    write("pyproject.toml", `[tool.fal.apps."${key}"]\nexposed_port = 8000\n"${key}" = 1\nimage.image = "a:1"\n`);
    const { code, out, err, outputs, summary } = run();
    expect([code, err, outputs["exit-code"]]).toEqual([1, "", "1"]);
    expect(out.split("\n").flatMap((line) => parseCommand(line)?.properties["title"] ?? [])).toEqual(["unknown-key"]);
    expect(summary).not.toMatch(/<b>|\]\(/);
  });
});

describe("what is uploaded", () => {
  test("is what is not suppressed", () => {
    const allowed = bad.replace("password =", '# fal-lint: allow plaintext-password reason="a test"\npassword =');
    write("pyproject.toml", `${allowed}\n[tool.fal.apps.other]\nexposed_port = 80\nimage.image = "a"\n`);
    const { outputs } = run();
    const sarif = outputs["sarif-file"] ?? "";
    const results = (path: string) =>
      JSON.parse(readFileSync(path, "utf8")).runs[0].results.map(({ ruleId }: { ruleId: string }) => ruleId);
    expect(results(sarif).sort()).toEqual(["plaintext-password", "unpinned-image"]);
    const left = runStep(open, { "steps.lint.outputs.sarif-file": sarif });
    expect(left.code).toBe(0);
    expect(results(left.outputs["sarif-file"] ?? "")).toEqual(["unpinned-image"]);
    expect(results(sarif)).toHaveLength(2);
  });
});
