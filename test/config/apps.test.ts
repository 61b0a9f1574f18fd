import { describe, expect, test } from "vitest";
import { dockerfilesOf, readApps } from "../../src/config/apps.ts";
import { readToml } from "../../src/toml/read.ts";

function read(text: string) {
  const document = readToml(text);
  if (document.kind !== "document") throw new Error(document.message);
  return readApps(document.root);
}

describe("readApps", () => {
  test.each(["", "tool = 1", "[tool.other]", "[project]\nname = 'x'"])("%j has none, and nothing to say", (text) => {
    expect(read(text)).toEqual({ keys: null, valid: [], findings: [], images: 0, credentials: 0 });
  });

  test("apps, images and credentials are counted, valid or not", () => {
    const { keys, valid, images, credentials, findings } = read(`[tool.fal.apps.one]
ref = "a.py::A"
[tool.fal.apps.two.image]
image = "a"
[tool.fal.apps.two.image.registries."ghcr.io"]
username = "u"
password = "$P"
[tool.fal.apps.two.image.registries."quay.io"]
username = "u"
password = "$P"
[tool.fal.apps.three]
image = "not a table"
[tool.fal.apps.four.image]
image = "a"
registries = 1
`);
    expect({ keys, images, credentials }).toEqual({
      keys: ["one", "two", "three", "four"],
      images: 3,
      credentials: 2,
    });
    expect(valid.map(({ key, path }) => [key, path.join(".")])).toEqual([
      ["one", "tool.fal.apps.one"],
      ["two", "tool.fal.apps.two"],
    ]);
    expect(findings.map(({ app, rule }) => [app, rule])).toEqual([
      ["three", "wrong-type"],
      ["four", "wrong-type"],
    ]);
  });

  test("a [tool.fal] that is no table", () => {
    expect(read("tool.fal = 1")).toEqual({
      keys: null,
      valid: [],
      images: 0,
      credentials: 0,
      findings: [
        {
          app: null,
          rule: "wrong-type",
          at: { keyPath: ["tool", "fal"], part: "value" },
          message: "`tool.fal` must be a table, not an integer.",
        },
      ],
    });
  });

  const remove = "Remove it, or move it to the table that it was meant for.";
  test.each([
    ["[tool.fal.app.a]", "app", "Did you mean `apps`?"],
    ["[tool.fal.zzzzzz]", "zzzzzz", remove],
    // There are apps already.
    ["[tool.fal.apps]\n[tool.fal.app.a]", "app", remove],
  ])("a key beside the apps is ignored by fal: %j", (text, key, help) => {
    expect(read(text).findings).toEqual([
      {
        app: null,
        rule: "unknown-key",
        severity: "warning",
        at: { keyPath: ["tool", "fal", key], part: "key" },
        message: `fal does not know the key \`${key}\` in \`tool.fal\`, and ignores it.`,
        help,
      },
    ]);
  });

  // fal/project.py: k.replace("--", "").replace("-", "_")
  test.each(["--apps", "apps--", "ap--ps"])("%s is read as `apps`, which is an error", (key) => {
    const { keys, findings } = read(`[tool.fal.${key}.a]`);
    expect(keys).toBeNull();
    expect(findings).toEqual([
      {
        app: null,
        rule: "unknown-key",
        at: { keyPath: ["tool", "fal", key], part: "key" },
        message: `fal's client drops the \`--\` and reads \`${key}\` as \`apps\`: of several such tables it takes the last, and loses the others.`,
        help: "Write `apps`. What is below this key has not been checked.",
      },
    ]);
  });

  test("a single dash is no such disguise", () => {
    expect(read("[tool.fal.apps-.a]").findings[0]?.severity).toBe("warning");
    expect(read("[tool.fal.-apps.a]").findings[0]?.severity).toBe("warning");
  });
});

describe("dockerfilesOf", () => {
  function dockerfiles(text: string) {
    const document = readToml(text);
    if (document.kind !== "document") throw new Error(document.message);
    return dockerfilesOf(document.root);
  }

  test("are those of all apps, wrong or not", () => {
    expect(
      dockerfiles(`[tool.fal.apps.a.image]
dockerfile = "Dockerfile"
[tool.fal.apps.b]
no_such_key = 1
image = { dockerfile = "./b/Dockerfile", image = "x" }
[tool.fal.apps.c.image]
image = "x"
[tool.fal.apps.d]
image.dockerfile = 1
[tool.fal.apps.e]
dockerfile = "elsewhere"
`),
    ).toEqual(["Dockerfile", "./b/Dockerfile"]);
  });

  test.each(["", "tool.fal = 1", "tool.fal.apps = 1", "fal.apps.a.image.dockerfile = 'x'"])("%j has none", (text) => {
    expect(dockerfiles(text)).toEqual([]);
  });
});
