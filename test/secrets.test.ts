// A secret's value never leaves: canaries in every place that the schema marks secret or does not know are in nothing that comes out.
import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CheckOptions } from "../src/analyse.ts";
import { main } from "../src/cli/main.ts";
import { inspect as inspectApps } from "../src/compile.ts";
import { isToken } from "../src/container/token.ts";
import { Secret } from "../src/text/secret.ts";
import { fakeHost } from "./cli/fake-host.ts";
import { secretVectors } from "./container/secret-vectors.ts";
import { memoryFiles } from "./memory-files.ts";
import { canary, commands, everything, pieces, said, type Tree } from "./outputs.ts";

const spoken = [canary, Buffer.from(canary).toString("base64"), [...canary].reverse().join("")];

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
  [
    "a password that is suppressed",
    (text) =>
      text
        .replace("password = ", '# fal-lint: allow plaintext-password reason="x"\npassword = ')
        .replace('"$GHCR"', "@"),
  ],
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
        for (const output of everything({ path: "pyproject.toml", text }, options)) {
          for (const value of spoken) expect(output).not.toContain(value);
          expect(output).not.toContain(canary.slice(1));
        }
      }
    }
  });

  test("is seen by this test where it may be shown", () => {
    const text = base.replace("src/app.py", canary);
    expect(everything({ path: "pyproject.toml", text }, options).some((output) => output.includes(canary))).toBe(true);
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
          for (const output of everything({ path: "pyproject.toml", text }, options))
            expect(output).not.toContain(canary.slice(1));
        },
      ),
      { numRuns: 3000, seed: 3 },
    );
  });
});

describe("what the command says", () => {
  const builds = { Dockerfile: "FROM python:3.12\n  COPY src /app\n", "src/a.py": "" };

  test.each(places)("with a canary as %s", async (_, spoil) => {
    for (const fault of faults.slice(0, 5)) {
      for (const value of [canary, Buffer.from(canary).toString("base64")]) {
        // In base64 it could be the name in `${NAME}`, which is shown.
        for (const spelling of value === canary ? spellings : spellings.slice(0, -1)) {
          const text = fault(spoil(base)).replaceAll("@", () => spelling(value));
          for (const output of await said({ ...builds, "pyproject.toml": text }))
            expect(output).not.toContain(value.slice(1));
        }
      }
    }
  });

  test.each([
    ["in quotes", `"https://me:${canary}@ghcr.io"`],
    ["as a literal", `'https://me:${canary}@ghcr.io'`],
    [
      "with an escape",
      `"https://me:\\u${(canary.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}${canary.slice(1)}@ghcr.io"`,
    ],
  ])("of the password in a registry's key, %s", async (_, key) => {
    const texts = [
      base.replace('"ghcr.io"', key),
      base.replace('"ghcr.io"]', `${key}]\nusernam = "x"`),
      base.replace(
        /\[tool\.fal\.apps\.a\.image\.registries\."ghcr\.io"\]\n(.*)\n(.*)/,
        `[tool.fal.apps.a.image.registries]\n${key}.$1\n${key}.$2`,
      ),
    ];
    for (const text of texts) {
      expect(text).toContain(canary.slice(1));
      const outputs = [
        ...(await said({ ...builds, "pyproject.toml": text })),
        ...everything({ path: "pyproject.toml", text }, options),
      ];
      for (const output of outputs) expect(output).not.toContain(canary.slice(1));
    }
  });

  test("about the apps, as they are inspected", () => {
    const source = { path: "pyproject.toml", text: base.replace('"$GHCR"', JSON.stringify(canary)) };
    const apps = inspectApps(source, { ...options, env: { QUAY: canary } });
    expect(apps.contexts).toHaveLength(2);
    const seen = [inspect(apps, { depth: null, showHidden: true }), JSON.stringify(apps)];
    for (const output of seen) expect(output).not.toContain(canary);
  });

  test("of given values nothing", async () => {
    const met = { judged: 0, other: 0 };
    for (const { value } of [...secretVectors, { value: canary }, { value: "changeme-7Q2x" }]) {
      if (value.length < 8) continue;
      const env = `GHCR='${value.replaceAll("'", "")}'\nQUAY=${value.replaceAll(/\s/g, "")}\n`;
      const outputs = await said({ ...builds, "pyproject.toml": base, ".env": env }, "--env-file", ".env");
      met[outputs.some((output) => output.includes("in the given environment")) ? "judged" : "other"]++;
      for (const output of outputs) for (const piece of pieces(value)) expect(output).not.toContain(piece);
    }
    expect(Math.min(met.judged, met.other)).toBeGreaterThan(10);
  });

  test("of an env file that cannot be read nothing", async () => {
    for (const env of [canary, `A=1\n${canary}`, `A="${canary}`, `A='x' ${canary}`, `${canary} B=1`]) {
      const host = fakeHost({ tree: { "pyproject.toml": base, ".env": env, "s.json": env } });
      expect(await main(["--env-file", ".env"], host)).toBe(2);
      expect(await main(["--secrets", "s.json"], host)).toBe(2);
      expect(host.out() + host.err()).not.toContain(canary);
    }
  });

  test("when it crashes, whatever was read", async () => {
    for (const command of commands) {
      const explode = () => {
        throw new TypeError(`bad ${canary}\n    at ${canary} (/${canary}.ts:1:1)`);
      };
      const host = fakeHost({
        tree: { "pyproject.toml": base.replace("$GHCR", canary), Dockerfile: "FROM a:1\n" },
        overrides: { files: explode },
      });
      expect(await main(command.split(" "), host)).toBe(4);
      expect(host.out() + host.err()).not.toContain(canary);
    }
  });
});

