import { describe, expect, test } from "vitest";
import type { MemoryEntry } from "../memory-files.ts";
import { findings } from "./run.ts";

const string = JSON.stringify;

/** A project with one app that has these requirements; `app` is the rest of its table, `head` what stands above. */
function app(requirements: unknown, { app = "", head = "" } = {}): string {
  return `${head}[tool.fal.apps.painter]\npython_entry_point = "painter.server:Painter"\nrequirements = ${string(requirements)}\n${app}`;
}

/** What a rule says, as `severity at: message`. */
function said(rule: string, toml: string, files: Readonly<Record<string, MemoryEntry>> = {}, options = {}): string[] {
  return findings(rule, { "pyproject.toml": toml, ...files }, options).map(
    ({ severity, at, message }) => `${severity} ${at}: ${message}`,
  );
}

describe("invalid-requirement", () => {
  const invalid = (requirements: unknown, more = {}) => said("invalid-requirement", app(requirements, more));

  test.each([
    ["torch=2.7.1", "`torch=2.7.1` has something behind the name that is no version specifier: pip will stop."],
    ["torch>=2.*", "`torch>=2.*` has a version that PEP 440 does not allow there: pip will stop."],
    ["torch>=2 <3", "`torch>=2 <3` has no comma between two version specifiers: pip will stop."],
    ["torch[cuda", "`torch[cuda` has brackets that do not hold names of extras, divided by commas: pip will stop."],
    ["torch; python < 3", "`torch; python < 3` has no environment marker behind its `;`: pip will stop."],
    ["==2", "`==2` does not begin with the name of a package: pip will stop."],
    ["", "This requirement names no package: pip will stop."],
    ["brush @ brush.whl", "This requirement has no URL behind its `@`: pip will stop."],
    [
      "-r requirements.txt",
      "`-r` reads a file, and fal sends none: pip will not find it where the requirements are installed.",
    ],
    [
      "--requirement=requirements.txt",
      "`--requirement` reads a file, and fal sends none: pip will not find it where the requirements are installed.",
    ],
    ["-e .", "`-e` wants a folder, and fal sends a package: pip will stop."],
    ["--index-url", "`--index-url` has no value behind it: pip will stop."],
    [
      "--index-url https://example.com/simple",
      "`--index-url` and its value are one string, which is one argument to pip: it knows no option of that name.",
    ],
  ])("%j", (requirement, message) => {
    expect(invalid(["numpy", requirement])).toEqual([`error ${string(requirement)}: ${message}`]);
  });

  test("points into a layer", () => {
    expect(invalid([["numpy"], ["scipy", "torch=2"]])).toHaveLength(1);
    expect(invalid([["numpy"], ["scipy", "torch=2"]])[0]).toMatch(/^error "torch=2": /);
  });

  test("an option of one letter with a blank may still work", () => {
    expect(invalid(["-i https://example.com/simple"])[0]).toMatch(/^warning /);
  });

  test.each([
    [["torch", "--extra-index-url", "https://example.com/simple", "--find-links=https://example.com/x", "--pre"]],
    [["-r", "https://example.com/requirements.txt", "-c", "https://example.com/constraints.txt"]],
    [["-e", "git+https://example.com/x.git#egg=x"]],
    [
      [
        "https://${USER}:${TOKEN}@example.com/x.whl",
        "git+https://${TOKEN}@example.com/x.git@v1",
        "x @ git+ssh://git@example.com/x",
      ],
    ],
    [["--brand-new-option", "some value"]],
    [[".", "../shared[x]"]],
  ])("%j is what pip reads", (requirements) => {
    expect(invalid(requirements)).toEqual([]);
  });

  test("what lies in an image cannot be told, and a list for an image alone is never read", () => {
    const image = '[tool.fal.apps.painter.image]\nimage = "ghcr.io/my-org/painter:1"\n';
    expect(invalid(["-r", "requirements.txt", "-e", "src"], { app: image })).toEqual([]);
    expect(invalid(["torch=2"], { app: image })).toHaveLength(1);
    const toml = app(["torch=2"], { app: image }).replace(/python_entry_point.*/, "exposed_port = 8000");
    expect(said("invalid-requirement", toml)).toEqual([]);
  });

  test("a password is in no message", () => {
    const hits = [
      "x @ https://me:hunter2@example.com/a b",
      "https//me:hunter2@example.com",
      "--index-url https://me:hunter2@example.com",
    ];
    const found = findings("invalid-requirement", { "pyproject.toml": app(hits) });
    expect(found).toHaveLength(3);
    for (const { message, help } of found) expect(message + help).not.toContain("hunter2");
  });
});

