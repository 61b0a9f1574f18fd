import { describe, expect, test } from "vitest";
import { findings } from "./run.ts";

const metrics = '[tool.fal.apps.server]\npython_entry_point = "server:Server"\nmetrics_port = 9090\n';

function said(toml: string): string[] {
  return findings("fal-version", { "pyproject.toml": toml }).map(
    ({ severity, at, message }) => `${severity} ${at}: ${message.replace(/^`fal[^`]*`/, "This")}`,
  );
}

const since = "1.78.0, the first release that accepts `metrics_port` in the app `server`";
const below = `This keeps fal below ${since}: its client will refuse the app.`;
const older = `This allows a fal older than ${since}: its client would refuse the app.`;

describe("a dependency of the project", () => {
  test.each<[requirement: string, expected: string | null]>([
    ["fal==1.70.0", `error ${below}`],
    ["FAL == 1.70.0", `error ${below}`],
    ["fal<1.78", `error ${below}`],
    ["fal~=1.70.0", `error ${below}`],
    ["fal==1.77.*", `error ${below}`],
    ["fal>=1.70,<1.75", `error ${below}`],
    ["fal[x]===1.70.0", `error ${below}`],
    ["fal==1.70.0; python_version < '3.9'", `warning ${below}`],
    ["fal>=1.70", `warning ${older}`],
    ["fal~=1.70", `warning ${older}`],
    ["fal==1.*", `warning ${older}`],
    ["fal>1.70,<2", `warning ${older}`],
    ["fal==1.78.0", null],
    ["fal>=1.78", null],
    ["fal>=1.79.1,<2", null],
    ["fal>1.77.9", `warning ${older}`],
    ["fal", null],
    ["fal<2", null],
    ["fal!=1.70.0", null],
    ["fal @ git+https://github.com/fal-ai/fal.git#subdirectory=projects/fal", null],
    ["fal-client==0.1", null],
    ["fal=1.70", null],
  ])("%s", (requirement, expected) => {
    const text = JSON.stringify(requirement);
    const [severity, ...message] = expected?.split(" ") ?? [];
    const found = expected === null ? [] : [`${severity} ${text}: ${message.join(" ")}`];
    expect(said(`[project]\ndependencies = [${text}]\n${metrics}`)).toEqual(found);
    expect(said(`[project.optional-dependencies]\ndev = ["x", ${text}]\n${metrics}`)).toEqual(found);
    expect(said(`[dependency-groups]\nall = [{ include-group = "dev" }]\ndev = [${text}]\n${metrics}`)).toEqual(found);
  });

  test.each<[line: string, expected: string | null]>([
    ['fal = "1.70.0"', `error "1.70.0": ${below}`],
    ['fal = "~1.70"', `error "~1.70": ${below}`],
    ['fal = "^1.70"', `warning "^1.70": ${older}`],
    ['fal = { version = "<1.78", extras = ["x"] }', `error { version = "<1.78", extras = ["x"] }: ${below}`],
    ['fal = "^1.78"', null],
    ['fal = "*"', null],
    ['fal = "^1.70 || ^2"', null],
    ['fal = { git = "https://github.com/fal-ai/fal.git" }', null],
  ])("of Poetry: %s", (line, expected) => {
    const found = expected === null ? [] : [expected];
    expect(said(`[tool.poetry.dependencies]\n${line}\n${metrics}`)).toEqual(found);
    expect(said(`[tool.poetry.group.dev.dependencies]\n${line}\n${metrics}`)).toEqual(found);
  });

  test.each([
    ["FAL [x] == 1.70.*, <2; python_version < '3.9'", "`fal==1.70.*,<2` keeps"],
    ["fal>=1.70", "`fal>=1.70` allows"],
    ["fal===1.70.0", "This keeps"],
    ["fal==1.70.0+local", "This keeps"],
  ])("is named, since no code frame shows it: %s", (requirement, begin) => {
    const [found] = findings("fal-version", {
      "pyproject.toml": `[project]\ndependencies = ["${requirement}"]\n${metrics}`,
    });
    expect(found?.message.startsWith(`${begin} `)).toBe(true);
  });

  test("is held against the app that needs the newest release, and names all its keys", () => {
    const apps = `[project]
dependencies = ["fal==1.70.0"]
[tool.fal.apps.old]
ref = "old.py::Old"
[tool.fal.apps.image]
exposed_port = 8000
image = { dockerfile = "Dockerfile", cmd = ["x"] }
[tool.fal.apps.entry]
python_entry_point = "entry:Entry"
`;
    const [found, ...rest] = findings("fal-version", { "pyproject.toml": apps });
    expect(rest).toEqual([]);
    expect(found?.message).toContain(
      "1.75.5, the first release that accepts `image.cmd` and an `image` in the app `image`",
    );
    const lines = found?.diagnostic.related.map(({ range }) => range.start.line);
    expect(lines).toEqual([7, 7]);
    expect(found?.diagnostic.app).toBeNull();
  });

  test("says nothing to apps that any release accepts, or that the schema refuses", () => {
    expect(said('[project]\ndependencies = ["fal==1.0"]\n[tool.fal.apps.a]\nref = "a.py::A"\n')).toEqual([]);
    expect(said(`[project]\ndependencies = ["fal==1.0"]\n${metrics}bogus = 1\n`)).toEqual([]);
    expect(said(metrics)).toEqual([]);
  });
});

describe("a requirement of the app", () => {
  test.each([
    ["fal==1.70.0", 1],
    ["fal<1.78", 1],
    ["fal>=1.70", 0],
    ["fal>=1.78", 0],
    ["fal", 0],
    ["torch==1.70.0", 0],
  ])("%s", (requirement, count) => {
    const found = said(`${metrics}requirements = ["${requirement}"]\n`);
    expect(found).toEqual(
      count === 0
        ? []
        : [
            `warning "${requirement}": This app is installed with a fal older than 1.78.0, the first release that knows \`metrics_port\`.`,
          ],
    );
  });
});
