// SARIF by its official schema, and by what the schema cannot say.
import { readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../src/analyse.ts";
import { check } from "../../src/check.ts";
import type { FormatOptions } from "../../src/report/options.ts";
import { palette } from "../../src/report/palette.ts";
import { sarif } from "../../src/report/sarif.ts";
import type { Report } from "../../src/report/types.ts";
import { rules } from "../../src/rules/index.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { printable } from "../../src/text/printable.ts";
import { Lines } from "../../src/text/source.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";
import { diagnosticAt, hostileReports, hostileSuppressed, reportOf } from "./reports.ts";

const { id: _, $schema: _draft4, ...schema } = JSON.parse(readFileSync("test/vectors/sarif_schema.json", "utf8"));
const ajv = addFormats.default(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false }));
const isValid = ajv.compile(schema);

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: Readonly<Record<string, number>>;
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [Location];
  readonly relatedLocations?: readonly (Location & {
    readonly id: number;
    readonly message: { readonly text: string };
  })[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly object[];
  readonly fixes?: readonly object[];
}

interface Rule {
  readonly id: string;
  readonly help?: { readonly text: string; readonly markdown: string };
  readonly properties?: object;
}

const plain: FormatOptions = { text: () => null, palette: palette(false), width: 80, quiet: false };

function run(report: Report, options: Partial<FormatOptions> = {}) {
  const document = JSON.parse([...sarif(report, { ...plain, ...options })].join(""));
  expect(isValid(document) ? [] : isValid.errors?.slice(0, 3)).toEqual([]);
  const [only, ...more] = document.runs;
  expect(more).toEqual([]);
  return only as {
    readonly results: readonly Result[];
    readonly invocations: readonly object[];
    readonly columnKind: string;
    readonly tool: { readonly driver: { readonly rules: readonly Rule[] } & Readonly<Record<string, unknown>> };
  };
}

/** The results for a project as it is checked. */
function lint(tree: Readonly<Record<string, MemoryEntry>>, more: CheckOptions = {}): readonly Result[] {
  const text = String(tree["pyproject.toml"]);
  const options = { files: memoryFiles(tree), now: new Date("2026-01-15T00:00:00Z"), ...more };
  const { diagnostics, suppressed } = check({ path: "pyproject.toml", text }, options);
  return run(reportOf(diagnostics), { suppressed }).results;
}

const fingerprint = ({ partialFingerprints }: Result) => partialFingerprints["ruleAndPlace/v1"];

describe("a SARIF log", () => {
  test("is valid whatever is in it", () => {
    const met = { results: 0, suppressed: 0, fixes: 0, absolute: 0 };
    fc.assert(
      fc.property(hostileReports, hostileSuppressed, (report, suppressed) => {
        const { results } = run(report, { suppressed });
        const all = [...report.diagnostics, ...suppressed.map(({ diagnostic }) => diagnostic)];
        expect(results.map(({ ruleId }) => ruleId)).toEqual(all.map(({ rule }) => printable(rule)));
        expect(new Set(results.map(fingerprint)).size).toBe(results.length);
        for (const [index, result] of results.entries()) {
          const { uri, uriBaseId } = result.locations[0].physicalLocation.artifactLocation;
          const path = all[index]?.file ?? "";
          // Nothing but what RFC 3986 lets stand in a path.
          expect(uri).toMatch(/^(?:file:\/\/(?:\/[A-Za-z]:)?)?(?:[A-Za-z0-9\-._~!$&'()*+,;=@/]|%[0-9A-F]{2})*$/);
          expect(uriBaseId).toBe(uri.startsWith("file:") ? undefined : "%SRCROOT%");
          const wellFormed = Buffer.from(path).toString();
          expect(decodeURIComponent(uri.replace(/^file:\/\/(?:\/(?=[A-Za-z]:))?/, ""))).toBe(wellFormed);
          expect(result.locations[0].physicalLocation.region["startLine"]).toBeGreaterThan(0);
          // A link that a file would have put into a message.
          expect(result.message.text).not.toContain("](");
          met.fixes += result.fixes === undefined ? 0 : 1;
          met.absolute += uriBaseId === undefined ? 1 : 0;
        }
        met.results += report.diagnostics.length;
        met.suppressed += suppressed.length;
      }),
      { numRuns: 400 },
    );
    expect(Math.min(met.results, met.suppressed, met.fixes)).toBeGreaterThan(150);
    expect(met.absolute).toBeGreaterThan(5);
  });

  test("counts columns in UTF-16 code units, and says so", () => {
    const text = 'a = "\u{1f680}" # x\nb = 1\n';
    const { columnKind, results } = run(reportOf([diagnosticAt(text, [4, 8])]));
    expect(columnKind).toBe("utf16CodeUnits");
    expect(results[0]?.locations[0].physicalLocation.region).toEqual({
      startLine: 1,
      startColumn: 5,
      endLine: 1,
      endColumn: 9,
    });
  });

  test("tells the place in words, what else explains it, and the app", () => {
    const related = [{ file: "Docker file", range: new Lines("FROM a").range([0, 4]), message: "Here." }];
    const [result] = run(
      reportOf([diagnosticAt("", [0, 0], { keyPath: ["tool", "a.b", 1], help: "Yes.", related })]),
    ).results;
    expect(result?.locations[0].logicalLocations).toEqual([{ fullyQualifiedName: 'tool."a.b"[1]' }]);
    expect(result?.message.text).toBe("`exposed_port` must be an integer, not a string.\nYes.");
    expect(result?.relatedLocations).toMatchObject([
      { id: 0, message: { text: "Here." }, physicalLocation: { artifactLocation: { uri: "Docker%20file" } } },
    ]);
    expect(result).toMatchObject({ properties: { app: "server" } });
  });

  test.each([
    ["error", "error"],
    ["warning", "warning"],
    ["info", "note"],
  ] as const)("%s is the level %s", (severity, level) => {
    expect(run(reportOf([diagnosticAt("", [0, 0], { severity })])).results[0]?.level).toBe(level);
  });

  test("tells what could not be read", () => {
    const unreadable = reportOf([], { files: [{ path: "a b.toml", status: "unreadable", apps: [] }] });
    expect(run(unreadable).invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { level: "error", locations: [{ physicalLocation: { artifactLocation: { uri: "a%20b.toml" } } }] },
        ],
      },
    ]);
    expect(run(reportOf([])).invocations).toMatchObject([{ executionSuccessful: true }]);
  });
});