describe("missing-local-requirement", () => {
  const missing = (toml: string, files: Record<string, MemoryEntry> = {}, options = {}) =>
    said("missing-local-requirement", toml, files, options);
  const named = '[project]\nname = "x"\n';
  const gone = "does not exist: pip will not find it on fal's machine.";
  const stops = "is a folder, so fal's client packs it, and stops:";

  test.each<[what: string, requirement: string, files: Record<string, MemoryEntry>, expected: string]>([
    ["a folder that is not there", "projects/foo[x]", {}, `\`projects/foo\` ${gone}`],
    ["a dotted path that is not there", "./foo", {}, `\`./foo\` ${gone}`],
    [
      "a folder without a pyproject.toml",
      "foo",
      { "foo/setup.py": "" },
      `\`foo\` ${stops} there is no pyproject.toml in it.`,
    ],
    [
      "a package whose name is that of a folder",
      "torch==2",
      { "torch==2/x": "" },
      `\`torch==2\` ${stops} there is no pyproject.toml in it.`,
    ],
    [
      "one without a name",
      "../foo",
      { "../foo/pyproject.toml": "[tool.x]\n" },
      `\`../foo\` ${stops} its pyproject.toml has no \`[project] name\`.`,
    ],
    [
      "one with an empty name",
      "foo",
      { "foo/pyproject.toml": '[project]\nname = ""\n' },
      `\`foo\` ${stops} its pyproject.toml has no \`[project] name\`.`,
    ],
    [
      "one that is no TOML",
      "foo",
      { "foo/pyproject.toml": "[" },
      `\`foo\` ${stops} its pyproject.toml cannot be read.`,
    ],
    ["this project without a name", ".[x]", {}, `\`.\` ${stops} this pyproject.toml has no \`[project] name\`.`],
    [
      "a wheel",
      "./x-1.0-py3-none-any.whl",
      { "x-1.0-py3-none-any.whl": "" },
      "`./x-1.0-py3-none-any.whl` is a file, and fal sends folders only: pip will not find it on fal's machine.",
    ],
  ])("%s", (_, requirement, files, expected) => {
    expect(missing(app([requirement]), files)).toEqual([`error ${string(requirement)}: ${expected}`]);
  });

  test("the folder of them all is missing", () => {
    const toml = app([".[x]", "../other"], { app: 'requirements_context_dir = "projects/foo"\n' });
    expect(missing(toml)).toEqual([
      'error "projects/foo": `projects/foo` is no folder here, so the local requirements lead nowhere: pip will not find them on fal\'s machine.',
    ]);
    expect(missing(toml.replace('[".[x]","../other"]', '["torch"]'))).toEqual([]);
  });

  test.each<[what: string, toml: string, files: Record<string, MemoryEntry>]>([
    ["this project", app([".", ".[x]"], { head: named }), {}],
    [
      "another",
      app(["projects/foo[x]", "../foo", "foo"]),
      { "projects/foo/pyproject.toml": named, "../foo/pyproject.toml": named, "foo/pyproject.toml": named },
    ],
    [
      "one in the folder that is named",
      app([".[x]"], { app: 'requirements_context_dir = "sub/"\n' }),
      { "sub/pyproject.toml": named },
    ],
    [
      "this one, by a way round",
      app([".."], { app: 'requirements_context_dir = "sub"\n', head: named }),
      { "sub/x": "" },
    ],
    ["a package with a file of its name beside it", app(["torch"]), { torch: "" }],
    ["what lies on one machine only", app(["/srv/foo", "~/foo", "/data/wheels/x.whl"]), {}],
    [
      "all of them, below a folder that does",
      app([".", "foo/bar"], { app: 'requirements_context_dir = "/srv"\n' }),
      {},
    ],
    ["packages and URLs", app(["torch", "file:///srv/x.whl", "x @ file:///srv/x.whl"]), {}],
  ])("nothing is missing: %s", (_, toml, files) => {
    expect(missing(toml, files)).toEqual([]);
  });

  test("a path may lead somewhere in an image", () => {
    const toml = app(["./foo"], { app: '[tool.fal.apps.painter.image]\nimage = "ghcr.io/my-org/painter:1"\n' });
    expect(missing(toml)).toEqual([`warning "./foo": \`./foo\` ${gone}`]);
  });
});

describe("requirements-not-installed", () => {
  const image = '[tool.fal.apps.server]\nexposed_port = 8000\n@\nimage = { image = "ghcr.io/my-org/server:1" }\n';
  test.each([
    ['requirements = ["torch"]', 1],
    ['requirements = [["torch"]]', 1],
    ["requirements = []", 0],
    ["requirements = [[]]", 0],
    ['requirements = ["torch"]\nref = "server.py::Server"', 0],
    ['requirements = ["torch"]\npython_entry_point = "server:Server"', 0],
  ])("%j", (line, count) => {
    const found = said("requirements-not-installed", image.replace("@", line));
    expect(found).toHaveLength(count);
    for (const text of found) expect(text).toMatch(/^warning requirements: /);
  });
});

