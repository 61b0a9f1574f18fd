import { describe, expect, test } from "vitest";
import { CodeFrames } from "../../src/report/frame.ts";
import { Lines } from "../../src/text/source.ts";

/** The frame for the place between `«` and `»`, with what is marked in the same brackets. */
function frame(marked: string, language: "toml" | "other", rule = "any"): string | null {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace("«", "").replace("»", "");
  const line = new CodeFrames(text, language).of({ rule, range: new Lines(text).range([start, end]) });
  const [from, to] = line?.marks[0] ?? [0, 0];
  return line && `${line.line}|${line.text.slice(0, from)}«${line.text.slice(from, to)}»${line.text.slice(to)}`;
}

const app = "[tool.fal.apps.a]\n";
const registry = `${app}image.registries."ghcr.io".`;

describe("a frame of TOML", () => {
  test.each([
    ["a value that is known and harmless", `${app}auth = «"privat"»`, '2|auth = «"privat"»'],
    ["the key of a value that is not", `${app}«pasword» = "hunter2"`, "2|«pasword» = ********"],
    ["a secret", `${registry}password = «"hunter2"»`, '2|image.registries."ghcr.io".password = «********»'],
    [
      "a longer secret, at the same width",
      `${registry}password = «"${"x".repeat(500)}"»`,
      '2|image.registries."ghcr.io".password = «********»',
    ],
    [
      "what stands behind a secret",
      `${app}image.secrets = { A = "hunter2", B = 1, «C» = true }`,
      "2|image.secrets = { A = ********, B = ********, «C» = ******** }",
    ],
    [
      "a token in a harmless place",
      `${app}name = «"hf_${"aB3dE6gH9j".repeat(4).slice(0, 34)}"»`,
      "2|name = «********»",
    ],
    [
      "what the project depends on",
      '[project]\ndependencies = [«"fal==1.7"», "a @ https://h/a"]',
      '2|dependencies = [«"fal==1.7"», "a @ https://h/a"]',
    ],
    [
      "no user in a URL, who may be a token",
      '[project]\ndependencies = [«"fal==1.7"», "a @ git+https://hunter2@h/a"]',
      '2|dependencies = [«"fal==1.7"», ********]',
    ],
    [
      "none in an app either",
      `${app}requirements = [«"a"», "b @ ssh://git@h/b"]`,
      '2|requirements = [«"a"», ********]',
    ],
    [
      "a variable in a URL",
      `${app}requirements = [«"a"», "b @ https://\${T}@h/b"]`,
      '2|requirements = [«"a"», "b @ https://${T}@h/b"]',
    ],
    ["a token written with escapes", `${app}name = «"\\u0068f_x"»`, "2|name = «********»"],
    ["no comment", `${app}«keep_alive» = "1" # hunter2`, '2|«keep_alive» = "1" '],
    ["control characters", `${app}name = «"a\u202eb\u00e9"»`, '2|name = «"a\\u202Ebé"»'],
    ["a string of many lines by its first", `${app}name = «"""\nab\ncd"""»`, '2|name = «"""»'],
    ["outside of the apps nothing", "[other]\n«day» = 2026-02-30", "2|«day» = ********"],
  ])("shows %s", (_, text, expected) => {
    expect(frame(text, "toml")).toBe(expected);
  });
});

describe("a frame of a text that is no TOML", () => {
  test.each([
    ["the key", "a = 1\npassword = «hunter2»", "2|password = «********»"],
    ["a header of fal", '[tool.fal.apps."a"«', '1|[tool.fal.apps."a"«»'],
    ["no other line", "password = [\n[«hunter2»", null],
    ["nothing behind three quotes", 'a = """\nhunter2 =« x', null],
  ])("shows %s", (_, text, expected) => {
    expect(frame(`${text}${text.includes("»") ? "" : "»"}`, "toml", "syntax-error")).toBe(expected);
  });
});

describe("a frame of a Dockerfile", () => {
  test.each([
    ["what is harmless", "FROM a\n«COPY» *.py ./", "2|«COPY» *.py ./"],
    ["no value of a secret's name", "«ENV» API_TOKEN=hunter2 A=b", "1|«ENV» API_TOKEN=******** A=b"],
    ["none in the old form", "«ENV» API_TOKEN hunter2", "1|«ENV» API_TOKEN ********"],
    ["none behind an option", "«RUN» x --password hunter2 y", "1|«RUN» x --password ******** y"],
    ["none in quotes", '«RUN» echo "apiKey": "hunter 2"', '1|«RUN» echo "apiKey": ********'],
    [
      "no user in a URL",
      "«RUN» pip install git+https://hunter2@h/a@v1",
      "1|«RUN» pip install git+https://********@h/a@v1",
    ],
    ["a variable in a URL", "«RUN» curl https://$T@h/a https://h/a@v1", "1|«RUN» curl https://$T@h/a https://h/a@v1"],
    ["no token", `«RUN» curl hf_${"aB3dE6gH9j".repeat(4).slice(0, 34)}/x`, "1|«RUN» curl ********/x"],
    [
      "a secret mount as it is",
      "«RUN» --mount=type=secret,id=PIP_TOKEN pip",
      "1|«RUN» --mount=type=secret,id=PIP_TOKEN pip",
    ],
  ])("shows %s", (_, text, expected) => {
    expect(frame(text, "other")).toBe(expected);
  });
});
