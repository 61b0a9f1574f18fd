import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../../src/analyse.ts";
import { check } from "../../src/check.ts";
import { jsonDocument } from "../../src/report/json.ts";
import { palette } from "../../src/report/palette.ts";
import { prettyDiagnostics } from "../../src/report/pretty.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

type Tree = Readonly<Record<string, MemoryEntry>>;

function lint(project: string | Tree, options: Omit<CheckOptions, "files"> = {}) {
  const tree: Tree = typeof project === "string" ? { "pyproject.toml": project } : project;
  const text = String(tree["pyproject.toml"]);
  const result = check(
    { path: "pyproject.toml", text },
    { files: memoryFiles(tree), now: new Date("2026-01-15T12:00:00Z"), ...options },
  );
  const found = result.diagnostics.map(({ rule, file, range: { start, end } }) => {
    const at = String(tree[file]).slice(start.offset, end.offset);
    return `${file === "pyproject.toml" ? "" : `${file}:`}${start.line} ${rule} ${at}`;
  });
  return { ...result, found, suppressed: result.summary.suppressed };
}

/** An app whose password stands in the file; `@` marks lines where a comment may go. */
const password = (above = "", behind = "", header = "") => `[tool.fal.apps.server]
exposed_port = 8000
image.image = "ghcr.io/me/server:1.2.0"
${header}
[tool.fal.apps.server.image.registries."ghcr.io"]
username = "me"
${above}
password = "hunter2"${behind}
`;
const allow = '# fal-lint: allow plaintext-password reason="rotated daily"';
const plaintext = '8 plaintext-password "hunter2"';

describe("in a pyproject.toml", () => {
  test.each<[name: string, text: string, suppressed: number, found: string[]]>([
    ["no comment", password(), 0, [plaintext]],
    ["on the line above", password(allow), 1, []],
    ["indented", password(`\t ${allow}`), 1, []],
    ["on the line", password("", ` ${allow}`), 1, []],
    ["with CRLF", password(allow).replaceAll("\n", "\r\n"), 1, []],
    ["behind another comment", password("", ` # pragma: allowlist secret ${allow}`), 1, []],
    ["with a last day", password(allow.replace("reason", "until=2026-01-15 reason")), 1, []],
    [
      "among other rules",
      password(allow.replace("allow ", "allow unpinned-image, ")),
      1,
      ["7 unused-suppression unpinned-image"],
    ],
    ["above a comment", password(`${allow}\n# why not`), 1, []],
    [
      "above a comment to fal-lint",
      password(`${allow}\n${allow.replace("plaintext-password", "unpinned-image")}`),
      1,
      ["8 unused-suppression unpinned-image"],
    ],
    [
      "above an empty line",
      password(`${allow}\n`),
      0,
      ["7 unused-suppression plaintext-password", '9 plaintext-password "hunter2"'],
    ],
    [
      "behind a value on the line above",
      password().replace('"me"\n', `"me" ${allow}`),
      0,
      ["6 unused-suppression plaintext-password", '7 plaintext-password "hunter2"'],
    ],
    [
      "two lines above",
      password().replace("username", `${allow}\nusername`),
      0,
      ["6 unused-suppression plaintext-password", '9 plaintext-password "hunter2"'],
    ],
    ["on the line below", password("", `\n${allow}`), 0, [plaintext, "9 unused-suppression plaintext-password"]],
    [
      "within a string",
      password("", '"').replace('"hunter2"', `"${allow.replaceAll('"', "'")}`),
      0,
      [`8 plaintext-password "${allow.replaceAll('"', "'")}"`],
    ],
    ["of another rule", password(allow.replace("plaintext-password", "expired-token")), 0, [plaintext]],
    ["twice", password(allow, ` ${allow}`), 1, ["8 unused-suppression plaintext-password"]],
    ["above a header", password("", "", allow), 0, ["4 unused-suppression plaintext-password", plaintext]],
    [
      "of nothing",
      password().replace('"hunter2"', '"$GHCR"').replace("username", `${allow}\nusername`),
      0,
      ["6 unused-suppression plaintext-password"],
    ],
  ])("%s", (_name, text, suppressed, found) => {
    expect(lint(text)).toMatchObject({ found, suppressed });
  });

  const server = '[tool.fal.apps.server]\nexposed_port = 8000\nimage.image = "ghcr.io/me/server:1.2.0"\n';
  const loopback = '# fal-lint: allow loopback-bind reason="behind a proxy in the container"';
  test.each<[name: string, above: string, within: string, found: string[]]>([
    ["nowhere", "", "", ['7 loopback-bind "127.0.0.1"']],
    ["above the key", loopback, "", []],
    ["above the element", "", loopback, []],
  ])("an element of an array of several lines, %s", (_name, above, within, found) => {
    const text = `${server}${above}\nimage.cmd = ["uvicorn", "app:app", "--port=8000",\n${within || '"--host",'}\n${within ? '"--host", ' : ""}"127.0.0.1",\n]\n`;
    expect(lint(text).found).toEqual(found);
  });
});

