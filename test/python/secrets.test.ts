// A secret in a module never leaves it: canaries in every place where code may hold one, and in every form, are in nothing that comes out.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { isToken } from "../../src/container/token.ts";
import { python } from "../../src/python/index.ts";
import { fakeHost } from "../cli/fake-host.ts";
import { secretVectors } from "../container/secret-vectors.ts";
import { memoryFiles } from "../memory-files.ts";
import { canary, commands, everything, pieces, said, type Tree } from "../outputs.ts";

const middle = 8;
const [first, second] = [canary.slice(0, middle), canary.slice(middle)];
const around: Tree = { "pyproject.toml": "[tool.fal.apps]\n", "lib/a": "" };
const options = (tree: Tree) => ({
  files: memoryFiles(tree),
  now: new Date("2026-01-01T00:00:00Z"),
  languages: [python],
});

/** A module with findings on most of its lines, so that they are shown. */
const base = `import os, inspect, textwrap
import fal
from fal.container import ContainerImage
FIRST = "${first}"
WHOLE = "${canary}"
class App(fal.App, keep_alive="3"):
    """What it is for."""
    machine_type = 3; exposed = ""
    image = ContainerImage.from_dockerfile_str("FROM python\\nCOPY lib /x\\nCOPY *.py /x\\n", builder="worker", registries={"ghcr.io": {"username": "me", "password": "$GHCR"}}, secrets={"PIP_TOKEN": "$PIP"})
IMAGE = ContainerImage(
    """
    FROM python
    COPY lib /x
    """,
    registries={"https://quay.io": {
        "username": "me",
        "password": "$QUAY"
    }},
    builder="service"
)
@fal.function("container", image=IMAGE, keepalive=3)
def run(): pass
`;

/** Places for a value that is secret, or unknown, with `@` where it goes. */
const places: Record<string, (text: string) => string> = {
  "a registry password": (text) => text.replace('"$GHCR"', "@"),
  "a registry password on a line of its own": (text) => text.replace('"$QUAY"', "@"),
  "a password in a dict of its own": (text) =>
    text.replace('{"username": "me", "password": "$GHCR"}', "LOGIN").replace("class", 'LOGIN = {"password": @}\nclass'),
  "a password that is put into a dict": (text) =>
    text
      .replace('{"username": "me", "password": "$GHCR"}', "LOGIN")
      .replace("class", 'LOGIN = {}\nLOGIN["password"] = @\nclass'),
  "a password in dict()": (text) =>
    text.replace('{"username": "me", "password": "$GHCR"}', 'dict(username="me", password=@)'),
  "a password in dicts that are merged": (text) => text.replace('"password": "$GHCR"', '**{"password": @, "x": 1}'),
  "a build secret": (text) => text.replace('"$PIP"', "@"),
  "a list of build secrets": (text) => text.replace('{"PIP_TOKEN": "$PIP"}', "[@]"),
  "a misspelt password": (text) => text.replace('"password": "$GHCR"', '"pasword": @'),
  "a registry": (text) => text.replace('{"username": "me", "password": "$GHCR"}', "@"),
  "the registries": (text) => text.replace('{"ghcr.io": {"username": "me", "password": "$GHCR"}}', "@"),
  "a list for a password": (text) => text.replace('"$GHCR"', "[@]"),
  "a dict for a password": (text) => text.replace('"$GHCR"', '{"value": @}'),
  "an unknown argument of the image": (text) => text.replace('builder="worker"', "api_key=@, token = @, auth=@"),
  "an unknown option of the class": (text) => text.replace('keep_alive="3"', "api_key=@"),
  "an attribute of the class": (text) => text.replace('exposed = ""', "api_key = @"),
  "an unknown option of a function": (text) => text.replace("keepalive=3", "api_key=@"),
  "a setting of another type": (text) => text.replace("keepalive=3", 'secrets={"A": @}'),
  "a default": (text) => text.replace("run()", "run(password=@)"),
  "a call": (text) => text.replace('exposed = ""', "login(@, auth=@, password=@)"),
  "a value that is returned": (text) => text.replace("pass\n", "return @\n"),
  "a value that is compared": (text) => text.replace('exposed = ""', "ok = password == @"),
  "a password that is suppressed": (text) =>
    text.replace(
      '        "password": "$QUAY"',
      '        # fal-lint: allow plaintext-password reason="x"\n        "password": @',
    ),
  "an argument by position": (text) => text.replace(', builder="worker"', ", @"),
};

