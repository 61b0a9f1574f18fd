// A file in another language: how it is read, what configures it, and what of it counts as an app.
import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../src/analyse.ts";
import { check } from "../../src/check.ts";
import { python } from "../../src/python/index.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

const text = `import fal
class Server(fal.App):
    image = fal.ContainerImage("FROM a\\n")
SIDE = fal.ContainerImage("FROM b\\n")
`;
const bytes = (...parts: (string | number)[]) =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.of(part))));

function checked(
  options: CheckOptions = {},
  source: { text: string } | { bytes: Uint8Array } = { text },
  path = "services/app.py",
) {
  return check({ path, ...source }, { languages: [python], ...options });
}

const rulesOf = ({ diagnostics }: ReturnType<typeof check>) => diagnostics.map(({ rule, app }) => `${rule} ${app}`);
const around = (tree: Readonly<Record<string, MemoryEntry>>) => ({ files: memoryFiles({ "app.py": text, ...tree }) });

describe("what is read", () => {
  test("are apps, and images that belong to none, which are checked and nothing more", () => {
    const result = checked();
    expect(result).toMatchObject({ status: "checked", apps: ["server"], summary: { apps: 1, images: 2 } });
    expect(rulesOf(result)).toEqual(["files-not-checked server", "files-not-checked null"]);
    expect(result.manifests.map(({ app, file, entry }) => [app, file, entry])).toEqual([
      ["server", "services/app.py", { kind: "ref", file: "app.py", symbol: "Server" }],
    ]);
  });

  test("is the file where it stands in its project", () => {
    const project = { folder: ".", file: "services/app.py" };
    expect(checked({ project }).manifests[0]?.entry).toEqual({
      kind: "ref",
      file: "services/app.py",
      symbol: "Server",
    });
  });

  test("is the same in bytes", () => {
    expect(checked({}, { bytes: bytes(text) })).toEqual(checked());
  });

  test("is nothing behind a byte that is no UTF-8, which is told at its place", () => {
    const result = checked({}, { bytes: bytes("import fal\n# caf", 0xe9, "\n", text) });
    expect(result).toMatchObject({ status: "syntax-error", apps: [], manifests: [], summary: { apps: 0, errors: 1 } });
    expect(result.diagnostics).toMatchObject([
      {
        rule: "not-utf8",
        app: null,
        message: expect.stringMatching(/no UTF-8/),
        help: expect.stringMatching(/^Save the file as UTF-8/),
        range: { start: { line: 2, column: 6, offset: 16 }, end: { line: 2, column: 6, offset: 16 } },
      },
    ]);
  });

  test("is TOML where the name is of no other language", () => {
    expect(checked({}, { text: "[tool.fal.apps.a]\nref = 1\n" }, "services/other.toml").apps).toEqual(["a"]);
    expect(checked({}, { text }, "services/app.toml").status).toBe("syntax-error");
  });
});

describe("a module is configured", () => {
  const ignored = '[tool.fal-lint]\nignore = ["unpinned-image"]\n';
  const all = ["unpinned-image server", "unpinned-image null"];
  test.each<[name: string, tree: Readonly<Record<string, MemoryEntry>>, expected: string[]]>([
    ["by the pyproject.toml of its project", { "pyproject.toml": ignored }, []],
    ["by no other file", { "other/pyproject.toml": ignored }, all],
    ["by none without it", {}, all],
    ["by none that is no TOML", { "pyproject.toml": `${ignored}x =\n` }, all],
    ["by none that cannot be read", { "pyproject.toml": { unreadable: "is locked" } }, all],
    ["by what is right in it", { "pyproject.toml": `${ignored}nope = 1\n` }, []],
  ])("%s", (_name, tree, expected) => {
    const result = checked(around(tree));
    expect(rulesOf(result)).toEqual(expected);
    expect(result.status).toBe("checked");
  });
});

test("an app and an image by one name are not deployed as one", () => {
  const twice = text.replace("SIDE", "server");
  expect(rulesOf(checked({}, { text: twice }))).not.toContain("duplicate-deploy-name null");
});

test("the values of secrets are judged, whatever else is named without one", () => {
  const toml = `[tool.fal.apps.a]
exposed_port = 8000
image.image = "ghcr.io/me/server@sha256:${"0".repeat(64)}"
image.registries."ghcr.io" = { username = "me", password = "$TOKEN" }
`;
  const found = (env: CheckOptions["env"]) =>
    check({ path: "pyproject.toml", text: toml }, env === undefined ? {} : { env }).diagnostics.length;
  const token = ["dckr", "pat", "A".repeat(27)].join("_");
  expect([
    found(undefined),
    found({ OTHER: undefined, TOKEN: undefined }),
    found({ OTHER: undefined, TOKEN: token }),
  ]).toEqual([0, 0, 1]);
});