describe("says what is wrong with a comment", () => {
  test.each<[comment: string, rule: string, message: string, help: string]>([
    [
      "# fal-lint: ignore plaintext-password",
      "malformed-suppression",
      "This comment cannot be read, so that it suppresses nothing. It must begin with `allow`.",
      'Write `# fal-lint: allow RULE reason="…"`, or `# fal-lint: allow RULE, RULE until=YYYY-MM-DD reason="…"`.',
    ],
    [
      "# fal-lint: allow plaintext-password",
      "suppression-without-reason",
      "This suppression gives no reason, and suppresses nothing.",
      'Say behind the rules why it is right to leave the finding: `reason="…"`.',
    ],
    [
      '# fal-lint: allow plaintext-password until=2026-01-14 reason="x"',
      "expired-suppression",
      "This suppression ended with 2026-01-14, and suppresses nothing any more.",
      "Mend what it was for and remove the comment, or give it another day.",
    ],
    [
      '# fal-lint: allow port-mismatch reason="x"',
      "unused-suppression",
      "There is nothing to suppress here: `port-mismatch` has nothing to say about this line.",
      "Remove it, or move it to the line of the finding, or the one above.",
    ],
  ])("%s", (comment, rule, message, help) => {
    const { diagnostics } = lint(password(comment));
    const said = diagnostics.filter((diagnostic) => diagnostic.rule !== "plaintext-password");
    expect(said.map(({ rule, message, help }) => [rule, message, help])).toEqual([[rule, message, help]]);
  });

  test.each<[name: string, comment: string, found: string[]]>([
    [
      "no reason",
      "# fal-lint: allow plaintext-password",
      ["7 suppression-without-reason # fal-lint: allow plaintext-password", plaintext],
    ],
    [
      "an empty reason",
      '# fal-lint: allow plaintext-password reason=" "',
      ['7 suppression-without-reason # fal-lint: allow plaintext-password reason=" "', plaintext],
    ],
    [
      "an unknown rule",
      '# fal-lint: allow plaintext-pasword reason="x"',
      ["7 unknown-rule plaintext-pasword", plaintext],
    ],
    ["an unknown rule among others", '# fal-lint: allow none, plaintext-password reason="x"', ["7 unknown-rule none"]],
    [
      "a day that is over",
      '# fal-lint: allow plaintext-password until=2026-01-14 reason="x"',
      ["7 expired-suppression until=2026-01-14", plaintext],
    ],
    [
      "all at once",
      "# fal-lint: allow none until=2026-01-14",
      [
        "7 suppression-without-reason # fal-lint: allow none until=2026-01-14",
        "7 unknown-rule none",
        "7 expired-suppression until=2026-01-14",
        plaintext,
      ],
    ],
    [
      "what cannot be read",
      "# fal-lint: ignore plaintext-password",
      ["7 malformed-suppression # fal-lint: ignore plaintext-password", plaintext],
    ],
    [
      "its own rules",
      '# fal-lint: allow unused-suppression reason="x"',
      ["7 unused-suppression unused-suppression", plaintext],
    ],
  ])("%s", (_name, comment, found) => {
    const result = lint(password(comment));
    expect(result.found).toEqual(found);
    expect(
      result.diagnostics.filter(({ rule }) => rule !== "plaintext-password").map(({ severity }) => severity),
    ).toEqual(found.filter((line) => line !== plaintext).map(() => "warning"));
  });

  test.each<[now: string | null, suppressed: number]>([
    ["2026-01-14T00:00:00Z", 1],
    ["2026-01-15T23:59:59Z", 1],
    ["2026-01-16T00:00:00Z", 0],
    [null, 1],
  ])("until=2026-01-15 at %s", (now, suppressed) => {
    const text = password(allow.replace("reason", "until=2026-01-15 reason"));
    const { summary } = check(
      { path: "p", text },
      { files: memoryFiles({}), ...(now !== null && { now: new Date(now) }) },
    );
    expect(summary.suppressed).toBe(suppressed);
  });

  test("a word that is not nearly a rule is not shown, and neither is a reason", () => {
    const canary = "Kanarienvogel-7Q2x";
    const token = ["00000000-1111-4222-8333-444444444444", "0123456789abcdef0123456789abcdef"].join(":");
    for (const secret of [canary, token]) {
      for (const comment of [
        `# fal-lint: allow ${secret} reason="${secret}"`,
        `# fal-lint: allow plaintext-password reason="${secret}"`,
        `# fal-lint: allow plaintext-password reason=${secret}`,
        `# fal-lint: ${secret}`,
        `# fal-lint: allow plaintext-password until=${secret}`,
        `# fal-lint: allow unpinned-image until=2020-01-01 reason="${secret}"`,
      ]) {
        const text = password(comment);
        const { diagnostics } = lint(text);
        const shown = [
          ...prettyDiagnostics(diagnostics, new Set(["pyproject.toml"]), {
            text: () => text,
            palette: palette(false),
            width: 80,
            quiet: false,
          }),
          ...jsonDocument({ diagnostics }),
        ].join("");
        expect(shown).not.toContain(secret);
        expect(shown).not.toContain(secret.slice(10));
      }
    }
  });
});