/** Ways to write a string, or what comes to one. */
const spellings: Record<string, string> = {
  "in double quotes": `"${canary}"`,
  "in single quotes": `'${canary}'`,
  "in triple quotes": `"""${canary}"""`,
  "on lines of its own": `'''\n${canary}\n'''`,
  raw: `r"${canary}"`,
  "with an old prefix": `u'${canary}'`,
  "as an f-string": `f"${canary}"`,
  "as a raw f-string": `rF'''${canary}'''`,
  "as bytes": `b"${canary}".decode()`,
  "with a dollar": `"$\${${canary}"`,
  "with an escape": `"\\u004b${canary.slice(1)}"`,
  "with a line that goes on": `"${first}\\\n${second}"`,
  "side by side": `"${first}" '${second}'`,
  "side by side on two lines": `("${first}"\n"${second}")`,
  "as a sum": `"${first}" + "${second}"`,
  "as a sum with a name": `FIRST + "${second}"`,
  "as an f-string with a name": `f"{FIRST}${second}"`,
  "as an f-string with a constant": `f"${first}{'${second}'}"`,
  "under a name": "WHOLE",
  stripped: `" ${canary}\\n".strip()`,
  dedented: `textwrap.dedent("""\n    ${canary}\n    """).strip()`,
  "as cleandoc": `inspect.cleandoc("""\n    ${canary}\n    """)`,
  "as a default of the environment": `os.getenv("TOKEN", "${canary}")`,
  "as another default": `os.environ.get("TOKEN") or "${canary}"`,
  "in an f-string of a call": `f"x{os.getenv('TOKEN', '${canary}')}"`,
  "by %": `"%s-%s" % ("${first}", "${second}")`,
  "by format": `"{}".format("${canary}")`,
  "by a condition": `"${canary}" if DEBUG else None`,
  "by a walrus": `(P := "${canary}")`,
  "in a list": `["${canary}"][0]`,
  "in a lambda": `(lambda: "${canary}")()`,
  "behind a comment": `( # ${canary}\n"${canary}")`,
};

/** What else may be odd about a file. */
const faults: Record<string, (text: string) => string> = {
  nothing: (text) => text,
  CRLF: (text) => text.replaceAll("\n", "\r\n"),
  CR: (text) => text.replaceAll("\n", "\r"),
  tabs: (text) => text.replaceAll("    ", "\t"),
  "a byte order mark": (text) => `\ufeff${text}`,
  "a bracket that is not closed": (text) => `x = [1,\n${text}`,
  "a bracket too much": (text) => `x = ]\n${text}`,
  "a string that does not end": (text) => `${text}x = """`,
  "a string before it that does not end": (text) => `x = "\n${text}`,
  "Python 2": (text) => `print "x" % 3, y\nexec "x"\n${text}`,
  "a value without its end": (text) => text.replace('"me", "password"', '"me, "password"'),
  "a quote too much": (text) => text.replaceAll('"password": ', '"password": "'),
  "keys without quotes": (text) => text.replaceAll('"password"', "password"),
  "an apostrophe in a comment": (text) => text.replace("class", "# don't\nclass"),
  "its middle missing": (text) => text.replace("keep_alive", "(((").replace("IMAGE = Con", "x = = Con"),
  "odd quotes": (text) => text.replace('"me"', '"me\' \\\\"'),
};

function expectNothing(outputs: readonly string[], what: string): void {
  for (const output of outputs) {
    for (const part of [canary.slice(1), first.slice(1), second])
      if (output.includes(part)) expect.fail(`${what}: ${part} is in ${excerpt(output, part)}`);
  }
}

/** Some of an output, to see where it leaks. */
function excerpt(output: string, part: string): string {
  const at = output.indexOf(part);
  return JSON.stringify(output.slice(Math.max(at - 200, 0), at + 50));
}

describe("a canary", () => {
  test.each(Object.entries(places))("as %s is in nothing that comes out", (name, place) => {
    const placed = place(base);
    expect(placed).toContain("@");
    for (const [index, [fault, spoil]] of Object.entries(faults).entries()) {
      for (const [number, [spelling, value]] of Object.entries(spellings).entries()) {
        // Every spelling without a fault, and every fault with some of them.
        if (index > 0 && (number + index) % 6 > 0) continue;
        const text = spoil(placed.replaceAll(/@(?!fal)/g, () => value));
        expectNothing(
          everything({ path: "app.py", text }, options({ ...around, "app.py": text })),
          `${name}, ${spelling}, ${fault}\n${text}`,
        );
      }
    }
  });
});

