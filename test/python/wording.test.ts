// Each sentence that is worded for TOML, in Python's words.
import { describe, expect, test } from "vitest";
import { inPythonWords } from "../../src/python/words.ts";
import { contextPaths, rootPaths } from "../../src/text/context-paths.ts";
import { recorded } from "../rules/tokens.ts";

const inRoot = { context: rootPaths };
const inDocker = { context: contextPaths("docker", null) ?? rootPaths };

describe("in Python's words", () => {
  test.each([
    ["an argument", 'Write `auth = "private"`.', 'Write `auth="private"`.'],
    ["an argument that is a boolean", "Write `app_scale_settings = true`.", "Write `app_scale_settings=True`."],
    ["an argument that is a number", "`num_gpus = 2`, but", "`num_gpus=2`, but"],
    ["a key of a registry", 'write `password = "$GHCR"`', 'write `"password": "$GHCR"`'],
    ["a key of retries", "`retries = -1` counts as 0", '`"retries": -1` counts as 0'],
    ["a build secret", 'Write `PIP = "$PIP"` into `image.secrets`.', 'Write `"PIP": "$PIP"` into `image.secrets`.'],
    ["a build secret in quotes", 'Write `"a.b" = "$A_B"`.', 'Write `"a.b": "$A_B"`.'],
    ["a path", '`image.registries."ghcr.io".password`', '`image.registries["ghcr.io"]["password"]`'],
    ["a path of bare keys", "`retry_config.timeout.retries`", '`retry_config["timeout"]["retries"]`'],
    [
      "types",
      "must be an array of strings, or an array of arrays, not a table.",
      "must be a list of strings, or a list of lists, not a dict.",
    ],
    ["booleans", "Write `true` or `false`, without quotes.", "Write `True` or `False`, without quotes."],
    [
      "the root",
      "The path is relative to the folder of the pyproject.toml.",
      "The path is relative to the folder in which `fal` is started.",
    ],
    [
      "a .dockerignore",
      "Write a .dockerignore beside the pyproject.toml; it",
      "Write a .dockerignore into the folder in which `fal` is started; it",
    ],
    [
      "the path of a Dockerfile",
      "Path of the Dockerfile, relative to the pyproject.toml.",
      "Path of the Dockerfile, relative to the folder in which `fal` is started.",
    ],
    ["a folder that has a default", "Default: the folder of the pyproject.toml.", "Default: the folder of the module."],
    [
      "a path with a folder to which it is relative",
      "The path is relative to `requirements_context_dir`, or else to the folder of the pyproject.toml.",
      "The path is relative to `requirements_context_dir`, or else to the folder of the module.",
    ],
    [
      "a file outside the context",
      "Move it below that folder, or the pyproject.toml up to a folder that holds both.",
      "Move it below that folder, or name a folder that holds both as `context_dir`.",
    ],
    [
      "a context",
      "The build context is always the folder of the pyproject.toml: remove it.",
      "Did you mean `context_dir`?",
    ],
    [
      "the settings of a table",
      "Apply this table's scale settings at each deploy.",
      "Apply these scale settings at each deploy.",
    ],
    ["an unknown key", "Remove it: fal's client refuses the app, and prints the key with its value.", "Remove it."],
    ["a key of an app", "It belongs directly into the app's table.", "It belongs directly into the app."],
    ["a key of an image", "It belongs into the app's `image` table.", "It belongs into the `ContainerImage`."],
    [
      "the key of a registry's table",
      'It belongs into a table `image.registries."HOST"`.',
      "It belongs into the dict of a registry.",
    ],
    ["an argument that is false", "Write `no_scale = false`.", "Write `no_scale=False`."],
    ["an argument that only begins like a boolean", "`name = true-name`", "`name=true-name`"],
    ["an argument that only ends like one", "`name = untrue`", "`name=untrue`"],
    ["an argument of an image", 'Write `dockerfile = "D"`.', 'Write `dockerfile="D"`.'],
    ["a key that takes any secret", 'Write `A_B-3 = "$X"`.', 'Write `"A_B-3": "$X"`.'],
    ["the path of a build argument", "`image.build_args.A_B`", '`image.build_args["A_B"]`'],
    ["the path of a build secret", '`image.secrets."a.b"`', '`image.secrets["a.b"]`'],
    ["code at either end", "`auth = true` or `auth = false`", "`auth=True` or `auth=False`"],
  ])("%s", (_, toml, python) => {
    expect(inPythonWords(toml, inRoot)).toBe(python);
  });

  test("a context has a name", () => {
    const words = "lies outside the build context, which is the folder of the pyproject.toml: fal's client will stop";
    expect(inPythonWords(words, inDocker)).toBe(
      "lies outside the build context, which is `docker`: fal's client will stop",
    );
  });

  test("and one that is a token has none", () => {
    const token = recorded("github-pat-classic", "valid");
    const context = contextPaths(token, null) ?? rootPaths;
    expect(inPythonWords("The context is the folder of the pyproject.toml.", { context })).toBe(
      "The context is `********`.",
    );
  });

  test.each([
    "`torch = 2.0` has something behind the name",
    "`a table.txt` and `an array` do not exist",
    "`image.tar.gz` does not exist",
    "`--mount = x`, `$&` and `true`",
    "no `closing one",
    "Write `GPU-H100`.",
    "`image.cmd[2]` holds a fal API key",
    '`the auth = "private"` of mine',
    "`x/image.secrets.PIP` does not exist",
    '`"a\\"b" = "$AB"`',
    '`"a"b" = "$AB"`',
    '`auth == "private"`',
    "`auth = `",
    "`retry_config.`",
    "`auth = true\nand more`",
    "`image.secrets.a\nb`",
  ])("what the user may have written stays: %s", (words) => {
    expect(inPythonWords(words, inRoot)).toBe(words);
  });
});
