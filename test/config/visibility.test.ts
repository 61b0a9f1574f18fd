import { describe, expect, test } from "vitest";
import { isShowable } from "../../src/config/visibility.ts";

const app = ["tool", "fal", "apps", "server"];

describe("what the schema knows, and knows to be no secret, may be shown", () => {
  test.each([
    ["ref"],
    ["machine_type"],
    ["machine_type", 0],
    ["requirements", 1, 0],
    ["regions", 2],
    // The names of secrets, not their values.
    ["secrets"],
    ["secrets", 0],
    ["_scheduler_options"],
    ["_scheduler_options", "anything", "below"],
    ["image", "dockerfile"],
    ["image", "image"],
    ["image", "cmd", 3],
    ["image", "entrypoint"],
    ["image", "build_args", "VERSION"],
    ["image", "registries", "ghcr.io", "username"],
    ["health_check", "path"],
    ["health_check", "timeout_seconds"],
    ["retry_config", "timeout", "retries"],
  ])("%s %s %s %s", (...key) => {
    expect(isShowable([...app, ...key.filter((part) => part !== undefined)])).toBe(true);
  });

  test.each(["select", "ignore", "severity", "exclude"])("tool.fal-lint.%s", (key) => {
    expect(isShowable(["tool", "fal-lint", key])).toBe(true);
    expect(isShowable(["tool", "fal-lint", key, 0])).toBe(true);
    expect(isShowable(["tool", "fal-lint", key, "unpinned-image"])).toBe(true);
    expect(isShowable(["tool", "fal-lint", key, "unpinned-image", "x"])).toBe(false);
  });
});

test.each<[path: readonly (string | number)[], shown: boolean]>([
  [["project", "dependencies", 0], true],
  [["project", "dependencies", 0, "x"], false],
  [["project", "dependencies"], false],
  [["project", "dependencies", "x"], false],
  [["project", "optional-dependencies", "dev", 1], true],
  [["project", "optional-dependencies", "dev"], false],
  [["project", "optional-dependencies", "dev", 1, 0], false],
  [["project", "urls", "dev", 1], false],
  [["dependency-groups", "dev", 0], true],
  [["dependency-groups", "dev", 0, "include-group"], false],
  [["tool", "poetry", "dependencies", "fal"], true],
  [["tool", "poetry", "dependencies", "fal", "url"], false],
  [["tool", "poetry", "source", "fal"], false],
  [["tool", "pdm", "dependencies", "fal"], false],
])("what the project depends on: %j", (path, shown) => {
  expect(isShowable(path)).toBe(shown);
});

describe("anything else may be a secret", () => {
  test.each<[path: readonly (string | number)[]]>([
    [[]],
    [["tool"]],
    [["tool", "fal"]],
    [["tool", "fal", "apps"]],
    [app],
    [["tool", "fal", "apps", "server", 0]],
    [["tool", "fal", "app", "server", "ref"]],
    [["tool", "other", "apps", "server", "ref"]],
    [["project", "fal", "apps", "server", "ref"]],
    [["tool", "fal-lint"]],
    [["tool", "fal-lint", "selct"]],
    [["project", "fal-lint", "select"]],
    [["project", "name"]],
  ])("%j", (path) => {
    expect(isShowable(path)).toBe(false);
  });

  test.each<[key: readonly (string | number)[]]>([
    [["pasword"]],
    [["ref", "x"]],
    [["ref", 0, "x"]],
    [["image"]],
    [["image", "pasword"]],
    [["image", "dockerfile", "x"]],
    [["image", "secrets"]],
    [["image", "secrets", "TOKEN"]],
    [["image", "build_args"]],
    [["image", "build_args", "VERSION", "x"]],
    [["image", "registries"]],
    [["image", "registries", "ghcr.io"]],
    [["image", "registries", "ghcr.io", "password"]],
    [["image", "registries", "ghcr.io", "pasword"]],
    [["image", "registries", "ghcr.io", "username", "x"]],
    [["health_check"]],
    [["health_check", "token"]],
    [["health_check", "path", "x"]],
    [["retry_config"]],
    [["retry_config", "timeout"]],
    [["retry_config", "timeout", "token"]],
    [["retry_config", "timeout", "retries", "x"]],
  ])("%j of an app", (key) => {
    expect(isShowable([...app, ...key])).toBe(false);
  });
});