/** Ways to write a Dockerfile with a secret in it, and what else may stand on its lines; `@` is the secret. */
const dockerfiles: Record<string, string> = {
  "on a line": '"FROM python\\nENV API_TOKEN=@\\nCOPY lib /x\\n"',
  "behind a blank": '"FROM python\\nENV API_TOKEN @\\nCOPY lib /x\\n"',
  "in quotes": '"FROM python\\nENV API_TOKEN=\\"@\\"\\nCOPY lib /x\\n"',
  "in quotes with a blank": '"FROM python\\nENV API_TOKEN=\\"a b @\\"\\nCOPY lib /x\\n"',
  "in other quotes": `'FROM python\\nENV API_TOKEN="a @"\\nCOPY lib /x\\n'`,
  "behind a tab": '"FROM python\\nENV\\tAPI_TOKEN\\t@\\nCOPY lib /x\\n"',
  "as an option": '"FROM python\\nRUN login --password @ x\\nCOPY lib /x\\n"',
  "as an argument": '"FROM python\\nARG PASSWORD=@\\nCOPY lib /x\\n"',
  "on lines": '"""FROM python\nENV API_TOKEN=@\n  COPY lib /x\n"""',
  "on lines with a break": '"""\\\nFROM python\nENV API_TOKEN=\\\n@\n  COPY lib /x\n"""',
  "on indented lines": '"""\n    FROM python\n    ENV API_TOKEN=@\n    COPY lib /x\n    """',
  raw: `r"""FROM python\nENV API_TOKEN='@' \\\n    B=1\nCOPY lib /x\n"""`,
  "an f-string": 'f"""FROM python\nENV API_TOKEN=@ B={FIRST}\n  COPY lib /x\n"""',
  "an f-string with a default": `f"""FROM python\nENV API_TOKEN={os.getenv('A', '@')}\nRUN x\n"""`,
  "an f-string with another default": `f"""FROM python\nENV A={os.getenv('A', '@')} B={x or '@'}\nRUN x\n"""`,
  "an f-string on a line": `f"FROM python\\nRUN echo {os.getenv('A', '@')}\\nCOPY lib /x"`,
  "an f-string in an f-string": `f"FROM python\\nRUN echo {f'{x}@'}\\nCOPY lib /x"`,
  "side by side": '("FROM python\\n" "ENV A=@\\n" "COPY lib /x\\n")',
  "as a sum": '"FROM python\\n" + "RUN echo @\\n" + "COPY lib /x\\n"',
  "in a comment": '"""FROM python\n# token: @\n  COPY lib /x\n"""',
  "by an escape": '"FROM python\\nENV API_TO\\x4bEN=@\\nCOPY lib /x\\n"',
  "with a character by its name": '"FROM python\\nENV B=\\N{BULLET} A=@\\nCOPY lib /x\\n"',
};

test.each(Object.entries(dockerfiles))("a canary in a Dockerfile %s is in nothing that comes out", (name, written) => {
  for (const [fault, spoil] of Object.entries(faults)) {
    const text = spoil(
      base
        .replace('"FROM python\\nCOPY lib /x\\nCOPY *.py /x\\n"', () => written)
        .replace(/"""\n {4}FROM[^"]*"""/, () => written)
        .replaceAll(/@(?!fal)/g, canary),
    );
    expect(text).toContain(canary);
    expectNothing(everything({ path: "app.py", text }, options({ ...around, "app.py": text })), `${name}, ${fault}`);
  }
});

test("a canary is seen by these tests where it may be shown", () => {
  const text = `import fal\nclass App(fal.App):\n    machine_type = "${canary}"\n    image = fal.ContainerImage("FROM a:1")\n`;
  expect(everything({ path: "app.py", text }, options(around)).join("")).toContain(canary);
});

test("a canary in a module that is broken anywhere is in nothing that comes out", () => {
  const breaks = `|#|\\|=|(|)|[|]|{|}|\n|:|,|x|\u0000|\ud800|\f|'''|"""`.split("|");
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(places)),
      fc.constantFrom(...Object.values(spellings).filter((value) => !value.includes("\n"))),
      fc.nat({ max: base.length }),
      fc.constantFrom(...breaks),
      fc.nat({ max: 3 }),
      (place, value, at, inserted, removed) => {
        const placed = place(base);
        const text = (placed.slice(0, at) + inserted + placed.slice(at + removed)).replaceAll(/@(?!fal)/g, () => value);
        expectNothing(everything({ path: "app.py", text }, options(around)), text);
      },
    ),
    { numRuns: 500, seed: 7 },
  );
}, 120_000);

