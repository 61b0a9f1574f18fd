import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isMarker } from "../../src/packaging/marker.ts";
import { parsePipOption } from "../../src/packaging/pip-option.ts";
import { parsePoetryConstraint } from "../../src/packaging/poetry-constraint.ts";
import { normalizeName, parseRequirement } from "../../src/packaging/requirement.ts";
import { parseSpecifiers } from "../../src/packaging/specifier.ts";
import { allowsSome, seriesOf } from "../../src/packaging/version-range.ts";

describe("parseRequirement", () => {
  test.each([
    ["torch", null],
    [" torch ", null],
    ["torch==2.7.1", null],
    ["torch == 2.7.1", null],
    ["torch>=2,<3", null],
    ["torch>=2,", null],
    ["torch (>=2,<3)", null],
    ["torch~=2.7", null],
    ["torch==2.7.*", null],
    ["torch!=2.7.*", null],
    ["torch==2.7.1+cu128", null],
    ["torch===whatever", null],
    ["torch==v2.7.1", null],
    ["torch==1!2.7", null],
    ["torch>=2.7rc1", null],
    ["torch>=2.7.dev3", null],
    ["torch==2.7-1", null],
    ["a", null],
    ["ruamel.yaml", null],
    ["scikit_learn", null],
    ["uvicorn[standard]", null],
    ["uvicorn[standard, watch]>=0.30", null],
    ["uvicorn[]", null],
    ["uvicorn[a]", null],
    ["torch==12!2.7.*", null],
    ["torch; python_version < '3.12'", null],
    ['torch>=2; (os_name == "nt" or sys_platform == "linux") and python_version > "3"', null],
    ["torch; 'linux' not in sys_platform", null],
    ["torch;", null],
    ["brush @ https://example.com/brush-1.0-py3-none-any.whl", null],
    ["brush@https://example.com/brush-1.0-py3-none-any.whl", null],
    ["brush[oil] @ git+https://example.com/brush.git@v1 ; python_version > '3'", null],
    ["brush @ https://example.com/brush.whl; python_version > '3'", null],
    ["brush @ https://${TOKEN}@example.com/brush.whl", null],
    ["brush @ ${BRUSH_URL}", null],
    ["", "empty"],
    ["  ", "empty"],
    ["; python_version < '3'", "empty"],
    ["-torch", "name"],
    [".torch", "name"],
    ["_torch", "name"],
    ['"torch"', "name"],
    [">=2", "name"],
    ["Ärger", "name"],
    ["torch[", "extras"],
    ["torch[cuda", "extras"],
    ["torch[cuda,]", "extras"],
    ["torch[cuda cpu]", "extras"],
    ["torch[==2]", "extras"],
    ["torch=2.7.1", "operator"],
    ["torch=>2", "operator"],
    ["torch=<2", "operator"],
    ["torch 2.7.1", "operator"],
    ["torch^2", "operator"],
    ["torch~2", "operator"],
    ["torch====2", null],
    ["torch>==2", "operator"],
    ["torch!", "operator"],
    ["torch-", "operator"],
    ["torch # the newest", "operator"],
    ["my package", "operator"],
    ["torch,numpy", "operator"],
    ["torch>=2 <3", "separator"],
    ["torch>=2 and <3", "separator"],
    ["torch==latest", "version"],
    ["torch==", "version"],
    ["torch>=2.*", "version"],
    ["torch~=2", "version"],
    ["torch>=2+cu128", "version"],
    ["torch==2.7rc1.*", "version"],
    ["torch==2..7", "version"],
    ["torch==2=7", "version"],
    ["brush @ 1https://example.com/brush.whl", "url"],
    ["torch; os_name == 'a') and (os_name == 'b'", "marker"],
    ["brush @", "url"],
    ["brush @ brush.whl", "url"],
    ["brush @ ./brush", "url"],
    ["brush @ https://example.com/a b", "url"],
    ["torch; python_version < 3.12", "marker"],
    ["torch; python < '3.12'", "marker"],
    ["torch; python_version = '3.12'", "marker"],
    ["torch; python_version", "marker"],
    ["torch; (os_name == 'nt'", "marker"],
    ["torch; os_name == 'nt')", "marker"],
    ["torch; os_name == 'nt' and", "marker"],
    ["torch; os_name == 'nt' os_name == 'nt'", "marker"],
  ])("%j: %j", (text, problem) => {
    const read = parseRequirement(text);
    expect(typeof read === "string" ? read : null).toBe(problem);
  });

  test("takes a requirement apart", () => {
    expect(parseRequirement("Torch[cuda, cpu] >=2, !=2.1.* ; os_name == 'nt' ")).toEqual({
      name: "Torch",
      extras: ["cuda", "cpu"],
      specifiers: [
        { operator: ">=", version: "2", wildcard: false },
        { operator: "!=", version: "2.1", wildcard: true },
      ],
      url: null,
      marker: "os_name == 'nt'",
    });
  });
});

