// What nobody writes, and what somebody may send: every one is answered, in time, and by a report that a terminal can show.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { formats } from "../../src/report/index.ts";
import { palette } from "../../src/report/palette.ts";
import type { Files } from "../../src/text/files.ts";
import { memoryFiles } from "../memory-files.ts";
import { hostileTexts } from "./texts.ts";

const now = new Date("2026-01-01T00:00:00Z");
const files = memoryFiles({ "a.py": "class A: pass\n" });

/** What is found in a text, and the end of what each format makes of the first 20,000 findings. */
function report(text: string | Uint8Array, project: Files = files) {
  const source = { path: "pyproject.toml", ...(typeof text === "string" ? { text } : { bytes: text }) };
  const result = check(source, { files: project, now });
  const { status, apps, diagnostics, summary } = result;
  const whole = {
    version: 1,
    tool: { name: "fal-lint", version: "0" },
    files: [{ path: source.path, status, apps }],
    diagnostics: diagnostics.slice(0, 20_000),
    summary,
  } as const;
  const printed: string[] = [];
  for (const format of Object.values(formats)) {
    let end = "";
    for (const piece of format(whole, {
      text: () => (typeof text === "string" ? text : ""),
      palette: palette(false),
      width: 80,
      quiet: false,
    }))
      end = (end + piece).slice(-10_000);
    printed.push(end);
  }
  return { ...result, printed };
}

describe("a text of", () => {
  // Most take less than a second.
  test.each(Object.entries(hostileTexts))("%s", { timeout: 120_000 }, (_, { text, status, findings }) => {
    const result = report(text());
    expect(result.status).toBe(status);
    expect(result.diagnostics.length).toBeGreaterThanOrEqual(findings);
    if (status === "syntax-error") expect(result.diagnostics).toHaveLength(1);
  });
});

describe("odd characters", () => {
  const places = [
    (odd: string) => `[tool.fal.apps."a${odd}"]\nref = "a.py::A"\nx = 1\n`,
    (odd: string) => `[tool.fal.apps.a]\nref = "a${odd}.py::A"\n"k${odd}" = 1\n`,
    (odd: string) => `[tool.fal.apps.a]\nexposed_port = 80\nimage.image = "a/${odd}"\n`,
    (odd: string) => `[tool.fal.apps.a]\nexposed_port = 80\nimage.dockerfile = "D${odd}"\n`,
    (odd: string) => `# ${odd}\n[tool.fal.apps.a]\nref = "a.py::A"\nx = 1 # ${odd}\n`,
  ];
  // What a terminal would act on, or nobody would see.
  const dangerous =
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;

  test.each([
    "\u0000",
    "\ud800",
    "\udc00x",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u001b[31m",
    "\u009b",
    "\u2028",
    "\u0007",
    "\u00ad",
  ])("%j", (odd) => {
    for (const place of places) {
      const { printed, diagnostics } = report(place(odd));
      expect(diagnostics.length).toBeGreaterThan(0);
      for (const output of printed) expect(output).not.toMatch(dangerous);
    }
  });
});

describe("keys of every object", () => {
  const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "prototype", "length"];
  const tables = [
    (name: string) => `[tool.fal.apps.${name}]\nref = "a.py::A"\n`,
    (name: string) => `[tool.fal.apps.a]\nref = "a.py::A"\n${name} = 1\n`,
    (name: string) =>
      `[tool.fal.apps.a]\nexposed_port = 80\nimage.image = "a:1"\n[tool.fal.apps.a.image.registries.${name}]\nusername = "a"\npassword = "$P"\n`,
    (name: string) =>
      `[tool.fal.apps.a]\nexposed_port = 80\nimage.dockerfile = "Dockerfile"\nimage.build_args.${name} = "x"\nimage.secrets.${name} = "$S"\n`,
    (name: string) =>
      `[tool.fal.apps.a]\nref = "a.py::A"\n_scheduler = "x"\n_scheduler_options.${name}.${name} = 1\nretry_config.${name}.retries = 1\n`,
    (name: string) => `[tool.fal.apps.a]\nref = "a.py::A"\n[tool.fal-lint]\n${name} = 1\nseverity.${name} = "off"\n`,
    (name: string) => `[${name}]\n${name}.${name} = 1\n[tool.${name}]\n[tool.fal.${name}]\n[project]\n${name} = 1\n`,
  ];

  test.each(names)("%s is one like any other", (name) => {
    const before = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
    for (const table of tables) {
      // The same with a name that no object has; its length keeps the places.
      const other = "q".repeat(name.length);
      const dockerfiles = memoryFiles({
        "a.py": "class A: pass\n",
        Dockerfile: `FROM a:1\nARG ${other}\nARG ${name}\n`,
      });
      const strip = ({ diagnostics, manifests, apps }: ReturnType<typeof report>) =>
        JSON.stringify([diagnostics.map(({ rule, range }) => [rule, range]), manifests.length, apps]).replaceAll(
          name,
          other,
        );
      expect(strip(report(table(name), dockerfiles))).toBe(strip(report(table(other), dockerfiles)));
    }
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(before);
  });
});

