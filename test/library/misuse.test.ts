// The library throws for a mistake of the programmer, with a sentence that names the argument and holds nothing of what was given; and for no
// text at all.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as library from "../../src/index.ts";
import { checkFile, nodeFiles } from "../../src/node.ts";
import { memoryFiles } from "../memory-files.ts";

const canary = "Kanarienvogel-7Q2x";
const invalid = new Date(Number.NaN);
const source = { path: "pyproject.toml", text: "" };
const secret = { name: "A", environment: null, createdAt: new Date(0) };

/** Calls a function with what its types would not let through. */
function call(action: (...args: never[]) => unknown, ...args: readonly unknown[]): unknown {
  return Reflect.apply(action, undefined, args);
}

type Misuse = readonly [argument: string, args: readonly unknown[]];

const sources: readonly Misuse[] = [
  ["source", []],
  ["source", [null]],
  ["source", [canary]],
  ["source", [[source]]],
  ["source", [{ path: canary }]],
  ["source.path", [{ text: canary }]],
  ["source.path", [{ path: 1, text: canary }]],
  ["source.text", [{ path: canary, text: 1 }]],
  ["source.text", [{ path: canary, text: [canary] }]],
  ["source.bytes", [{ path: canary, bytes: canary }]],
  ["source.bytes", [{ path: canary, bytes: new ArrayBuffer(1) }]],
];

const options: readonly Misuse[] = [
  ["options", null],
  ["options", canary],
  ["options", [canary]],
  ["options", new Map([["now", canary]])],
  ["options.now", { now: invalid }],
  ["options.now", { now: canary }],
  ["options.now", { now: 1_700_000_000 }],
  ["options.languages", { languages: canary }],
  ["options.languages[0]", { languages: [canary] }],
  ["options.languages[0]", { languages: [{ isOf: () => true, read: canary }] }],
  ["options.files", { files: canary }],
  ["options.files", { files: null }],
  ["options.files.readText", { files: {} }],
  ["options.files.digest", { files: { ...memoryFiles({}), digest: canary } }],
  ["options.secrets", { secrets: canary }],
  ["options.secrets[0]", { secrets: [canary] }],
  ["options.secrets[1].name", { secrets: [secret, { ...secret, name: 1 }] }],
  ["options.secrets[0].environment", { secrets: [{ ...secret, environment: 1 }] }],
  ["options.secrets[0].createdAt", { secrets: [{ ...secret, createdAt: canary }] }],
  ["options.secrets[0].createdAt", { secrets: [{ ...secret, createdAt: invalid }] }],
  ["options.env", { env: [canary] }],
  ["options.env", { env: new Map([["A", canary]]) }],
  ["options.env", { env: { [canary]: 1 } }],
  ["options.env", { env: { A: canary, B: [canary] } }],
  ["options.config", { config: canary }],
  ["options.config.select", { config: { select: canary } }],
  ["options.config.select[1]", { config: { select: ["unknown-key", canary] } }],
  ["options.config.ignore[0]", { config: { ignore: [canary] } }],
  ["options.config.ignore[0]", { config: { ignore: ["syntax-error"] } }],
  ["options.config.severity", { config: { severity: canary } }],
  ["options.config.severity", { config: { severity: { [canary]: "error" } } }],
  ["options.config.severity", { config: { severity: { "syntax-error": "off" } } }],
  ['options.config.severity["unpinned-image"]', { config: { severity: { "unpinned-image": canary } } }],
  ["options.suppressions", { suppressions: canary }],
  ["options.baseline", { baseline: canary }],
  ["options.baseline.path", { baseline: { key: new Uint8Array(32), entries: [] } }],
  ["options.baseline.key", { baseline: { path: canary, key: canary, entries: [] } }],
  ["options.baseline.entries", { baseline: { path: canary, key: new Uint8Array(32), entries: canary } }],
].map(([argument, given]) => [String(argument), [given]]);

const { check } = library;
const result = check(source);
const holdsItself: unknown[] = [canary];
holdsItself.push({ holdsItself });

const cases: readonly (readonly [action: (...args: never[]) => unknown, misuses: readonly Misuse[]])[] = [
  ...[library.check, library.lint, library.compile].map(
    (action) => [action, [...sources, ...options.map(([name, args]): Misuse => [name, [source, ...args]])]] as const,
  ),
  [
    library.canonicalize,
    [
      undefined,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      1n,
      Symbol(canary),
      () => canary,
      new Date(0),
      new Map([[canary, canary]]),
      holdsItself,
      [canary, undefined],
      { [canary]: new Array(1) },
      { [canary]: { b: [1n] } },
    ].map((value): Misuse => ["value", [value]]),
  ],
  [library.parseImageReference, [[], [null], [[canary]], [{ name: canary }]].map((args): Misuse => ["name", args])],
  [library.parseDockerfile, [[], [new Uint8Array(1)], [[canary]]].map((args): Misuse => ["text", args])],
  [
    library.classifyCredential,
    [
      ["value", []],
      ["value", [{ password: canary }]],
      ["value", [[canary]]],
      ["context", [canary, null]],
      ["context", [canary, canary]],
      ["context.host", [canary, { host: [canary] }]],
    ],
  ],
  [library.explain, [[], [1], [[canary]]].map((args): Misuse => ["rule", args])],
  [library.readSecretsList, [[], [{ secrets: [canary] }]].map((args): Misuse => ["text", args])],
  [
    library.readBaseline,
    [
      ["source", [canary]],
      ["source.path", [{ text: canary }]],
      ["source.text", [{ path: canary }]],
    ],
  ],
  [
    library.formatReport,
    [
      ["results", [null, "json"]],
      ["results", [canary, "json"]],
      ["results.path", [{ diagnostics: [canary] }, "json"]],
      ["results.apps", [{ ...result, apps: canary }, "json"]],
      ["results[1]", [[result, canary], "json"]],
      ["results[0].diagnostics", [[{ ...result, diagnostics: canary }], "json"]],
      ["results[0].summary", [[{ ...result, summary: canary }], "json"]],
      ["results.files", [{ tool: canary }, "json"]],
      ["results.diagnostics", [{ tool: canary, files: [] }, "json"]],
      ["results.summary", [{ tool: canary, files: [], diagnostics: [] }, "json"]],
      ["format", [result]],
      ["format", [result, canary]],
      ["format", [result, "toString"]],
      ["options", [result, "pretty", canary]],
      ["options.text", [result, "pretty", { text: canary }]],
      ["options.color", [result, "pretty", { color: canary }]],
      ["options.width", [result, "pretty", { width: canary }]],
      ["options.width", [result, "pretty", { width: 0 }]],
    ],
  ],
  [nodeFiles, [[], [[canary]]].map((args): Misuse => ["folder", args])],
  [
    checkFile,
    [
      ["path", []],
      ["path", [""]],
      ["path", [[canary]]],
      ...options.map(([name, args]): Misuse => [name, [canary, ...args]]),
    ],
  ],
];

