// What is installed, and by whom: nothing but this package for its users; only what is locked, by its hash, for its developers.
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { build } from "esbuild";
import { describe, expect, test } from "vitest";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const lock: { readonly lockfileVersion: number; readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
  readFileSync("package-lock.json", "utf8"),
);
const { "": root, ...packages } = lock.packages;

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

describe("package.json", () => {
  test("needs nothing at run time", () => {
    const kinds = [
      "dependencies",
      "optionalDependencies",
      "peerDependencies",
      "bundleDependencies",
      "bundledDependencies",
    ];
    expect(kinds.filter((kind) => kind in manifest)).toEqual([]);
  });

  test("runs nothing on installation but the build of a clone", () => {
    const hooks =
      /^(?:pre|post)?(?:install|uninstall|prepare|pack|publish|version|shrinkwrap|dependencies)$|^prepublishOnly$/;
    expect(Object.keys(manifest.scripts).filter((name) => hooks.test(name))).toEqual(["prepare"]);
  });

  test("names every tool by one version of a registry", () => {
    for (const [name, version] of Object.entries(manifest.devDependencies))
      expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
  });
});

describe("the lock file", () => {
  test("is the only one", () => {
    const others = ["npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock"];
    expect(readdirSync(".").filter((name) => others.includes(name))).toEqual([]);
    expect(readFileSync(".ci/run", "utf8")).toMatch(/^npm ci /m);
  });

  test("agrees with package.json", () => {
    expect(lock.lockfileVersion).toBe(3);
    expect(root?.devDependencies).toEqual(manifest.devDependencies);
    for (const [name, version] of Object.entries(manifest.devDependencies))
      expect([name, packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
  });

  test("has a strong hash for every package, and none from outside of a registry", () => {
    expect(Object.keys(packages).length).toBeGreaterThan(100);
    const weak = Object.entries(packages).filter(
      ([, { integrity }]) => !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ""),
    );
    expect(weak).toEqual([]);
    const elsewhere = Object.entries(packages).filter(
      ([, { resolved }]) => resolved !== undefined && !/^https:\/\/[^/]+\/.+\.tgz$/.test(resolved),
    );
    expect(elsewhere).toEqual([]);
  });

  test("has nothing for users, and few that run something when they are installed", () => {
    expect(Object.entries(packages).filter(([, { dev }]) => dev !== true)).toEqual([]);
    const scripted = Object.entries(packages).filter(([, { hasInstallScript }]) => hasInstallScript);
    expect(scripted.map(([path]) => path).sort()).toEqual(["node_modules/esbuild"]);
  });
});

test("what is built into the command is these packages, and asks Node for no network and no other program", async () => {
  const { metafile } = await build({
    entryPoints: ["src/bin.ts", "src/cli/start.ts"],
    outdir: "unwritten",
    bundle: true,
    write: false,
    metafile: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    preserveSymlinks: true,
    // It could open sockets; it is given standard input and output (test/cli/lsp).
    external: ["vscode-languageserver*"],
  });
  const names = (pattern: RegExp) =>
    [...new Set(Object.keys(metafile.inputs).flatMap((path) => pattern.exec(path)?.[1] ?? []))].sort();
  expect(names(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)).toEqual([
    "@lezer/common",
    "@lezer/highlight",
    "@lezer/lr",
    "@lezer/python",
    "@noble/hashes",
    "@renovatebot/pep440",
    "smol-toml",
  ]);
  const imported = new Set(
    Object.values(metafile.outputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(({ path }) => path),
    ),
  );
  const texts = Object.keys(metafile.inputs)
    .filter((path) => path.startsWith("src/"))
    .map((path) => readFileSync(path, "utf8"));
  for (const text of texts)
    for (const [, name = ""] of text.matchAll(/getBuiltinModule\("([^"]+)"\)/g)) imported.add(name);
  const others = [...imported].filter((name) => !builtinModules.includes(name.replace("node:", "")));
  expect(others.filter((name) => !name.startsWith("vscode-languageserver"))).toEqual([]);
  const reaching =
    /^(?:node:)?(?:https?|http2|net|tls|dgram|dns|child_process|cluster|worker_threads|inspector|repl)\b/;
  expect([...imported].filter((name) => reaching.test(name))).toEqual([]);
  expect(imported.size).toBeGreaterThan(5);
  expect(texts.filter((text) => /\bfetch\(|\bWebSocket\(|\beval\(|\bnew Function\(/.test(text))).toEqual([]);
});
