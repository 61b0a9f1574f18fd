import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check } from "../../src/index.ts";
import { checkFile, nodeFiles } from "../../src/node.ts";
import { ecrPassword } from "../rules/tokens.ts";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-node-"));
const path = `${folder}/project/pyproject.toml`;
const text = (password: string) => `[tool.fal.apps.a]
exposed_port = 8000
[tool.fal.apps.a.image]
dockerfile = "Dockerfile"
[tool.fal.apps.a.image.registries."123456789012.dkr.ecr.us-east-1.amazonaws.com"]
username = "AWS"
password = "${password}"
`;

beforeAll(() => {
  mkdirSync(`${folder}/project/src`, { recursive: true });
  writeFileSync(path, text(ecrPassword(1_000_000_000)));
  writeFileSync(
    `${folder}/project/Dockerfile`,
    "FROM 123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1\nCOPY src /app/\n",
  );
  writeFileSync(`${folder}/project/src/a.txt`, "A");
  writeFileSync(`${folder}/utf-16.toml`, Buffer.from("\ufeff[tool.fal]", "utf16le"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("a file on disk", () => {
  test("is checked with the files around it, by the clock", () => {
    const { status, reason, diagnostics, manifests } = checkFile(path);
    expect([status, reason]).toEqual(["checked", null]);
    expect(diagnostics.map(({ rule, file }) => [rule, file])).toContainEqual(["expired-ecr-token", path]);
    expect(manifests[0]?.build.uploads).toEqual([{ path: "src/a.txt", size: 1, sha256: expect.any(String) }]);
  });

  test("is checked as check does it, where the options say so", () => {
    const options = { now: new Date(0), files: nodeFiles(`${folder}/project`) };
    const { reason, ...result } = checkFile(path, options);
    expect(result).toEqual(check({ path, text: text(ecrPassword(1_000_000_000)) }, options));
    expect(result.diagnostics).not.toEqual(checkFile(path).diagnostics);
    expect(checkFile(path, { config: { select: ["unpinned-image"] } }).diagnostics).toEqual([]);
  });

  test.each([
    ["project/missing.toml", "no such file or directory"],
    ["project/pyproject.toml/x", "no such file or directory"],
    ["project", "is a directory"],
    ["project/\u0000", "cannot be opened (ERR_INVALID_ARG_VALUE)"],
    [`project/${"x".repeat(300)}`, "the name is too long"],
  ])("that cannot be read is a result: %j", (name, reason) => {
    expect(checkFile(`${folder}/${name}`)).toEqual({
      path: `${folder}/${name}`,
      status: "unreadable",
      reason,
      apps: [],
      diagnostics: [],
      suppressed: [],
      manifests: [],
      summary: { files: 1, apps: 0, images: 0, credentials: 0, errors: 0, warnings: 0, infos: 0, suppressed: 0 },
    });
  });

  test("that is no UTF-8 has a finding", () => {
    expect(checkFile(`${folder}/utf-16.toml`).diagnostics.map(({ rule }) => rule)).toEqual(["not-utf8"]);
  });
});

describe("the files of a folder", () => {
  test("are told without exceptions", () => {
    const files = nodeFiles(`${folder}/project`);
    expect(files.readText("Dockerfile")).toMatchObject({ kind: "text" });
    expect(files.readText("missing")).toEqual({ kind: "missing" });
    expect(files.list(".")?.map(({ name }) => name)).toEqual(["Dockerfile", "pyproject.toml", "src"]);
    expect(files.stat("\u0000")).toBeNull();
    expect(nodeFiles("").stat("package.json")?.kind).toBe("file");
  });
});
