import { describe, expect, test } from "vitest";
import { type CheckResult, check, formatReport, lint, type Report } from "../../src/index.ts";
import { checkFile } from "../../src/node.ts";
import { formats } from "../../src/report/index.ts";
import { memoryFiles } from "../memory-files.ts";
import { recorded } from "../rules/tokens.ts";

const canary = "Kanarienvogel-7Q2x";
const token = recorded("docker-pat");
const texts: Readonly<Record<string, string>> = {
  "b/pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000
[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
[tool.fal.apps.server.image.registries."ghcr.io"]
username = "me"
password = "${canary}"
`,
  "b/Dockerfile": `FROM ghcr.io/me/server:1
ENV API=${token}
COPY missing /app/
`,
  "a/pyproject.toml": '[tool.fal.apps.a]\nref = "a.py::A"\nauth = "privat"\n',
};

function checked(path: string): CheckResult {
  const files = memoryFiles({
    Dockerfile: texts["b/Dockerfile"] ?? "",
    "a.py": "import fal\nclass A(fal.App): pass\n",
  });
  return check({ path, text: texts[path] ?? "" }, { files, now: new Date(0) });
}

const results = [checked("b/pyproject.toml"), checked("a/pyproject.toml"), checkFile("no/such/pyproject.toml")];
const text = (path: string) => texts[path] ?? null;

describe("a report on several files", () => {
  const report: Report = JSON.parse(formatReport(results, "json"));

  test("keeps the order of the files, and sorts the findings", () => {
    expect(report.files).toEqual([
      { path: "b/pyproject.toml", status: "checked", apps: ["server"] },
      { path: "a/pyproject.toml", status: "checked", apps: ["a"] },
      { path: "no/such/pyproject.toml", status: "unreadable", apps: [] },
    ]);
    const found = [...new Set(report.diagnostics.map(({ file }) => file))];
    expect(found).toEqual(["a/pyproject.toml", "b/Dockerfile", "b/pyproject.toml"]);
    expect(report.summary).toMatchObject({ files: 3, apps: 2, images: 1, credentials: 1 });
    expect(report.summary.errors).toBeGreaterThanOrEqual(3);
  });

  test.each(Object.keys(formats) as (keyof typeof formats)[])(
    "says the same as %s, whatever it is made of",
    (format) => {
      expect(formatReport(report, format, { text })).toBe(formatReport(results, format, { text }));
      const one = lint({ path: "a/pyproject.toml", text: texts["a/pyproject.toml"] ?? "" });
      expect(formatReport(one, format)).toBe(formatReport([one], format));
      expect(formatReport([], format)).not.toBe("");
    },
  );

  test.each(Object.keys(formats) as (keyof typeof formats)[])("shows no secret as %s", (format) => {
    for (const options of [{}, { text }, { text, color: true, width: 200 }]) {
      const said = formatReport(results, format, options);
      for (const secret of [canary, token]) expect(said).not.toContain(secret.slice(-12));
    }
  });

  test("shows the lines of all files that are at hand, each secret blanked", () => {
    const pretty = formatReport(results, "pretty", { text });
    expect(pretty).toContain('3 | auth = "privat"');
    expect(pretty).toContain("2 | ENV API=********");
    expect(pretty).toContain("7 | password = ********");
    expect(formatReport(results, "pretty")).not.toContain(" | ");
  });

  test("has colours only if asked", () => {
    expect(formatReport(results, "pretty", { color: true })).toContain("\u001b[31m");
    expect(formatReport(results, "pretty")).not.toContain("\u001b");
  });

  test("is as wide as asked", () => {
    const widest = (width: number) =>
      Math.max(
        ...formatReport(results, "pretty", { width })
          .split("\n")
          .map((line) => line.length),
      );
    expect(widest(200)).toBeGreaterThan(widest(50));
  });
});

test("SARIF has what the rules say, and what is suppressed", () => {
  const text = `[tool.fal.apps.a]
exposed_port = 80
# fal-lint: allow unpinned-image reason="a test"
image.image = "a"
`;
  const [run] = JSON.parse(formatReport(lint({ path: "pyproject.toml", text }), "sarif")).runs;
  expect(run.results).toMatchObject([{ ruleId: "unpinned-image", suppressions: [{ justification: "a test" }] }]);
  for (const { help } of run.tool.driver.rules) expect(help.markdown).toMatch(/\n\nSources:\n\n- /);
});