describe("another encoding", () => {
  const text = '[tool.fal.apps.a]\nref = "a.py::A" # caf\u00e9\n';
  const said = (bytes: Uint8Array) =>
    report(bytes).diagnostics.map(({ rule, message, help }) => `${rule}: ${message} ${help}`);
  const swapped = Buffer.from(text, "utf16le").swap16();

  test.each([
    ["UTF-16 with its mark", Buffer.from(`\ufeff${text}`, "utf16le"), /^not-utf8: This file is UTF-16/],
    ["UTF-16 the other way round", Buffer.concat([Buffer.of(0xfe, 0xff), swapped]), /^not-utf8: This file is UTF-16/],
    [
      "UTF-16 of ASCII without its mark",
      Buffer.from(text.replace("\u00e9", "e"), "utf16le"),
      /^syntax-error: .* This looks like UTF-16/,
    ],
    [
      "that the other way round",
      Buffer.from(text.replace("\u00e9", "e"), "utf16le").swap16(),
      /^syntax-error: .* This looks like UTF-16/,
    ],
    ["Windows-1252", Buffer.from(text, "latin1"), /^not-utf8: Here is a byte that is no UTF-8/],
    ["half a character at the end", Buffer.from(text).subarray(0, -2), /^not-utf8: /],
  ])("%s", (_, bytes, expected) => {
    expect(said(bytes)).toEqual([expect.stringMatching(expected)]);
  });
});

test("files that come, go and change while they are read", () => {
  const texts = [
    "FROM a:1\nCOPY src /x\n",
    "",
    "\ufeff",
    "FROM a\nCOPY --from=b x y\n  COPY src lib /x/\n",
    "x".repeat(3000),
    "*.md\n!x\n[z-a]\n",
    "class A: pass\n",
  ];
  const text = `[tool.fal.apps.a]\nexposed_port = 80\nimage.dockerfile = "Dockerfile"\n[tool.fal.apps.b]\nref = "a.py::A"\nrequirements = ["./src"]\n`;
  const met = { built: 0, refused: 0 };
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat({ max: 1e6 })), (numbers) => {
      const random = (limit: number) => (numbers.next().value as number) % limit;
      const flaky: Files = {
        readText: () =>
          random(4) === 0
            ? { kind: "missing" }
            : random(6) === 0
              ? { kind: "unreadable", reason: "input/output error" }
              : { kind: "text", text: texts[random(texts.length)] ?? "" },
        stat: () =>
          random(5) === 0
            ? null
            : {
                kind: (["file", "file", "directory", "other"] as const)[random(4)] ?? "file",
                size: random(50) === 0 ? 2 ** 40 : random(100),
              },
        list: () =>
          random(3) === 0
            ? null
            : random(3) === 0
              ? [
                  { name: "a", kind: "file" },
                  { name: "b", kind: "link" },
                ]
              : [],
        realPath: (path) => (random(6) === 0 ? null : random(6) === 0 ? `../${path}` : path),
        digest: () => (random(3) === 0 ? null : `sha256:${"0".repeat(64)}`),
      };
      const { diagnostics, manifests } = report(text, flaky);
      met[manifests.some(({ app }) => app === "a") ? "built" : "refused"]++;
      for (const { range } of diagnostics) expect(range.start.offset).toBeLessThanOrEqual(range.end.offset);
    }),
    { numRuns: 1000, seed: 5 },
  );
  expect(Math.min(...Object.values(met))).toBeGreaterThan(100);
});