describe("an unused suppression is told only where its rule could have spoken", () => {
  const unused = ["7 unused-suppression unknown-secret"];
  const comment = '# fal-lint: allow unknown-secret reason="set by hand"';
  const text = password(comment).replace('"hunter2"', '"$GHCR"');
  const secrets = [{ name: "GHCR", environment: null, createdAt: new Date(0) }];
  test.each<[name: string, text: string, options: Omit<CheckOptions, "files">, found: string[]]>([
    ["not without --secrets", text, {}, []],
    ["with --secrets", text, { secrets }, unused],
    [
      "not if the rule is not selected",
      text,
      { secrets, config: { select: ["plaintext-password", "unused-suppression"] } },
      [],
    ],
    ["not if the rule is left out", text, { secrets, config: { ignore: ["unknown-secret"] } }, []],
    [
      "not of an optional rule that is off",
      password(comment.replace("unknown-secret", "missing-auth"), "").replace('"hunter2"', '"$GHCR"'),
      {},
      [],
    ],
    ["not without a time", text, { secrets, now: undefined } as unknown as CheckOptions, []],
    ["not if an app could not be checked", text.replace("8000", '"8000"'), { secrets }, ['2 wrong-type "8000"']],
    ["not if it is left out itself", text, { secrets, config: { ignore: ["unused-suppression"] } }, []],
  ])("%s", (_name, text, options, found) => {
    expect(lint(text, options).found).toEqual(found);
  });
});

test("what keeps an app from being checked cannot be suppressed, and that is said", () => {
  const text = '[tool.fal.apps.a]\n# fal-lint: allow wrong-type reason="x"\nexposed_port = "80"\nref = "a.py::A"\n';
  const { found, suppressed, diagnostics } = lint(text, { config: { select: ["wrong-type", "unused-suppression"] } });
  expect(found).toEqual(["2 unused-suppression wrong-type", '3 wrong-type "80"']);
  expect(suppressed).toBe(0);
  expect(diagnostics[0]?.message).toMatch(/^`wrong-type` cannot be suppressed: /);
});

test("what a required rule only warns of can", () => {
  const app = '[tool.fal.apps.a]\nexposed_port = 8000\nimage.image = "ghcr.io/me/server:1.2.0"\n';
  const comment = '# fal-lint: allow unknown-key reason="read by our own tool"\n';
  expect(lint(`[tool.fal]\nours = 1\n${app}`).found).toEqual(["2 unknown-key ours"]);
  expect(lint(`[tool.fal]\n${comment}ours = 1\n${app}`)).toMatchObject({ found: [], suppressed: 1 });
});

test("a file that cannot be read has no suppressions", () => {
  expect(lint('# fal-lint: allow syntax-error reason="x"\nx =\n').found).toEqual(["2 syntax-error "]);
});

