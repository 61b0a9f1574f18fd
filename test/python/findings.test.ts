// What is found in an image that only Python can have, word for word, and what becomes of the module when it is mended.
import { describe, expect, test } from "vitest";
import { readDocument } from "../../src/python/document.ts";
import type { Files } from "../../src/text/files.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";
import { recorded } from "../rules/tokens.ts";

const image = (given: string, before = "import fal\n") => `${before}IMAGE = fal.ContainerImage(${given})\n`;

/** The only finding: what it points at, how it is worded, and the module after its fix. */
function found(source: string, around: Readonly<Record<string, MemoryEntry>> = {}) {
  const [only, ...more] = readDocument(source, "app.py", memoryFiles(around)).findings;
  expect(more).toEqual([]);
  if (only === undefined) return null;
  const { rule, at, message, help, fix } = only;
  const spans = (place: typeof at) => ("span" in place ? place.span : ([0, 0] as const));
  let fixed: string | null = fix ? source : null;
  for (const edit of [...(fix?.edits ?? [])].sort((a, b) => spans(b.at)[0] - spans(a.at)[0])) {
    const [start, end] = spans(edit.at);
    fixed = (fixed ?? "").slice(0, start) + edit.text + (fixed ?? "").slice(end);
  }
  const { safe: isSafe = null, description = null } = fix ?? {};
  return { rule, at: source.slice(...spans(at)), message, help, fixed, isSafe, description };
}

describe("a builder", () => {
  test.each([
    ['"service"', '"service"', image('"FROM a:1", builder="depot"')],
    ["'worker'", "'worker'", image('"FROM a:1", builder="depot"')],
    ['"ser" "vice"', '"ser" "vice"', image('"FROM a:1", builder="depot"')],
    ['("service")', '"service"', image('"FROM a:1", builder=("depot")')],
    ['f"{BUILDER}"', 'f"{BUILDER}"', null],
    ["BUILDER", '"worker"', null],
    ['f"wor{ENDING}"', 'f"wor{ENDING}"', null],
    ['" worker ".strip()', '" worker ".strip()', null],
  ])("%s has been removed", (builder, at, fixed) => {
    const before = /BUILDER|ENDING/.test(builder) ? 'import fal\nBUILDER = "worker"\nENDING = "ker"\n' : "import fal\n";
    const one = found(image(`"FROM a:1", builder=${builder}`, before));
    expect(one).toMatchObject({ rule: "image-builder", at, fixed, help: "Remove the argument, or write `depot`." });
    if (fixed !== null) expect(one).toMatchObject({ isSafe: true, description: 'Write `builder="depot"`' });
    expect(one?.message).toMatch(/^The builder `(?:service|worker)` has been removed: fal builds with `depot`/);
  });
  test.each([
    ['"depo"', "`depo`", "Did you mean `depot`?"],
    ['"docker"', "`docker`", "Remove the argument."],
    ["3", "this", "Remove the argument."],
    ["[]", "this", "Remove the argument."],
  ])("%s is none", (builder, name, help) => {
    expect(found(image(`"FROM a:1", builder=${builder}`))).toEqual({
      rule: "image-builder",
      at: builder,
      message: `There is no builder ${name}: fal's client raises a ValueError.`,
      help,
      fixed: null,
      isSafe: null,
      description: null,
    });
  });
  test("that is a token is not shown", () => {
    const token = recorded("github-pat-classic", "valid");
    const one = found(image(`"FROM a:1", builder="${token}"`));
    expect(one?.message).toBe("There is no builder this: fal's client raises a ValueError.");
    expect(one?.help).not.toContain(token);
  });
  test.each(['"depot"', '""', "None", "which()"])("%s is right", (builder) => {
    expect(found(image(`"FROM a:1", builder=${builder}`))).toBeNull();
  });
});

test.each(["entrypoint", "cmd"])("%s is no tuple", (name) => {
  expect(found(image(`"FROM a:1", ${name}=("a",)`))).toMatchObject({
    rule: "wrong-type",
    at: '("a",)',
    message: `\`${name}\` must be a string or a list of strings, not a tuple: fal's client raises a ValueError.`,
    help: "Write it in square brackets.",
  });
  expect(found(image(`"FROM a:1", ${name}=["a"]`))).toBeNull();
});