describe("a token where no secret is expected", () => {
  const tokens = secretVectors.filter(({ value }) => isToken(value));
  const image = (line: string) => `[tool.fal.apps.a]\nexposed_port = 80\n[tool.fal.apps.a.image]\n${line}\n`;
  const docker = image('dockerfile = "Dockerfile"');
  const string = JSON.stringify;

  const places: readonly (readonly [name: string, place: (token: string) => Tree])[] = [
    [
      "the username",
      (token) => ({
        "pyproject.toml": image(
          `image = "u:1"\nregistries."ghcr.io" = { username = ${string(token)}, password = "$P" }`,
        ),
      }),
    ],
    [
      "a build argument",
      (token) => ({
        "pyproject.toml": `${docker}build_args = { A = ${string(token)} }\n`,
        Dockerfile: "ARG A\nFROM u:1\n",
      }),
    ],
    [
      "a build argument that an image is named by",
      (token) => ({
        "pyproject.toml": `${docker}build_args = { A = ${string(token)} }\n`,
        Dockerfile: "ARG A\nFROM u:$A\nCOPY $A /x\n",
      }),
    ],
    ["a word of cmd", (token) => ({ "pyproject.toml": image(`image = "u:1"\ncmd = ["run", ${string(token)}]`) })],
    [
      "a word in cmd",
      (token) => ({ "pyproject.toml": image(`image = "u:1"\ncmd = ${string(`run --key=${token} x`)}`) }),
    ],
    [
      "a word of entrypoint",
      (token) => ({ "pyproject.toml": image(`image = "u:1"\nentrypoint = [${string(token)}]`) }),
    ],
    ["the image", (token) => ({ "pyproject.toml": image(`image = ${string(token)}`) })],
    ["the tag", (token) => ({ "pyproject.toml": image(`image = ${string(`u:${token}`)}`) })],
    [
      "the path of the health check",
      (token) => ({
        "pyproject.toml": `[tool.fal.apps.a]\nref = "a.py::A"\nhealth_check = { path = ${string(`/${token}`)} }\n`,
        "a.py": "class A: pass\n",
      }),
    ],
    ["the name", (token) => ({ "pyproject.toml": `[tool.fal.apps.a]\nref = "a.py::A"\nname = ${string(token)}\n` })],
    ["the ref", (token) => ({ "pyproject.toml": `[tool.fal.apps.a]\nref = ${string(`${token}::A`)}\n` })],
    [
      "a requirement",
      (token) => ({ "pyproject.toml": `[tool.fal.apps.a]\nref = "a.py::A"\nrequirements = [${string(token)}]\n` }),
    ],
    [
      "a runtime secret's name",
      (token) => ({ "pyproject.toml": `[tool.fal.apps.a]\nref = "a.py::A"\nsecrets = [${string(token)}]\n` }),
    ],
    ["the Dockerfile's path", (token) => ({ "pyproject.toml": image(`dockerfile = ${string(token)}`) })],
    ...[
      "ARG A=@",
      "ENV A=@",
      "ENV A @",
      "RUN login -p @",
      "COPY @ /x",
      "  COPY @ /x",
      "LABEL a=@",
      "FROM @",
      "ADD https://u:@@h/x /y",
      'CMD ["@"]',
      "# @",
    ].map(
      (line) =>
        [
          `the Dockerfile: ${line}`,
          (token: string): Tree => ({
            "pyproject.toml": docker,
            Dockerfile: `FROM u:1\n${line.replace("@", () => token)}\n  COPY lib /y\n`,
            "lib/a": "",
          }),
        ] as const,
    ),
    [
      "the .dockerignore",
      (token) => ({
        "pyproject.toml": docker,
        Dockerfile: "FROM u:1\nCOPY lib /x\nCOPY x /x\n",
        "lib/a": "",
        ".dockerignore": `!${token}\nlib\n!x\n`,
      }),
    ],
  ];

  test("there are many kinds", () => {
    expect(new Set(tokens.map(({ classification }) => classification)).size).toBeGreaterThan(30);
  });

  test.each(places)("%s", async (name, place) => {
    let runs = 0;
    for (const { value } of tokens) {
      if (/Dockerfile|dockerignore/.test(name) && /[\s"]/.test(value)) continue;
      // fal's client takes it for a flag, and looks for a file without it: no token any more.
      if (/COPY/.test(name) && value.includes("--")) continue;
      runs++;
      const tree = place(value);
      const { "pyproject.toml": text, ...beside } = tree;
      const outputs = [
        ...(await said(tree)),
        ...everything({ path: "pyproject.toml", text: String(text) }, { ...options, files: memoryFiles(beside) }),
      ];
      for (const output of outputs) for (const piece of pieces(value)) expect(output).not.toContain(piece);
    }
    expect(runs).toBeGreaterThan(30);
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