describe("in a Dockerfile and a .dockerignore", () => {
  const pyproject =
    '[tool.fal.apps.server]\nexposed_port = 8000\n\n[tool.fal.apps.server.image]\ndockerfile = "docker/Dockerfile"\n';
  const unpinned = '# fal-lint: allow unpinned-image reason="no versions"';
  const missing = '# fal-lint: allow copy-source-missing reason="made by CI"';
  const project = (dockerfile: string, ignore?: string): Tree => ({
    "pyproject.toml": pyproject,
    "docker/Dockerfile": dockerfile,
    "a.txt": "",
    ...(ignore !== undefined && { ".dockerignore": ignore }),
  });
  const at = "docker/Dockerfile";
  test.each<[name: string, tree: Tree, suppressed: number, found: string[]]>([
    ["nowhere", project("FROM python:latest\n"), 0, [`${at}:1 unpinned-image python:latest`]],
    ["above", project(`${unpinned}\nFROM python:latest\n`), 1, []],
    ["above, with CRLF", project(`${unpinned}\r\nFROM python:latest\r\n`), 1, []],
    ["below a directive", project(`# syntax=docker/dockerfile:1\n${unpinned}\nFROM python:latest\n`), 1, []],
    [
      "above the instruction that goes on",
      project(`FROM python:3.12\n${missing}\nCOPY a.txt \\\n  gone.txt /app/\n`),
      1,
      [],
    ],
    [
      "within the instruction",
      project(`FROM python:3.12\nRUN true \\\n${unpinned}\n  && false\nFROM python:latest\n`),
      0,
      [`${at}:3 unused-suppression unpinned-image`, `${at}:5 unpinned-image python:latest`],
    ],
    [
      "behind the instruction: that is no comment",
      project(`FROM python:latest ${unpinned}\n`),
      0,
      [`${at}:1 dockerfile-syntax`, `${at}:1 unpinned-image python:latest`],
    ],
    [
      "in a heredoc: that is no comment",
      project(`FROM python:3.12\nRUN <<EOF\n${unpinned}\nEOF\nFROM python:latest\n`),
      0,
      [`${at}:5 unpinned-image python:latest`],
    ],
    [
      "without a reason",
      project("# fal-lint: allow unpinned-image\nFROM python:latest\n"),
      0,
      [`${at}:1 suppression-without-reason # fal-lint: allow unpinned-image`, `${at}:2 unpinned-image python:latest`],
    ],
    [
      "on the line of the pyproject.toml that names it",
      { ...project("FROM python:latest\n"), "pyproject.toml": `${pyproject.trimEnd()} ${unpinned}\n` },
      0,
      [`${at}:1 unpinned-image python:latest`, "5 unused-suppression unpinned-image"],
    ],
    [
      ".dockerignore",
      project("FROM python:3.12\nCOPY a.txt /\n", "# c\n*.txt\n!a.txt\n"),
      0,
      [".dockerignore:3 dockerignore-negation !a.txt"],
    ],
    [
      ".dockerignore, above",
      project(
        "FROM python:3.12\nCOPY a.txt /\n",
        '*.txt\n# fal-lint: allow dockerignore-negation reason="for docker build"\n!a.txt\n',
      ),
      1,
      [],
    ],
    [
      ".dockerignore, unused",
      project("FROM python:3.12\nCOPY a.txt /\n", ' # fal-lint: allow dockerignore-negation reason="x"\n*.log\n'),
      0,
      [".dockerignore:1 unused-suppression dockerignore-negation"],
    ],
  ])("%s", (_name, tree, suppressed, found) => {
    const result = lint(tree);
    expect(result.suppressed).toBe(suppressed);
    expect(result.found).toHaveLength(found.length);
    for (const [index, line] of found.entries()) expect(result.found[index]).toContain(line);
  });

  test("a comment behind an instruction is none of its lines", () => {
    const token = ["00000000-1111-4222-8333-444444444444", "0123456789abcdef0123456789abcdef"].join(":");
    const comment = '# fal-lint: allow secret-in-dockerfile reason="x"';
    const text = `FROM python:3.12\n${comment}\nENV A=${token}\n\n# ${token}\n`;
    const result = lint(project(text));
    expect(result.suppressed).toBe(1);
    expect(result.found).toEqual([`${at}:5 secret-in-dockerfile ${token}`]);
  });

  test("of several apps with one Dockerfile, each finding counts", () => {
    const two = `${pyproject}\n${pyproject.replaceAll("server", "worker")}`;
    const tree = { ...project(`${unpinned}\nFROM python:latest\n`), "pyproject.toml": two };
    expect(lint(tree)).toMatchObject({ found: [], suppressed: 2 });
  });

  test("in a folder, the report names the file from there", () => {
    const { diagnostics } = check(
      { path: "api/pyproject.toml", text: pyproject },
      { files: memoryFiles(project(`# fal-lint: allow\nFROM python:3.12\n`)), now: new Date(0) },
    );
    expect(diagnostics.map(({ file, rule }) => [file, rule])).toEqual([
      ["api/docker/Dockerfile", "malformed-suppression"],
    ]);
  });
});