describe("its rules", () => {
  const { driver } = run(reportOf([diagnosticAt("", [0, 0])])).tool;

  test("are all rules, with what there is to read", () => {
    expect(driver).toMatchObject({ name: "fal-lint", version: "0.1.0" });
    expect(driver.rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id));
    for (const [index, { help }] of driver.rules.entries()) {
      expect(help?.markdown).toContain(rules[index]?.why);
      for (const source of rules[index]?.sources ?? []) expect(help?.text).toContain(source);
    }
  });

  test("each result points at its own", () => {
    const [result] = run(reportOf([diagnosticAt("", [0, 0], { rule: "port-mismatch" })])).results;
    expect(driver.rules[result?.ruleIndex ?? -1]?.id).toBe("port-mismatch");
  });

  test("those that find a secret in the open have a security severity", () => {
    expect(driver.rules.flatMap(({ id, properties }) => (properties === undefined ? [] : [[id, properties]]))).toEqual([
      ["upload-secret-file", { tags: ["security"], "security-severity": "8.2" }],
      ["secret-in-dockerfile", { tags: ["security"], "security-severity": "9.1" }],
      ["token-in-config", { tags: ["security"], "security-severity": "9.1" }],
      ["plaintext-password", { tags: ["security"], "security-severity": "9.1" }],
    ]);
  });

  test("take their texts from where they are told", () => {
    const documentation = (rule: string) => ({
      why: rule === "not-utf8" ? "Because." : "",
      sources: ["https://a.example", "b"],
    });
    const told = run(reportOf([]), { documentation }).tool.driver.rules;
    expect(told[0]?.help?.markdown).toBe("Because.\n\nSources:\n\n- <https://a.example>\n- b");
    expect(told.filter(({ help }) => help !== undefined)).toHaveLength(1);
  });
});

