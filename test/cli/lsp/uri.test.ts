// Documents by their URIs.
import { describe, expect, test } from "vitest";
import { nameOfUri, pathOfUri, uriOfPath } from "../../../src/cli/lsp/uri.ts";

const isWindows = process.platform === "win32";

describe("a URI", () => {
  test.runIf(!isWindows).each([
    ["file:///a/pyproject.toml", "/a/pyproject.toml"],
    ["FILE:///a/b", "/a/b"],
    ["file:///a%20b/c%25/%C3%A9%23", "/a b/c%/\u00e9#"],
    ["file:///c%3A/Users/me/x", "/c:/Users/me/x"],
    ["file:///a/../b", "/b"],
    ["file://localhost/a", "/a"],
  ])("%s is a path", (uri, path) => {
    expect(pathOfUri(uri)).toBe(path);
    expect(pathOfUri(uriOfPath(path))).toBe(path);
  });

  test.each([
    "untitled:Untitled-1",
    "git:/a/b?x",
    "vscode-remote://ssh/a/b",
    "http://a/b",
    "/a/b",
    "",
    "file://host/a/b",
    "file:///a%2Fb",
    "file:///a%00b",
    "file:///%zz",
    "file:",
  ])("%j is none of this machine", (uri) => {
    // What is left of `file:` is the root, which is no document.
    expect([null, "/"]).toContain(pathOfUri(uri));
  });

  test.each([
    ["file:///a/pyproject.toml", "pyproject.toml"],
    ["file:///a/py%70roject.toml", "pyproject.toml"],
    ["git:/a/pyproject.toml?ref=x/y", "pyproject.toml"],
    ["untitled:pyproject.toml", "pyproject.toml"],
    ["pyproject.toml", "pyproject.toml"],
    ["file:///a/%zz", "%zz"],
    ["", ""],
  ])("%j ends in %j", (uri, name) => {
    expect(nameOfUri(uri)).toBe(name);
  });
});