describe("--no-suppressions", () => {
  test("reads no comment", () => {
    expect(lint(password(allow), { suppressions: false })).toMatchObject({ found: [plaintext], suppressed: 0 });
    expect(lint(password("# fal-lint: nonsense"), { suppressions: false }).found).toEqual([plaintext]);
  });

  const image = 'image.image = "ghcr.io/me/server:latest"';
  const lines = [
    'image.cmd = ["uvicorn", "--host", "127.0.0.1", "--port", "9000"]',
    'image.registries."ghcr.io" = { username = "me", password = "hunter2" }',
    "no_scale = true",
    "min_concurrency = 3",
    "max_concurrency = 2",
    'health_check = { path = "health" }',
    "metrics_port = 8000",
  ];

  test("gives back what was suppressed, and nothing else is ever changed", () => {
    const told = (text: string, options: Omit<CheckOptions, "files"> = {}) =>
      lint(text, options).diagnostics.map(({ rule, severity, message, keyPath, range: { start } }) =>
        JSON.stringify([rule, severity, message, keyPath, start.line, start.column]),
      );
    const met = { none: 0, some: 0, all: 0 };
    fc.assert(
      fc.property(fc.subarray(lines), fc.infiniteStream(fc.boolean()), (chosen, choice) => {
        const text = ["[tool.fal.apps.server]", "exposed_port = 8000", image, ...chosen, ""].join("\n");
        const before = lint(text);
        const suppressed = before.diagnostics.filter(() => choice.next().value);
        const byLine = new Map<number, Diagnostic[]>();
        for (const diagnostic of suppressed) {
          const { line } = diagnostic.range.start;
          byLine.set(line, [...(byLine.get(line) ?? []), diagnostic]);
        }
        const commented = text
          .split("\n")
          .map((line, index) => {
            const rules = new Set((byLine.get(index + 1) ?? []).map(({ rule }) => rule));
            return rules.size === 0 ? line : `${line} # fal-lint: allow ${[...rules].join(", ")} reason="x"`;
          })
          .join("\n");
        const after = lint(commented);
        // One comment suppresses every finding of its rule on the line.
        const hidden = before.diagnostics.filter(({ rule, range }) =>
          byLine.get(range.start.line)?.some((other) => other.rule === rule),
        );
        expect(after.suppressed).toBe(hidden.length);
        expect(after.diagnostics.length + after.suppressed).toBe(before.diagnostics.length);
        expect(told(commented, { suppressions: false })).toEqual(told(text));
        met[hidden.length === 0 ? "none" : after.diagnostics.length > 0 ? "some" : "all"]++;
      }),
      { numRuns: 300, seed: 5 },
    );
    expect(Math.min(...Object.values(met))).toBeGreaterThan(5);
  });
});

test.each<[name: string, make: (count: number) => string]>([
  ["one above the other", (count) => password(`${allow}\n`.repeat(count).trimEnd())],
  ["apart", (count) => password() + `${allow}\n\n`.repeat(count)],
  [
    "in one comment",
    (count) => password(`# fal-lint: allow ${Array(count).fill("unpinned-image").join(", ")} reason="x"`),
  ],
  ["without a reason", (count) => password("# fal-lint: allow plaintext-password\n".repeat(count).trimEnd())],
  [
    "of unknown rules",
    (count) =>
      password(
        Array.from({ length: count }, (_, i) => `# fal-lint: allow plaintext-pas${i}word reason="x"`).join("\n"),
      ),
  ],
])("many suppressions take linear time: %s", (_name, make) => {
  const time = (count: number) => {
    const text = make(count);
    const start = performance.now();
    lint(text);
    return performance.now() - start;
  };
  time(500);
  expect(time(5000)).toBeLessThan(15_000);
});