test.each([
  ["PyYAML", "pyyaml"],
  ["ruamel.yaml", "ruamel-yaml"],
  ["a__-..b", "a-b"],
])("%s is known as %s", (name, normal) => {
  expect(normalizeName(name)).toBe(normal);
});

describe("parsePoetryConstraint", () => {
  test.each([
    ["^1.70", ">=1.70 <2"],
    ["^1.70.3", ">=1.70.3 <2"],
    ["^0.2.3", ">=0.2.3 <0.3"],
    ["^0.0.3", ">=0.0.3 <0.0.4"],
    ["^0.0", ">=0.0 <0.1"],
    ["^0", ">=0 <1"],
    ["~1.70.3", ">=1.70.3 <1.71"],
    ["~1.70", ">=1.70 <1.71"],
    ["~1", ">=1 <2"],
    ["~=1.70", "~=1.70"],
    ["1.70.0", "==1.70.0"],
    ["=1.70.0", "==1.70.0"],
    ["==1.70.0", "==1.70.0"],
    ["1.70.*", "==1.70.*"],
    [">=1.70,<2", ">=1.70 <2"],
    [">= 1.70 < 2", ">=1.70 <2"],
    ["*", ""],
    ["", ""],
    ["^1.70 || ^2", null],
    ["^x", null],
    ["latest", null],
  ])("%j is %j", (text, expected) => {
    const read = parsePoetryConstraint(text);
    const clauses = read?.map(({ operator, version, wildcard }) => operator + version + (wildcard ? ".*" : ""));
    expect(clauses?.join(" ") ?? null).toBe(expected);
  });
});

describe("parsePipOption", () => {
  test.each([
    ["torch", null],
    ["-", null],
    ["--pre", { name: "--pre", value: null, takesValue: false, blank: false }],
    ["--index-url", { name: "--index-url", value: null, takesValue: true, blank: false }],
    ["--index-url=x", { name: "--index-url", value: "x", takesValue: true, blank: false }],
    ["--index-url x", { name: "--index-url", value: "x", takesValue: true, blank: true }],
    ["-r requirements.txt", { name: "-r", value: "requirements.txt", takesValue: true, blank: true }],
    ["-rrequirements.txt", { name: "-r", value: "requirements.txt", takesValue: true, blank: false }],
    ["--brand-new", { name: "--brand-new", value: null, takesValue: null, blank: false }],
  ])("%j", (text, expected) => {
    expect(parsePipOption(text)).toEqual(expected);
  });
});

describe("whatever the text", () => {
  const pieces = [
    "torch",
    "[",
    "]",
    ",",
    "==",
    ">=",
    "~=",
    "1.2",
    ".*",
    "@",
    "https://x",
    ";",
    "os_name",
    "'a'",
    "(",
    ")",
  ];
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .array(fc.constantFrom(...pieces, " ", "and", "not in", "-", "^", "+", "\n", "\u{1f600}"))
      .map((words) => words.join("")),
  );

  test("there is an answer", () => {
    let read = 0;
    let refused = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const requirement = parseRequirement(text);
        if (typeof requirement === "string") refused++;
        else {
          read++;
          allowsSome(requirement.specifiers, { from: "1.2", below: "2" });
        }
        parsePoetryConstraint(text);
        parsePipOption(text);
        seriesOf(text);
      }),
      { numRuns: 4000, seed: 8 },
    );
    expect(read).toBeGreaterThan(50);
    expect(refused).toBeGreaterThan(1000);
  });

  test("numbers may be larger than any number", () => {
    for (const digits of [25, 400]) {
      const number = "9".repeat(digits);
      for (const version of [number, `${number}!1`, `1.${number}`, `1rc${number}`]) {
        const specifiers = parseSpecifiers(`>${version},<=${version},==${version},!=${version}`);
        if (typeof specifiers !== "string") allowsSome(specifiers, { from: "1.0", below: null });
        parsePoetryConstraint(`^${version}`);
        expect(specifiers).toHaveLength(4);
      }
    }
  });

  test.each([
    "torch",
    "1",
    "1.",
    "-",
    ">=1,",
    "[a,",
    "(",
    ";",
    ";(",
    ";'",
    "@",
    " ",
    "^1 ",
    "1a",
    "os_name == 'a' and ",
    "torch;os_name",
  ])("it is read in linear time: many %j", (piece) => {
    const long = piece.repeat(100_000 / piece.length);
    const start = performance.now();
    for (const text of [
      long,
      `torch${long}`,
      `torch[${long}`,
      `torch;${long}`,
      `torch==1${long}!`,
      `torch @ ${long}`,
    ]) {
      parseRequirement(text);
      parseSpecifiers(text);
      parsePoetryConstraint(text);
      parsePipOption(text);
      isMarker(text);
    }
    expect(performance.now() - start).toBeLessThan(1500);
  });
});