describe("what the command says", () => {
  test.each(Object.entries(places))("with a canary as %s", async (name, place) => {
    for (const spelling of ["in double quotes", "side by side on two lines", "as a default of the environment"]) {
      const text = place(base).replaceAll(/@(?!fal)/g, () => spellings[spelling] ?? "");
      const tree = { ...around, "app.py": text, "src/app.py": text };
      expectNothing(await said(tree), `${name}, ${spelling}`);
    }
  });

  test.each<[string, (text: string) => string]>([
    ["in a key", (text) => text.replace('"ghcr.io"', `"https://me:${canary}@ghcr.io"`)],
    ["in a key of two parts", (text) => text.replace('"ghcr.io"', `"https://me:${first}" + "${second}@ghcr.io"`)],
    ["in a key with an escape", (text) => text.replace('"ghcr.io"', `"https://me:\\x4b${canary.slice(1)}@ghcr.io"`)],
    ["in a key in an f-string", (text) => text.replace('"ghcr.io"', `f"https://me:{WHOLE}@ghcr.io"`)],
    ["of ADD", (text) => text.replace("COPY lib /x\\n", `ADD https://me:${canary}@h/x /y\\n`)],
    ["of pip", (text) => text.replace("COPY lib /x\\n", `RUN pip install -i https://me:${canary}@h/x\\n`)],
  ])("with the password of a URL %s", async (name, place) => {
    const text = place(base);
    expect(text).not.toBe(base);
    const tree = { ...around, "app.py": text };
    expectNothing([...(await said(tree)), ...everything({ path: "app.py", text }, options(tree))], name);
  });

  test("when it crashes, whatever was read", async () => {
    for (const command of commands) {
      const explode = () => {
        throw new TypeError(`bad ${canary}\n    at ${canary} (/${canary}.ts:1:1)`);
      };
      const host = fakeHost({ tree: { ...around, "app.py": base }, overrides: { files: explode } });
      expect(await main([...command.split(" "), "app.py"], host)).toBe(4);
      expectNothing([host.out(), host.err()], command);
    }
  });
});

describe("a token where no secret is expected", () => {
  const tokens = secretVectors.filter(({ value }) => isToken(value) && !/[\s"\\{}]/.test(value));
  const call = (rest: string) => base.replace('builder="worker"', () => rest);
  const lines = ["ARG A=@", "ENV A @", "RUN login -p @", "COPY @ /x", "  COPY @ /x", "FROM @", "CMD ['@']", "# @"];
  const tokenPlaces: Record<string, (token: string) => string> = {
    "the username": (token) => base.replace('"me"', () => `"${token}"`),
    "a username in two parts": (token) => base.replace('"me"', () => `"${token.slice(0, 7)}" "${token.slice(7)}"`),
    "a build argument": (token) => call(`build_args={"A": "${token}"}`),
    "the builder": (token) => call(`builder="${token}"`),
    "a word of cmd": (token) => call(`cmd=["run", "${token}"]`),
    "a word in cmd": (token) => call(`cmd="run --key=${token} x"`),
    "a tuple for the entrypoint": (token) => call(`entrypoint=("${token}",)`),
    "the context": (token) => call(`context_dir="${token}"`),
    "the file of ignored files": (token) => call(`dockerignore_path="${token}"`),
    "a pattern": (token) => call(`dockerignore=["!${token}", "lib"]`),
    "the Dockerfile's path": (token) =>
      base.replace(/from_dockerfile_str\("[^"]*"/, () => `from_dockerfile("${token}"`),
    "the name": (token) => base.replace('keep_alive="3"', () => `name="${token}", app_name="${token}"`),
    "a requirement": (token) => base.replace('exposed = ""', () => `requirements = ["${token}"]`),
    "a runtime secret": (token) => base.replace('exposed = ""', () => `secrets = ["${token}"]`),
    "a machine": (token) => base.replace("machine_type = 3", () => `machine_type = "${token}"`),
    "a name": (token) => base.replace('"me"', "NAME").replace("FIRST", () => `NAME = "${token}"\nFIRST`),
    "a comment": (token) => base.replace("\nclass", () => ` # ${token}\nclass`),
    ...Object.fromEntries(
      lines.map((line) => [
        `the Dockerfile: ${line}`,
        (token: string) => base.replaceAll("COPY lib /x", () => line.replace("@", () => token)),
      ]),
    ),
  };

  test.each(Object.entries(tokenPlaces))("%s", (name, place) => {
    let runs = 0;
    for (const { value } of tokens) {
      if (/COPY/.test(name) && value.includes("--")) continue;
      runs++;
      const text = place(value);
      const outputs = everything({ path: "app.py", text }, options({ ...around, "app.py": text }));
      for (const output of outputs)
        for (const piece of pieces(value)) if (output.includes(piece)) expect.fail(excerpt(output, piece));
    }
    expect(runs).toBeGreaterThan(30);
  });
});