describe("misuse", () => {
  test.each(
    cases.flatMap(([action, misuses]) =>
      misuses.map(([argument, args], index) => ({ name: action.name, argument, index, action, args })),
    ),
  )("$name: $argument ($index)", ({ action, argument, args }) => {
    let thrown: unknown;
    try {
      call(action, ...args);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TypeError);
    const { message } = thrown as TypeError;
    expect(message).toMatch(/^fal-lint: .+ must be /);
    expect(message).toContain(argument);
    expect(message).not.toContain(canary);
  });

  test("is tried with every function", () => {
    const functions = Object.values({ ...library, checkFile, nodeFiles }).filter((one) => typeof one === "function");
    expect(cases.map(([{ name }]) => name).sort()).toEqual(functions.map(({ name }) => name).sort());
  });

  test("of the text that formatReport asks for", () => {
    const broken = check({ path: "pyproject.toml", text: "[tool.fal]\n= 1" });
    expect(() => call(library.formatReport, broken, "pretty", { text: () => [canary] })).toThrow(
      "fal-lint: what options.text gives must be a string",
    );
  });
});

describe("what is meant", () => {
  test("is taken, also where it is absent, empty or of another realm", () => {
    const given: readonly library.CheckOptions[] = [
      {},
      { env: {}, secrets: [], config: {}, suppressions: true },
      { env: Object.assign(Object.create(null), { A: "1", B: undefined }) },
      {
        now: new Date(0),
        secrets: [secret],
        config: { select: [], ignore: [], severity: { "unpinned-image": "off" } },
      },
    ];
    for (const one of given) expect(check(source, one).status).toBe("no-apps");
    expect(call(check, source, { now: undefined, env: undefined })).toEqual(check(source));
    expect(check({ path: "", bytes: Buffer.from("") }).status).toBe("no-apps");
  });

  test("text that comes back as undefined is text that is not at hand", () => {
    const text = "[tool.fal.apps.a]\nref = 1\n";
    const broken = check({ path: "pyproject.toml", text });
    const without = library.formatReport(broken, "pretty");
    expect(library.formatReport(broken, "pretty", { text: () => undefined })).toBe(without);
    expect(library.formatReport(broken, "pretty", { text: () => text })).not.toBe(without);
  });
});

describe("no text makes the library throw", () => {
  const pieces = fc.constantFrom(
    "[tool.fal.apps.a]\n",
    "image = {",
    "FROM ",
    "COPY <<EOF /x\n",
    "$",
    "${",
    "}",
    '"',
    "'''",
    "\\",
    "\u0000",
    "\ud800",
    "\ufeff",
    "\r",
    "\n",
    "=",
    "[[",
    ":",
    "@",
    "/",
    "{",
    "$NAME",
    "a/b",
    "eyJ",
    '{"secrets": [',
    '"version": 1',
  );
  const texts = fc.oneof(
    fc.array(fc.oneof(pieces, fc.string({ unit: "binary" })), { maxLength: 12 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.stringMatching(/^[a-z]{1,9}[./:][a-z]{1,9}$/),
    pieces,
  );

  test("nor any path, name or value that is one", () => {
    const met = { references: 0, problems: 0, tokens: 0, errors: 0, silent: 0 };
    fc.assert(
      fc.property(texts, texts, (text, other) => {
        const checked = check({ path: other, text }, { env: { [other]: text }, now: new Date(0) });
        met[checked.summary.errors > 0 ? "errors" : "silent"]++;
        for (const format of ["pretty", "compact", "json"] as const) {
          library.formatReport(checked, format, { text: () => other });
        }
        for (const manifest of checked.manifests) library.canonicalize(manifest);
        if (library.parseImageReference(text).ok) met.references++;
        if (library.parseDockerfile(text).problems.length > 0) met.problems++;
        if (library.classifyCredential(text, { host: other }).kind !== "plaintext") met.tokens++;
        expect(library.explain(text)).toBeNull();
        library.readSecretsList(text);
        library.readBaseline({ path: other, text });
      }),
      { numRuns: 2000, seed: 7 },
    );
    for (const count of Object.values(met)) expect(count).toBeGreaterThan(20);
  });
});