describe("duplicate-requirement", () => {
  test.each<[requirements: unknown, expected: string[]]>([
    [["PyYAML", "torch", "pyyaml"], ['warning "pyyaml": `pyyaml` is required twice.']],
    [["ruamel.yaml>=0.18", "ruamel_yaml<1"], ['warning "ruamel_yaml<1": `ruamel_yaml` is required twice.']],
    [
      ["torch==2.7.1", "torch==2.8.0"],
      ['error "torch==2.8.0": `torch` is pinned to two versions at once: pip will stop.'],
    ],
    [["torch==2.7", "torch==2.7.0"], ['warning "torch==2.7.0": `torch` is required twice.']],
    [["torch==2.7.*", "torch==2.8.0"], ['warning "torch==2.8.0": `torch` is required twice.']],
    [
      [["torch==2.7.1"], ["torch==2.8.0"]],
      ['warning "torch==2.8.0": `torch` is pinned to another version in an earlier layer, which this one replaces.'],
    ],
    [[["torch"], ["numpy", "torch"]], ['warning "torch": `torch` is required twice, in two layers.']],
    [["torch; os_name == 'nt'", 'torch ;os_name=="nt"'], []],
    [
      ["torch; os_name == 'nt'", "torch;os_name=='nt'"],
      ["warning \"torch;os_name=='nt'\": `torch` is required twice."],
    ],
    [["torch==2.7.1; python_version < '3.12'", "torch==2.8.0; python_version >= '3.12'"], []],
    [["torch", "torchvision", "--find-links", "torch", "."], []],
  ])("%j", (requirements, expected) => {
    expect(said("duplicate-requirement", app(requirements))).toEqual(expected);
  });

  test("points at the first", () => {
    const [found] = findings("duplicate-requirement", { "pyproject.toml": app(["torch", "torch>=2"]) });
    expect(found?.diagnostic.related[0]?.range.start.column).toBe(17);
  });
});

describe("unpinned-requirement", () => {
  const config = { select: ["unpinned-requirement"] };

  test.each([
    ["torch", 1],
    ["torch>=2.7", 1],
    ["torch==2.7.*", 1],
    ["torch~=2.7.1", 1],
    ["git+https://example.com/x.git", 1],
    ["x @ git+https://token@example.com/x.git", 1],
    ["git+ssh://git@example.com/x.git#egg=x", 1],
    ["torch==2.7.1", 0],
    ["torch==2.7.1,>=2", 0],
    ["torch===2.7.1", 0],
    ["git+https://token@example.com/x.git@v1", 0],
    ["git+https://example.com/x.git@feature/y", 0],
    ["https://example.com/x-1.0.whl", 0],
    ["x @ https://example.com/x-1.0.whl", 0],
    ["--pre", 0],
    [".", 0],
    ["./x", 0],
    ["torch=2", 0],
  ])("%j", (requirement, count) => {
    const toml = app([requirement], { head: '[project]\nname = "x"\n' });
    const found = said("unpinned-requirement", toml, {}, { config });
    expect(found).toHaveLength(count);
    for (const text of found) expect(text).toMatch(`warning ${string(requirement)}: `);
    expect(said("unpinned-requirement", toml)).toEqual([]);
  });
});

describe("python-version-mismatch", () => {
  const project = (requires: string, python: string, requirements: unknown = []) =>
    app(requirements, {
      head: `[project]\nname = "x"\nrequires-python = ${string(requires)}\n`,
      app: `python_version = ${string(python)}\n`,
    });

  test.each([
    [">=3.11", "3.10", true],
    ["<3.12,>=3.9", "3.12", true],
    ["==3.11.*", "3.12", true],
    ["~=3.10", "3.9", true],
    [">=3.9,!=3.10.*", "3.10", true],
    [">=3.11", "3.11", false],
    [">=3.11.4", "3.11", false],
    [">=3.11.4", "3.11.3", true],
    ["<3.12", "3.11", false],
    ["~=3.10", "3.13", false],
    [">=3.11", "3", false],
    [">=3.11", "python3.10", false],
    ["latest", "3.10", false],
    ["", "3.10", false],
  ])("a project for %j on %s", (requires, python, flagged) => {
    expect(said("python-version-mismatch", project(requires, python))).toEqual(
      flagged
        ? [
            `warning ${string(python)}: The app runs on Python \`${python}\`, but the project requires Python \`${requires}\`.`,
          ]
        : [],
    );
  });

  test("points at what the project says", () => {
    const [one] = findings("python-version-mismatch", { "pyproject.toml": project(">=3.11", "3.10") });
    expect(one?.diagnostic.related).toMatchObject([{ range: { start: { line: 3, column: 19 } } }]);
  });

  test("is no matter of pip where another folder is installed", () => {
    expect(said("python-version-mismatch", project(">=3.11", "3.10", ["torch", "./lib"]))).toEqual([
      'warning "3.10": The app runs on Python `3.10`, but the project requires Python `>=3.11`.',
    ]);
  });

  test("pip refuses where the project itself is installed", () => {
    expect(said("python-version-mismatch", project(">=3.11", "3.10", [["torch"], [".[x]"]]))).toEqual([
      'error "3.10": pip will refuse to install this project on it: the project requires Python `>=3.11`.',
    ]);
  });
});
