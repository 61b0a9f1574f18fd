// The order of the rooms, and what none of them may touch.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as door from "../src/index.ts";
import * as nodeDoor from "../src/node.ts";
import { rules } from "../src/rules/index.ts";

const src = new URL("../src/", import.meta.url);
const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.(ts|js)$/.test(path) && !path.endsWith(".d.ts"));

/** Bottom to top; a room may import from itself and from those before it. */
const rooms = [
  "text",
  "toml",
  "packaging",
  "config",
  "container",
  "python",
  "client",
  "manifest",
  "rules",
  "check",
  "report",
  "migrate",
  "editor",
  "library",
  "cli",
  "bin",
];

const roomOf = (path: string): string => {
  const [first = "", ...rest] = path.split("/");
  if (rest.length > 0) return first === "silence" ? "check" : first;
  return { "index.ts": "library", "node.ts": "cli", "bin.ts": "bin" }[first] ?? "check";
};

const imports = files.flatMap((path) => {
  const text = readFileSync(new URL(path, src), "utf8");
  return [...text.matchAll(/^(?:import|export)\s[^;"=(]*?from\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm)].map((match) => ({
    path,
    names: match[0],
    specifier: match[1] ?? match[2] ?? "",
  }));
});

describe("layers", () => {
  test("every import is seen", () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(100);
  });

  test("imports point one way", () => {
    const upward = imports.filter(({ path, specifier }) => {
      if (!specifier.startsWith(".")) return false;
      const target = new URL(specifier, new URL(path, src)).href.slice(src.href.length);
      return rooms.indexOf(roomOf(target)) > rooms.indexOf(roomOf(path)) || !rooms.includes(roomOf(path));
    });
    expect(upward).toEqual([]);
  });

  test("only the command touches the machine, only bin.ts the process, and few the clock", () => {
    const impure = imports.filter(
      ({ path, specifier }) => specifier.startsWith("node:") && !path.startsWith("cli/") && path !== "bin.ts",
    );
    expect(impure).toEqual([]);
    const named = files.filter(
      (path) => path !== "bin.ts" && /\bprocess\.|\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b/.test(code(path)),
    );
    expect(named.sort()).toEqual(["cli/node-host.ts", "cli/start.ts", "node.ts"]);
  });

  test("outside packages are few", () => {
    const server = new Set(["vscode-languageserver-textdocument", "vscode-languageserver/node"]);
    const outside = imports.filter(({ specifier }) => !/^(\.|node:)/.test(specifier));
    const packages = new Set(outside.map(({ specifier }) => specifier));
    // The language server's are for nothing else.
    expect(outside.filter(({ path, specifier }) => server.has(specifier) && !path.startsWith("cli/lsp/"))).toEqual([]);
    expect([...packages].filter((name) => !server.has(name)).sort()).toEqual([
      "@lezer/common",
      "@lezer/python",
      "@noble/hashes/hmac.js",
      "@noble/hashes/sha2.js",
      "@noble/hashes/utils.js",
      "@renovatebot/pep440/lib/operator.js",
      "@renovatebot/pep440/lib/version.js",
      "smol-toml",
    ]);
  });

  test("only the credential code looks inside a secret", () => {
    const users = imports.filter(
      ({ names, specifier }) => specifier.endsWith("text/secret.ts") && /\breveal\b/.test(names),
    );
    expect(users.map(({ path }) => path)).toEqual(["container/credential.ts"]);
  });
});

describe("the public door", () => {
  test("lets out this and no more", () => {
    expect(Object.keys(door).sort()).toEqual([
      "canonicalize",
      "check",
      "classifyCredential",
      "compile",
      "explain",
      "formatReport",
      "lint",
      "parseDockerfile",
      "parseImageReference",
      "readBaseline",
      "readSecretsList",
      "rules",
    ]);
    expect(Object.keys(nodeDoor).sort()).toEqual(["checkFile", "nodeFiles"]);
  });
});

describe("rules", () => {
  test("the list and the folder agree", () => {
    const listed = rules.map(({ id }) => `${id}.ts`);
    const standing = files
      .filter((path) => path.startsWith("rules/") && /: Rule = \{/.test(code(path)))
      .map((path) => path.slice("rules/".length));
    expect([...listed].sort()).toEqual(standing.sort());
    expect(new Set(listed).size).toBe(listed.length);
  });
});

/** Without comments. */
function code(path: string): string {
  return readFileSync(new URL(path, src), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}
