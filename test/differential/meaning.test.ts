// What does not change the meaning changes neither the manifest nor the findings.
import iarna from "@iarna/toml";
import fc from "fast-check";
import { stringify } from "smol-toml";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { compile } from "../../src/compile.ts";
import { canonicalJson } from "../../src/manifest/canonical.ts";
import { rules } from "../../src/rules/index.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { memoryFiles } from "../memory-files.ts";
import { anyProject, isTable, type Project, print, tableOf, type Value } from "./projects.ts";

const now = new Date("2026-01-01T00:00:00Z");

function look(text: string, { files }: Project, suppressions?: false) {
  const options = { files: memoryFiles(files), now, ...(suppressions === false && { suppressions }) };
  return check({ path: "pyproject.toml", text }, options);
}

/** What is said, wherever it stands. */
function said(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics
    .map(({ rule, severity, app, keyPath, message, help }) =>
      JSON.stringify([rule, severity, app, keyPath, message, help]),
    )
    .sort();
}

/** Manifests by app. */
function compiled({ manifests }: ReturnType<typeof look>): Record<string, string> {
  return Object.fromEntries(manifests.map((manifest) => [manifest.app, canonicalJson(manifest)]));
}

/** The same with the keys of every table in another order, that of the apps aside. */
function shuffled(value: Value, random: () => number, depth = 0): Value {
  if (!isTable(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [key, shuffled(item, random, depth + 1)] as const);
  return Object.fromEntries(
    depth === 0
      ? entries
      : entries
          .map((entry) => ({ entry, at: random() }))
          .sort((a, b) => a.at - b.at)
          .map(({ entry }) => entry),
  );
}

describe("compile", () => {
  test("of what a manifest tells is that manifest again", () => {
    const met = { image: 0, dockerfile: 0, virtualenv: 0, none: 0 };
    fc.assert(
      fc.property(anyProject, (project) => {
        const options = { files: memoryFiles(project.files) };
        const { manifests } = compile({ path: "pyproject.toml", text: print(project.apps) }, options);
        met.none += Object.keys(project.apps).length - manifests.length;
        const apps = Object.fromEntries(manifests.map((manifest) => [manifest.app, tableOf(manifest)]));
        const again = compile({ path: "pyproject.toml", text: print(apps) }, options);
        expect(again.manifests.map(canonicalJson)).toEqual(manifests.map(canonicalJson));
        for (const { build } of manifests) met[build.kind]++;
      }),
      { numRuns: 1500, seed: 1 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(60);
  });
});

describe("neither manifest nor finding depends on", () => {
  const random = fc.infiniteStream(fc.nat());

  function compare(
    name: string,
    respell: (project: Project, next: () => number) => string,
    isLeftOut: (finding: string) => boolean = () => false,
  ) {
    test(name, () => {
      const met = { compiled: 0, found: 0, clean: 0 };
      fc.assert(
        fc.property(anyProject, random, (project, numbers) => {
          const plain = look(print(project.apps), project);
          const other = look(
            respell(project, () => numbers.next().value as number),
            project,
          );
          expect(compiled(other)).toEqual(compiled(plain));
          const left = ({ diagnostics }: typeof plain) => said(diagnostics).filter((finding) => !isLeftOut(finding));
          expect(left(other)).toEqual(left(plain));
          met.compiled += plain.manifests.length;
          met[plain.diagnostics.some(({ severity }) => severity === "error") ? "found" : "clean"]++;
        }),
        { numRuns: 600, seed: 2 },
      );
      expect(met.compiled).toBeGreaterThan(300);
      expect(met.found).toBeGreaterThan(100);
      expect(met.clean).toBeGreaterThan(20);
    });
  }

  // Of two apps with one name the second is told, and of two alike the first is named.
  const isOfOrder = (finding: string) => finding.includes("duplicate-deploy-name");
  const whole = ({ apps }: Project) => ({ tool: { fal: { apps } } });

  compare("the order of keys", ({ apps }, next) => print(shuffled(apps, next) as Project["apps"]));
  compare("the order of apps", ({ apps }) => print(Object.fromEntries(Object.entries(apps).reverse())), isOfOrder);
  compare("who writes the file", (project) => iarna.stringify(whole(project) as unknown as iarna.JsonMap), isOfOrder);
  compare("who writes it, once more", (project) => stringify(whole(project)), isOfOrder);
  compare(
    "other tables",
    ({ apps }) =>
      `x = 1\n[[tool.other]]\nfal = { apps = 1 }\n[tool.black]\n"__proto__" = 1\n${print(apps)}[a.b]\nc = ["fal"]\n[zz]\n`,
  );
  compare("comments and empty lines", ({ apps }) => `# first\n\n${print(apps).replaceAll("\n", " # x\n\n")}# last`);
  compare("line ends", ({ apps }) => print(apps).replaceAll("\n", "\r\n"));
});

describe("suppressions", () => {
  const required = new Set(rules.flatMap(({ id, required }) => (required ? id : [])));
  const place = ({ rule, severity, app, keyPath, message, range: { start, end }, file }: Diagnostic) => [
    rule,
    severity,
    app,
    keyPath,
    message,
    file,
    start.line,
    start.column,
    end.line,
    end.column,
  ];

  test("taken back leave the report that was there", () => {
    const met = { suppressed: 0, left: 0 };
    fc.assert(
      fc.property(anyProject, (project) => {
        const text = print(project.apps);
        const plain = look(text, project);
        const lines = text.split("\n");
        for (const { file, rule, range } of plain.diagnostics) {
          if (file !== "pyproject.toml") continue;
          const line = lines[range.start.line - 1] ?? "";
          if (!line.includes("# fal-lint:"))
            lines[range.start.line - 1] = `${line} # fal-lint: allow ${rule} reason="x"`;
          else if (!new RegExp(`[ ,]${rule}[ ,]`).test(line))
            lines[range.start.line - 1] = line.replace(" reason=", `, ${rule} reason=`);
        }
        const commented = look(lines.join("\n"), project);
        for (const { file, rule } of commented.diagnostics)
          if (file === "pyproject.toml" && rule !== "unused-suppression") expect(required).toContain(rule);
        met.suppressed += commented.summary.suppressed;
        met.left += commented.diagnostics.length;
        expect(commented.manifests.map(canonicalJson)).toEqual(plain.manifests.map(canonicalJson));
        // Comments switched off are no comments: all stands where it stood.
        const uncommented = look(lines.join("\n"), project, false);
        const bare = look(text, project, false);
        expect(uncommented.diagnostics.map(place)).toEqual(bare.diagnostics.map(place));
      }),
      { numRuns: 800, seed: 3 },
    );
    expect(met.suppressed).toBeGreaterThan(500);
    expect(met.left).toBeGreaterThan(200);
  });
});

test("the projects are as different as they should be", () => {
  const rules = new Set<string>();
  fc.assert(
    fc.property(anyProject, (project) => {
      for (const { rule } of look(print(project.apps), project).diagnostics) rules.add(rule);
    }),
    { numRuns: 600, seed: 4 },
  );
  expect(rules.size).toBeGreaterThan(25);
});