describe("a fingerprint", () => {
  const project = `[tool.fal.apps.server]
exposed_port = 8000
image.image = "ghcr.io/me/server:latest"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "me"
password = "hunter2"
`;
  const build = '[tool.fal.apps.server]\nexposed_port = 8000\nimage.dockerfile = "Dockerfile"\n';
  const dockerfile = "FROM python:3.12\nCOPY *.txt /a/\nCOPY $X /b/\n";
  const fingerprints = (tree: Parameters<typeof lint>[0]) =>
    Object.fromEntries(
      lint(tree).map((result) => [`${result.ruleId} ${result.message.text.split("\n")[0]}`, fingerprint(result)]),
    );

  test.each([
    ["lines in front of it", `# one\n\n# two\n${project}`],
    ["CRLF", project.replaceAll("\n", "\r\n")],
    ["another value", project.replace("hunter2", "hunter3").replace("server:latest", "server")],
    ["another spelling of the table", project.replace('image.registries."ghcr.io"]', "image.registries.'ghcr.io']")],
  ])("stays with %s", (_name, changed) => {
    const before = lint({ "pyproject.toml": project });
    const after = lint({ "pyproject.toml": changed });
    expect(before.map(({ ruleId }) => ruleId)).toEqual(["unpinned-image", "plaintext-password"]);
    expect(after.map(fingerprint)).toEqual(before.map(fingerprint));
  });

  test("stays with the line of a Dockerfile, wherever that moves", () => {
    const before = fingerprints({ "pyproject.toml": build, Dockerfile: dockerfile, "a.txt": "" });
    const after = fingerprints({
      "pyproject.toml": `# moved\n${build}`,
      Dockerfile: `# a\n\n${dockerfile.replace("COPY $X", "RUN true\nCOPY $X")}`,
      "a.txt": "",
    });
    expect(Object.keys(before).length).toBeGreaterThanOrEqual(2);
    expect(after).toEqual(before);
  });

  test("is another for another rule, file, app or key, and for the second of two", () => {
    const base = diagnosticAt("", [0, 0], { keyPath: ["a"] });
    const variants: readonly Partial<Diagnostic>[] = [
      {},
      {},
      { rule: "x" },
      { file: "x" },
      { app: "x" },
      { app: null },
      { keyPath: ["b"] },
      { keyPath: null },
      { keyPath: null, message: "x" },
    ];
    const found = run(reportOf(variants.map((more) => ({ ...base, ...more })))).results.map(fingerprint);
    expect(new Set(found).size).toBe(variants.length);
    expect(run(reportOf([base, base])).results.map(fingerprint)).toEqual(found.slice(0, 2));
  });

  test("gives nothing of the text away", () => {
    const one = lint({ "pyproject.toml": project }).map(fingerprint);
    expect(lint({ "pyproject.toml": project.replace("hunter2", "correct horse") }).map(fingerprint)).toEqual(one);
  });
});

describe("what is suppressed", () => {
  const app = (above: string) =>
    `[tool.fal.apps.server]\nexposed_port = 8000\n${above}\nimage.image = "ghcr.io/me/server:latest"\n`;

  test("is a result with its justification", () => {
    const [result, ...more] = lint({
      "pyproject.toml": app('# fal-lint: allow unpinned-image reason="follows [a](b) \u202e"'),
    });
    expect(more).toEqual([]);
    expect(result).toMatchObject({
      ruleId: "unpinned-image",
      suppressions: [{ kind: "inSource", status: "accepted", justification: "follows [a](b) \\u202E" }],
    });
    expect(fingerprint(result as Result)).toBe(fingerprint(lint({ "pyproject.toml": app("") })[0] as Result));
  });

  test.each([["later"], [null]])("by the baseline is external, with the reason %j", (reason) => {
    const [diagnostic] = check({ path: "pyproject.toml", text: app("") }, { files: memoryFiles({}) }).diagnostics;
    if (diagnostic === undefined) throw new Error("nothing found");
    const { results } = run(reportOf([]), { suppressed: [{ diagnostic, by: "baseline", reason }] });
    const justification = reason === null ? {} : { justification: reason };
    expect(results[0]?.suppressions).toEqual([{ kind: "external", status: "accepted", ...justification }]);
  });

  test("what is not says that it is not", () => {
    expect(lint({ "pyproject.toml": app("") }).map(({ suppressions }) => suppressions)).toEqual([[]]);
  });

  test("a password in the reason is blanked", () => {
    const [result] = lint({
      "pyproject.toml": app('# fal-lint: allow unpinned-image reason="with password=hunter2 only"'),
    });
    expect(result?.suppressions).toMatchObject([{ justification: "with password=******** only" }]);
  });
});

test("a fix is what fal-lint itself would do", () => {
  const text = '[tool.fal.apps.a]\nexposed_port = 8000\nimage.image = "my-org/Router:1.2"\n';
  const [result] = lint({ "pyproject.toml": text }).filter(({ fixes }) => fixes !== undefined);
  expect(result?.fixes).toEqual([
    {
      description: { text: "Write `my-org/router:1.2`" },
      artifactChanges: [
        {
          artifactLocation: { uri: "pyproject.toml", uriBaseId: "%SRCROOT%" },
          replacements: [
            {
              deletedRegion: { startLine: 3, startColumn: 15, endLine: 3, endColumn: 34 },
              insertedContent: { text: '"my-org/router:1.2"' },
            },
          ],
        },
      ],
    },
  ]);
  expect(text.split("\n")[2]?.slice(14, 33)).toBe('"my-org/Router:1.2"');
});
