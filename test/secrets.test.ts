// A secret's value never leaves: canaries in every place that the schema marks secret or does not know are in nothing that comes out.
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckOptions, check, compile } from "../src/check.ts";
import { formats } from "../src/report/index.ts";
import { palette } from "../src/report/palette.ts";
import type { Report } from "../src/report/types.ts";
import { Secret } from "../src/text/secret.ts";
import { memoryFiles } from "./memory-files.ts";

const canary = "Kanarienvogel-7Q2x";
const spoken = [canary, Buffer.from(canary).toString("base64"), [...canary].reverse().join("")];

/** Everything that is made of one text, in every format and by every way of looking at it. */
function everything(text: string, options: CheckOptions): string[] {
  const source = { path: "pyproject.toml", text };
  const checked = check(source, options);
  const compiled = compile(source, options);
  const report: Report = {
    version: 1,
    tool: { name: "fal-lint", version: "0" },
    files: [{ path: source.path, status: checked.status, apps: checked.apps }],
    diagnostics: checked.diagnostics,
    summary: checked.summary,
  };
  return [
    JSON.stringify([checked, compiled]),
    inspect([checked, compiled], { depth: null, showHidden: true }),
    ...Object.values(formats).map((format) =>
      [...format(report, { text: () => text, palette: palette(false), width: 80, quiet: false })].join(""),
    ),
  ];
}

const options: CheckOptions = {
  files: memoryFiles({ Dockerfile: "FROM python:3.12\n" }),
  now: new Date("2026-01-01T00:00:00Z"),
};

const base = `[tool.fal.apps.a]
ref = "src/app.py::App"
exposed_port = 8000

[tool.fal.apps.a.image]
dockerfile = "Dockerfile"

[tool.fal.apps.a.image.secrets]
PIP_TOKEN = "$PIP_TOKEN"

[tool.fal.apps.a.image.registries."ghcr.io"]
username = "me"
password = "$GHCR"

[tool.fal.apps.b]
image = { image = "ubuntu:24.04", registries = { "quay.io" = { username = "me", password = "$QUAY" } } }
`;

/** Places for a value that is secret, or unknown, with `@` where it goes. */
const places: readonly (readonly [name: string, spoil: (text: string) => string])[] = [
  ["a registry password", (text) => text.replace('"$GHCR"', "@")],
  ["an inline registry password", (text) => text.replace('"$QUAY"', "@")],
  ["a build secret", (text) => text.replace('"$PIP_TOKEN"', "@")],
  ["a misspelt password", (text) => text.replace('password = "$GHCR"', "pasword = @")],
  ["an unknown key of the app", (text) => text.replace("exposed_port = 8000", "api_key = @")],
  [
    "an unknown key of the image",
    (text) => text.replace('dockerfile = "Dockerfile"', 'dockerfile = "Dockerfile"\ntoken = @'),
  ],
  ["an unknown key beside apps", (text) => `${text}[tool.fal]\nkey = @\n`],
  ["an unknown table", (text) => text.replace("exposed_port = 8000", "extra = { a = { b = [1, @] } }")],
  ["an array for a password", (text) => text.replace('"$GHCR"', "[@]")],
  ["a table for a password", (text) => text.replace('"$GHCR"', "{ value = @ }")],
  ["a table for the runtime secrets", (text) => text.replace("exposed_port = 8000", "secrets = { HF_TOKEN = @ }")],
  [
    "a string for a registry",
    (text) =>
      text.replace(
        'image = "ubuntu:24.04", registries = { "quay.io" = { username = "me", password = "$QUAY" } }',
        'image = "u", registries = { "quay.io" = @ }',
      ),
  ],
  ["a string for an image", (text) => text.replace(/image = \{ .*/, "image = @")],
  ["another table altogether", (text) => `[tool.other]\npassword = @\nday = 2026-02-30\n${text}`],
  ["a comment", (text) => text.replace("exposed_port = 8000", 'exposed_port = "8000" # @')],
  ["a comment behind the password", (text) => text.replace('"$GHCR"', '"x" # @')],
  ["a comment of its own line", (text) => text.replace("exposed_port", "# @\nexposed_prot")],
];

/** Ways to write it down. */
const spellings: readonly ((value: string) => string)[] = [
  (value) => JSON.stringify(value),
  (value) => `'${value}'`,
  (value) => `"""\n${value}"""`,
  (value) => `'''${value}'''`,
  (value) => `"\\u${(value.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}${value.slice(1)}"`,
  (value) => `"$\${${value}"`,
  (value) => `"\${${value}}"`,
];

/** What may be wrong elsewhere in the file. */
const faults: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.trimEnd(),
  (text) => text.replaceAll("\n", "\r\n"),
  (text) => `\ufeff${text}`,
  (text) => `= 1\n${text}`,
  (text) => `${text}\nbroken`,
  (text) => `${text}\nbroken = "`,
  (text) => text.replace('ref = "', "ref = "),
  (text) => text.replaceAll('password = "', "password = "),
  (text) => text.replaceAll("password = ", "password "),
  (text) => text.replaceAll("password = ", "password = [["),
  (text) => text.replace("@", "@ @"),
  (text) => text.replace('username = "me"', 'username = """'),
];

describe("a canary", () => {
  test.each(places)("as %s is in nothing that comes out", (_, spoil) => {
    for (const fault of faults) {
      for (const spelling of spellings) {
        const text = fault(spoil(base)).replaceAll("@", () => spelling(canary));
        expect(text).toContain(canary.slice(1));
        for (const output of everything(text, options)) {
          for (const value of spoken) expect(output).not.toContain(value);
          expect(output).not.toContain(canary.slice(1));
        }
      }
    }
  });

  test("is seen by this test where it may be shown", () => {
    const text = base.replace("src/app.py", canary);
    expect(everything(text, options).some((output) => output.includes(canary))).toBe(true);
  });

  test("in a broken file, wherever it breaks", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom(...spellings),
        fc.nat({ max: base.length }),
        fc.constantFrom("", '"', "'", '"""', "=", "[", "]", "{", "}", "\n", "#", "\\", "\u0000", "\ud800"),
        fc.nat({ max: 3 }),
        ([, spoil], spelling, at, inserted, removed) => {
          const whole = spoil(base);
          const broken = whole.slice(0, at) + inserted + whole.slice(at + removed);
          const text = broken.replaceAll("@", () => spelling(canary));
          for (const output of everything(text, options)) expect(output).not.toContain(canary.slice(1));
        },
      ),
      { numRuns: 3000, seed: 3 },
    );
  });
});

describe("Secret", () => {
  test("says nothing, however it is looked at", () => {
    const secret = new Secret(canary);
    const seen = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true }),
      inspect({ secret }),
      Object.keys(secret).join(),
    ];
    for (const text of seen) expect(text).not.toContain(canary);
    expect(JSON.stringify(secret)).toBe('"[redacted]"');
  });
});
