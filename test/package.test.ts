// The package as it would be published, installed in an empty folder.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publint } from "publint";
import typescript from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cleanEnv, type Packed, packProject } from "./checkout.ts";

const require = createRequire(import.meta.url);
const { exports: doors, bin } = JSON.parse(readFileSync("package.json", "utf8"));
const folder = mkdtempSync(join(tmpdir(), "fal-lint-package-"));
const installed = join(folder, "node_modules/fal-lint");
let packed: Packed;
let paths: readonly string[] = [];

beforeAll(() => {
  packed = packProject(folder);
  paths = packed.files.map(({ path }) => path);
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  execFileSync("npm", ["install", "--offline", "--no-audit", "--no-fund", packed.tarball], {
    cwd: folder,
    env: cleanEnv,
    stdio: "pipe",
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function run(program: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(program, args, { cwd: folder, env: cleanEnv, encoding: "utf8" });
}

/** Runs a module or script in the folder and answers what it prints, as JSON. */
function evaluate(type: "module" | "commonjs", code: string): unknown {
  const { status, stdout, stderr } = run(process.execPath, `--input-type=${type}`, "--eval", code);
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

/** What can be imported by name: every door but the one with a `*`. */
const modules = Object.keys(doors)
  .filter((door) => typeof doors[door] === "object")
  .map((door) => `fal-lint${door.slice(1)}`);
const schemas = readdirSync("schema").filter((name) => name.endsWith(".json"));

describe("what is packed", () => {
  test("is what is built, the schemas, the pages on rules, the manual page, and what npm adds", () => {
    const pages = readdirSync("docs/rules").map((name) => `docs/rules/${name}`);
    const texts = ["CHANGELOG.md", "LICENSE", "README.md", "package.json"];
    expect(paths.filter((path) => !path.startsWith("dist/")).sort()).toEqual(
      [...texts, ...pages, "docs/fal-lint.1", ...schemas.map((name) => `schema/${name}`)].sort(),
    );
    expect(paths.filter((path) => path.startsWith("dist/") && !/\.(?:c?js|d\.ts)$/.test(path))).toEqual([]);
  });

  test("has every file that package.json names", () => {
    const named = [doors, bin].flatMap((value) => JSON.stringify(value).match(/(?<=")[./]*dist\/[^"]+/g) ?? []);
    expect(named.length).toBeGreaterThan(2);
    expect(named.map((path) => path.replace("./", "")).filter((path) => !paths.includes(path))).toEqual([]);
  });

  test("needs no other package, and nothing of this machine", () => {
    expect(readdirSync(join(folder, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["fal-lint"]);
    // A bundler leaves the paths of the sources that it read. The name of the folder alone says nothing: a checkout may
    // stand in /app or /src, which is what many a Dockerfile copies to.
    const sources = ["src", "node_modules"].map((name) => `${process.cwd()}/${name}/`);
    const traces = paths.filter((path) => {
      const text = readFileSync(join(installed, path), "utf8");
      const named = sources.some((source) => text.includes(source));
      return named || /\/(?:home|root|Users)\/(?!user\/)|node_modules\/\.bin/.test(text);
    });
    expect(traces).toEqual([]);
  });

  test("is as small as CONTRIBUTING.md says", () => {
    const told = /at most (\d+) kB packed, (\d+) kB unpacked/.exec(readFileSync("CONTRIBUTING.md", "utf8"));
    const [, most, mostUnpacked] = (told ?? []).map((number) => Number(number) * 1000);
    expect(packed.size).toBeLessThan(most ?? 0);
    expect(packed.unpackedSize).toBeLessThan(mostUnpacked ?? 0);
  });

  test("publint finds nothing", async () => {
    const tarball = new Uint8Array(readFileSync(packed.tarball)).buffer;
    const { messages } = await publint({ pack: { tarball }, strict: true });
    expect(messages).toEqual([]);
  });

  test("its types are right for every way to import an ES module", () => {
    const attw = require.resolve("@arethetypeswrong/cli/package.json");
    const program = join(attw, "..", JSON.parse(readFileSync(attw, "utf8")).bin.attw);
    const { status, stdout } = run(
      process.execPath,
      program,
      packed.tarball,
      "--profile",
      "esm-only",
      "--format",
      "json",
    );
    expect(status, stdout).toBe(0);
    const { analysis } = JSON.parse(stdout);
    expect(Object.keys(analysis.entrypoints).sort()).toEqual(Object.keys(doors).sort());
  });
});

describe("installed", () => {
  test("npx fal-lint checks a project", () => {
    cpSync("examples/server", join(folder, "server"), { recursive: true });
    const { status, stdout } = run("npx", "--no-install", "fal-lint", "server");
    expect(stdout).toMatch(/^3 apps, 2 images, 1 credential: 0 errors, 0 warnings/m);
    expect(status).toBe(0);
  });

  test.each(["explain plaintext-password", "rules", "schema config", "--help"])("npx fal-lint %s", (args) => {
    const { status, stdout } = run("npx", "--no-install", "fal-lint", ...args.split(" "));
    expect(status).toBe(0);
    expect(stdout.length).toBeGreaterThan(200);
  });

  const text = JSON.stringify("[tool.fal.apps.a]\nexposed_prot = 8000\nref = 'a.py::A'\n");
  const use = `console.log(JSON.stringify(check({ path: "pyproject.toml", text: ${text} }).diagnostics.map(({ rule }) => rule)))`;

  test("import", () => {
    expect(evaluate("module", `import { check } from "fal-lint"; ${use}`)).toEqual(["unknown-key"]);
  });

  test("import by a CommonJS module", () => {
    expect(evaluate("commonjs", `import("fal-lint").then(({ check }) => ${use})`)).toEqual(["unknown-key"]);
  });

  test("require", () => {
    expect(evaluate("commonjs", `const { check } = require("fal-lint"); ${use}`)).toEqual(["unknown-key"]);
  });

  test.each(modules)("%s has exports", (name) => {
    const names = evaluate("module", `import * as door from "${name}"; console.log(JSON.stringify(Object.keys(door)))`);
    expect(names).not.toEqual([]);
  });

  test.each(schemas)("import of schema/%s", (name) => {
    const code = `import schema from "fal-lint/schema/${name}" with { type: "json" }; console.log(JSON.stringify(schema))`;
    expect(evaluate("module", code)).toEqual(JSON.parse(readFileSync(`schema/${name}`, "utf8")));
  });

  test("nothing else can be imported", () => {
    const code = 'import("fal-lint/dist/cli.cjs").then(() => 0, ({ code }) => console.log(JSON.stringify(code)))';
    expect(evaluate("module", code)).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});

describe("types", () => {
  const { ModuleKind, ModuleResolutionKind, ScriptTarget } = typescript;
  const consumer = `${modules.map((name, index) => `import * as door${index} from "${name}";`).join("\n")}
import { type Diagnostic, check } from "fal-lint";
import schema from "fal-lint/schema/fal.schema.json" with { type: "json" };

const { diagnostics } = check({ path: "pyproject.toml", text: "" }, { now: new Date() });
const places: readonly number[] = diagnostics.map(({ range }: Diagnostic) => range.start.line);
const draft: string = schema.$schema;
// @ts-expect-error A path is a string.
check({ path: 1, text: "" });
// @ts-expect-error There is no such option.
check({ path: "", text: "" }, { nwo: new Date() });
export { places, draft, ${modules.map((_, index) => `door${index}`).join(", ")} };
`;

  test.each([
    ["node16", { module: ModuleKind.Node18, moduleResolution: ModuleResolutionKind.Node16 }],
    ["nodenext", { module: ModuleKind.NodeNext, moduleResolution: ModuleResolutionKind.NodeNext }],
    ["bundler", { module: ModuleKind.ESNext, moduleResolution: ModuleResolutionKind.Bundler }],
  ])("moduleResolution %s", (name, options) => {
    const path = join(folder, `${name}.mts`);
    writeFileSync(path, consumer);
    const program = typescript.createProgram([path], {
      ...options,
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      resolveJsonModule: true,
      noEmit: true,
      types: [],
      target: ScriptTarget.ES2023,
      lib: ["lib.es2023.d.ts"],
    });
    const problems = typescript.getPreEmitDiagnostics(program);
    expect(problems.map(({ messageText }) => typescript.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
    expect(program.getSourceFiles().some(({ fileName }) => fileName.endsWith("fal-lint/dist/index.d.ts"))).toBe(true);
  });
});
