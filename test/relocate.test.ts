// A finding about an app that is written in code: where it lies in that code, how it is worded, and what becomes of its fix.
import { describe, expect, test } from "vitest";
import type { AppFinding } from "../src/diagnose.ts";
import { readDocument } from "../src/python/document.ts";
import { relocate, untold } from "../src/relocate.ts";
import type { Place } from "../src/text/finding.ts";
import { memoryFiles } from "./memory-files.ts";

const module = `import fal
class Server(fal.App, keep_alive=3, num_gpus=count()):
    image = fal.ContainerImage("""FROM a:1
COPY b c
RUN x\\ty
""", context_dir="docker", dockerignore_path="docker/ignored")
`;
const code = readDocument(module, "app.py", memoryFiles({ "app.py": module, "docker/ignored": "*.pyc\n" }));

const app = ["tool", "fal", "apps", "server"];
const finding = { rule: "copy-glob", app: "server", at: { keyPath: app, part: "key" }, message: "No." } as const;
const moved = (more: Partial<AppFinding>) => relocate({ ...finding, ...more }, code);

/** The text of the module at a place that lies in it. */
function textAt(place: Place | undefined): string | null {
  return place !== undefined && "span" in place && !("file" in place) ? module.slice(...place.span) : null;
}

/** The edits of the fix, each with what it replaces; null if there is no fix. */
function edits(...written: (readonly [at: Place, text: string])[]) {
  const fix = { description: "Mend it.", safe: true, edits: written.map(([at, text]) => ({ at, text })) };
  return moved({ fix }).fix?.edits.map(({ at, text }) => [textAt(at) ?? at, text]) ?? null;
}

const keepAlive: Place = { keyPath: [...app, "keep_alive"], part: "value" };
const gpus: Place = { keyPath: [...app, "num_gpus"], part: "value" };
const dockerfile = (start: number, end: number): Place => ({ file: "Dockerfile", span: [start, end] });

describe("a place", () => {
  test.each<[name: string, at: Place, expected: Place | string]>([
    ["in a text that is written as a string lies in the module", dockerfile(9, 13), "COPY"],
    ["in a text with an escape covers it as it is written", dockerfile(22, 25), "x\\ty"],
    [
      "in a file of the context is named from the root",
      { file: "src/a", span: [1, 2] },
      { file: "docker/src/a", span: [1, 2] },
    ],
    [
      "in a file that stands in for another is named as itself",
      { file: ".dockerignore", span: [0, 5] },
      { file: "docker/ignored", span: [0, 5] },
    ],
    ["in a file that is named with a detour is the same", { file: "./x/../Dockerfile", span: [9, 13] }, "COPY"],
    ["by keys stays", keepAlive, keepAlive],
    ["by a span stays", { span: [0, 6] }, "import"],
  ])("%s", (_name, at, expected) => {
    const place = moved({ at }).at;
    expect(textAt(place) ?? place).toEqual(expected);
  });

  test("of no app is named from the root", () => {
    expect(moved({ app: null, at: dockerfile(9, 13) }).at).toEqual(dockerfile(9, 13));
  });
});

describe("the words", () => {
  test("of all parts are those of the language, with the app's context", () => {
    const words = "Write `num_gpus = 2`, from the folder of the pyproject.toml.";
    const inPython = "Write `num_gpus=2`, from `docker`.";
    const fix = { description: words, safe: false, edits: [{ at: keepAlive, text: "1" }] };
    const related = [{ at: dockerfile(0, 4), message: words }];
    const all = moved({ message: words, help: words, related, fix });
    expect(all).toMatchObject({ message: inPython, help: inPython, fix: { description: inPython, safe: false } });
    expect(all.related?.map(({ at, message }) => [textAt(at), message])).toEqual([["FROM", inPython]]);
  });

  test("that were not there stay away", () => {
    expect(moved({})).toEqual(finding);
  });
});

describe("a fix", () => {
  test("is made where a key or a text is written in the module", () => {
    expect(edits([keepAlive, "300"], [dockerfile(14, 15), "src"])).toEqual([
      ["3", "300"],
      ["b", "src"],
    ]);
  });

  test("is made in another file, under its name from the root", () => {
    expect(edits([{ file: ".dockerignore", span: [0, 1] }, "a"], [{ file: "b", span: [0, 1] }, "c"])).toEqual([
      [{ file: "docker/ignored", span: [0, 1] }, "a"],
      [{ file: "docker/b", span: [0, 1] }, "c"],
    ]);
  });

  test("of a span is made there", () => {
    expect(edits([{ span: [0, 6] }, "x"])).toEqual([["import", "x"]]);
  });

  test.each<[name: string, ...written: (readonly [at: Place, text: string])[]]>([
    ["where only a run tells the value", [gpus, "2"]],
    ["that would end the string", [dockerfile(14, 15), '"""']],
    ["of which one edit cannot be made", [keepAlive, "300"], [gpus, "2"]],
  ])("%s is left out", (_name, ...written) => {
    expect(edits(...written)).toBeNull();
  });
});

test("what reading has told of an app is not said again, but of others it is", () => {
  const indented = readDocument(
    'import fal\nclass A(fal.App):\n    image = fal.ContainerImage("""\n    FROM a:1\n    COPY b c\n    """)\n',
    "app.py",
    null,
  );
  const all = ["a", null].flatMap((key) =>
    ["copy-indented", "copy-glob"].map((rule): AppFinding => ({ ...finding, rule, app: key })),
  );
  expect(untold(all, indented).map(({ app, rule }) => [app, rule])).toEqual([
    ["a", "copy-glob"],
    [null, "copy-indented"],
    [null, "copy-glob"],
  ]);
});