describe("an ignore file", () => {
  const given = '"FROM a:1", dockerignore_path="d/x"';
  test.each<[string, string, Record<string, MemoryEntry>, string | null]>([
    ["that is not there", image(given), {}, '"d/x"'],
    ["that is a folder", image(given), { "d/x/y": "" }, '"d/x"'],
    ["that is there", image(given), { "d/x": "" }, null],
    ["that a later call names", `${image('"FROM a:1"')}IMAGE.add_dockerignore(path="z")\n`, {}, '"z"'],
    ["that a later call replaces", `${image(given)}IMAGE.add_dockerignore(path="z")\n`, { z: "" }, null],
    ["that a later call takes back", `${image(given)}IMAGE.add_dockerignore(["a"])\n`, {}, null],
    ["that only runs tell", image('"FROM a:1", dockerignore_path=d()'), {}, null],
    ["behind a list, which counts", image('"FROM a:1", dockerignore=["a"], dockerignore_path="x"'), {}, null],
  ])("%s", (_, source, around, at) => {
    const one = found(source, around);
    expect(one?.at ?? null).toBe(at);
    if (at === null) return;
    expect(one?.message).toMatch(/is no file: fal's client raises a FileNotFoundError\.$/);
    expect(one?.help).toBe("The path is relative to the folder in which `fal` is started.");
  });
  test("may be there if it cannot be looked at", () => {
    const files: Files = {
      ...memoryFiles({}),
      readText: () => ({ kind: "unreadable", reason: "permission denied" }),
      stat: () => null,
    };
    expect(readDocument(image(given), "app.py", files).findings).toEqual([]);
  });
  test("cannot be looked for without files", () => {
    expect(readDocument(image(given), "app.py", null).findings).toEqual([]);
  });
});

test.each([
  ["123456789012.dkr.ecr.us-east-1.amazonaws.com", '"$ECR"', '"$ECR"'],
  ["https://123456789012.dkr.ecr.us-east-1.amazonaws.com", '"$ECR"', '"$ECR"'],
  ["123456789012.dkr.ecr.us-east-1.amazonaws.com", "ecr()", null],
  ["123456789012.dkr.ecr.us-east-1.amazonaws.com", '"plain"', null],
  ["ghcr.io", '"$ECR"', null],
])("the password of %s: %s", (host, password, at) => {
  const one = found(image(`"FROM a:1", registries={"${host}": {"username": "AWS", "password": ${password}}}`));
  expect(one?.at ?? null).toBe(at);
  if (at === null) return;
  expect(one?.message).toBe("This ECR password is dead 12 hours after it was set, and nothing renews a fal secret.");
  expect(one?.help).toContain('region_name="us-east-1"');
});

test("a registry that only runs tell has no password to speak of", () => {
  const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
  expect(found(image(`"FROM a:1", registries={"${host}": login()}`))).toBeNull();
  expect(found(image(`"FROM a:1", registries={"${host}": {"username": "AWS"}}`))).toBeNull();
  expect(found(image('"FROM a:1", registries=login()'))).toBeNull();
});

describe("an indented Dockerfile", () => {
  const indented = '"""\n    FROM a:1\n    COPY b c\n    """';
  const wrap = `textwrap.dedent(${indented})`;
  test.each<[string, string, string | null]>([
    ["is wrapped", image(indented), image(wrap, "import textwrap\nimport fal\n")],
    ["where textwrap is there", image(indented, "import fal, textwrap\n"), image(wrap, "import fal, textwrap\n")],
    [
      "with CRLF",
      image(indented).replaceAll("\n", "\r\n"),
      image(wrap, "import textwrap\nimport fal\n").replaceAll("\n", "\r\n"),
    ],
    [
      "behind what must come first",
      image(indented, "from __future__ import annotations\nimport fal\n"),
      image(wrap, "from __future__ import annotations\nimport textwrap\nimport fal\n"),
    ],
    ["without an import above it", image(indented, "").concat("import fal\n"), null],
    ["without any import", image(indented, ""), null],
    [
      "whose first line is indented too",
      image('"""    FROM a:1\n    COPY b c"""'),
      image('textwrap.dedent("""    FROM a:1\n    COPY b c""")', "import textwrap\nimport fal\n"),
    ],
    ["with a part that has a name", image(`f${indented.replace("a:1", "{A}")}`, 'import fal\nA = "a:1"\n'), null],
    [
      "with a part that has a name, behind its first line",
      image('f"""FROM {A}\n    COPY b c"""', 'import fal\nA = "a:1"\n'),
      null,
    ],
    [
      "of several literals, behind its first line",
      image('"FROM a:1\\n" """    RUN x\n    COPY b c"""'),
      image('"FROM a:1\\n" """RUN x\nCOPY b c"""'),
    ],
    ["under a name, which may have other uses", image("D", `import fal\nD = ${indented}\n`), null],
    ["of several literals", image(`${indented} "x"`), null],
    [
      "behind its first line loses its margin",
      image('"""FROM a:1\n    COPY b c\n\n      RUN x\n    """'),
      image('"""FROM a:1\nCOPY b c\n\n  RUN x\n"""'),
    ],
    ["with a margin of escapes", image('"FROM a:1\\n\\tCOPY b c"'), null],
  ])("%s", (_, source, fixed) => {
    const one = found(source);
    expect(one?.rule).toBe("dockerfile-string-indented");
    expect(one?.at).toBe("COPY b c");
    expect(one?.fixed).toBe(fixed);
    const isFirstAtQuote = one?.help === "Let every line of the string begin in column 0.";
    if (!isFirstAtQuote)
      expect(one?.help).toBe("Put the string into `textwrap.dedent(…)`, or let every line of it begin in column 0.");
    if (fixed === null) return;
    const description = isFirstAtQuote ? "Begin every line in column 0" : "Put the string into `textwrap.dedent(…)`";
    expect(one).toMatchObject({ isSafe: true, description });
    expect(found(fixed ?? "")).toBeNull();
  });
  test.each([
    ["with a line in column 0", '"""\nFROM a:1\n    COPY b c\n"""'],
    ["that copies nothing", '"""\n    FROM a:1\n    RUN COPY b c\n    """'],
    ["whose word is longer", '"""\n    FROM a:1\n    COPYING b c\n    """'],
    ["that is dedented", `dedent(${indented})`],
    ["that is none", "d()"],
  ])("is none %s", (_, dockerfile) => {
    expect(found(image(dockerfile, "import fal\nfrom textwrap import dedent\n"))).toBeNull();
  });
  test("counts its lines", () => {
    expect(found(image('"""\n    FROM a:1\n    COPY b c\n    add d e\n    """'))?.message).toContain("(2 such lines)");
    expect(found(image(indented))?.message).toContain("sends nothing for this line, and the build will fail");
  });
});

describe("a Dockerfile in a string is called", () => {
  const names = (source: string, around: Record<string, MemoryEntry> = {}) => {
    const { surroundings } = readDocument(source, "src/app.py", memoryFiles(around));
    return Array.from(surroundings.values(), ({ embedded }) =>
      [...embedded.keys()].filter((one) => !one.includes("::")),
    )
      .map((all) => all.filter((one) => one.startsWith("Dockerfile")).join())
      .join(" ");
  };
  const two = (one: string, other: string) =>
    `import fal\nclass A(fal.App):\n    image = fal.ContainerImage(${one})\nclass B(fal.App):\n    image = fal.ContainerImage(${other})\n`;
  const [a, b] = ['"FROM a:1"', '"FROM b:1"'];
  test.each<[string, string, string, Record<string, MemoryEntry>]>([
    ["as all call it", two(a, a), "Dockerfile Dockerfile", {}],
    ["by its app where there are two", two(a, b), "Dockerfile.a Dockerfile.b", {}],
    ["as all call it in each context", two(a, `${b}, context_dir="d"`), "Dockerfile Dockerfile", {}],
    ["by its app where another file has the name", two(a, a), "Dockerfile.a Dockerfile.b", { Dockerfile: "FROM c" }],
    ["by its app where a folder has the name", two(a, a), "Dockerfile.a Dockerfile.b", { "Dockerfile/x": "" }],
    ["as the file that is the same", two(a, a), "Dockerfile Dockerfile", { Dockerfile: "FROM a:1" }],
    ["whatever another context holds", two(a, a), "Dockerfile Dockerfile", { "d/Dockerfile": "FROM c" }],
    ["in its context", two(a, `${b}, context_dir="d"`), "Dockerfile Dockerfile.b", { "d/Dockerfile": "FROM c" }],
    ["nothing where it is not known", two(a, "d()"), "Dockerfile ", {}],
  ])("%s", (_, source, expected, around) => {
    expect(names(source, around)).toBe(expected);
  });
});

describe("the requirements of a module in a folder", () => {
  const table = (settings: string, context = "") => {
    const source = `import fal\nclass App(fal.App, ${settings}):\n    image = fal.ContainerImage("FROM a:1"${context})\n`;
    const { root } = readDocument(source, "src/app.py", memoryFiles({}));
    return JSON.parse(JSON.stringify(root)).tool.fal.apps.app;
  };
  test.each<[string, string, string, string | undefined]>([
    ["are taken from there", 'requirements=["./x"]', "", "src"],
    ["in a layer too", 'requirements=[["a"], [".[b]"]]', "", "src"],
    ["are not named where they are none of its own", 'requirements=["x"]', "", undefined],
    ["nor where it has none", "keep_alive=3", "", undefined],
    ["nor where it is the context", 'requirements=["./x"]', ', context_dir="src"', undefined],
    ["are taken from where it says", 'requirements=["./x"], requirements_context_dir="y"', "", "src/y"],
    ["or from an absolute path", 'requirements=["./x"], requirements_context_dir="/y"', "", "/y"],
    ["whatever the context", 'requirements_context_dir="../y"', ', context_dir="z"', "../y"],
  ])("%s", (_, settings, context, folder) => {
    expect(table(settings, context).requirements_context_dir).toBe(folder);
  });
});

describe("what is found in an image", () => {
  const around = (given: string) => {
    const { surroundings } = readDocument(image(given), "app.py", memoryFiles({}));
    const { isApp, isRefused, told, context } = surroundings.get("IMAGE") ?? {};
    return { isApp, isRefused, told: [...(told ?? [])], context: context?.folder };
  };
  const nothing = { isApp: false, isRefused: false, told: [], context: "." };
  test.each<[string, string, object]>([
    ["nothing", '"FROM a:1"', {}],
    ["a removed builder, which fal's client only speaks of", '"FROM a:1", builder="worker"', {}],
    ["a builder that there is not, which it refuses", '"FROM a:1", builder="x"', { isRefused: true }],
    ["a tuple, which it refuses", '"FROM a:1", cmd=("a",)', { isRefused: true }],
    ["an ignore file that is missing, which it refuses", '"FROM a:1", dockerignore_path="x"', { isRefused: true }],
    ["an indented Dockerfile, of which that is all", '"\\n  FROM a:1\\n  COPY b c"', { told: ["copy-indented"] }],
    ["what stands in its context", '"FROM a:1", context_dir="d"', { context: "d" }],
    ["a context whose Dockerfile only runs tell", 'f(), context_dir="d"', { context: "d" }],
    ["a context that only runs tell", '"FROM a:1", context_dir=f()', {}],
  ])("tells of %s", (_, given, expected) => {
    expect(around(given)).toEqual({ ...nothing, ...expected });
  });
});

describe("a mistake in a module", () => {
  const mistake = (source: string) => found(`import fal\n${source}`);
  const image = 'I = fal.ContainerImage("FROM a:1")\n';
  test("is told where no image is found", () => {
    const source = "# ContainerImage\nx = = 1\ny = = 2\n";
    expect(readDocument(source, "app.py", null).findings).toEqual([
      {
        rule: "syntax-error",
        severity: "warning",
        at: { span: [source.indexOf("= 1"), source.indexOf("= 1")] },
        message:
          "Here is no Python that can be read, and no image is found in this module, though it speaks of `ContainerImage`: it may hold one that is not checked.",
        help: "If Python reads it, what stands in the way is newer than what fal-lint knows; else correct it.",
        app: null,
      },
    ]);
  });
  test("is told where an app has an image that only runs tell", () => {
    expect(mistake("class App(fal.App):\n    image = make(ContainerImage)\nx = = 1\n")?.rule).toBe("syntax-error");
  });
  test("is not told where one is found, nor where there is none", () => {
    expect(mistake(`${image}x = = 1\n`)).toBeNull();
    expect(mistake("# ContainerImage\nx = 1\n")).toBeNull();
  });
});
