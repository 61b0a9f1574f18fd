// The language server and Python modules, over a real connection to the built command.
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  CompletionRequest,
  DidSaveTextDocumentNotification,
  type DocumentSymbol,
  DocumentSymbolRequest,
} from "vscode-languageserver-protocol/node";
import { ecrPassword, recorded } from "../../rules/tokens.ts";
import { type Editor, rulesOf } from "./editor.ts";
import { Workbench } from "./workbench.ts";

const bench = new Workbench();
const { built, uri, write } = bench;
let editor: Editor;

async function start(): Promise<void> {
  editor = await bench.start();
}

async function open(path: string, text: string): Promise<string[]> {
  return rulesOf(await editor.open(uri(path), text, "python"));
}

async function save(path: string): Promise<void> {
  await editor.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: uri(path) } });
}

async function symbols(at: string): Promise<DocumentSymbol[]> {
  const answer = await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri: at } });
  return (answer ?? []) as DocumentSymbol[];
}

const head = "import fal\nfrom fal.container import ContainerImage\n\n\n";
const fromFile = `${head}class MyApp(fal.App):
    image = ContainerImage.from_dockerfile("Dockerfile")
`;
const fromString = `${head}class MyApp(fal.App):
    machine_type = "GPU-H100"
    image = ContainerImage.from_dockerfile_str(
        """FROM ghcr.io/my-org/base:1.4
COPY src /app/src
""",
        registries={"ghcr.io": {"username": "me", "password": "$GHCR_TOKEN"}},
    )
`;

describe("diagnostics", () => {
  test("follow every keystroke of an open module, by its unsaved text", async () => {
    write("src/main.py", "");
    const at = write("app.py", "import fal\n");
    await start();
    expect(await open("app.py", fromString)).toEqual([]);
    const password = await editor.type(at, '"$GHCR_TOKEN"', '"hunter2"');
    expect(rulesOf(password)).toEqual(["plaintext-password"]);
    expect(password[0]).toMatchObject({ range: editor.range(at, '"hunter2"'), source: "fal-lint" });
    expect(password[0]?.message).toContain('write `"password": "$GHCR_IO_PASSWORD"`');
    expect(rulesOf(await editor.type(at, '"hunter2"', '"$GHCR_TOKEN"'))).toEqual([]);
    const copy = await editor.type(at, "COPY src", "COPY scr");
    expect(rulesOf(copy)).toEqual(["copy-source-missing"]);
    expect(copy[0]).toMatchObject({ range: editor.range(at, "scr") });
    expect(rulesOf(await editor.type(at, '"GPU-H100"', '"H100"'))).toEqual([
      "unknown-machine-type",
      "copy-source-missing",
    ]);
  });

  test("tell what can be read around a syntax error", async () => {
    const at = uri("app.py");
    await start();
    expect(await open("app.py", fromString.replace("COPY src /app/src\n", ""))).toEqual([]);
    expect(rulesOf(await editor.type(at, "class MyApp", "def broken(:\n    return ]\n\nclass MyApp"))).toEqual([]);
    expect(rulesOf(await editor.type(at, '"$GHCR_TOKEN"', '"hunter2"'))).toEqual(["plaintext-password"]);
    expect(rulesOf(await editor.type(at, "registries={", "registries={{{"))).toEqual([]);
    expect(rulesOf(await editor.type(at, "{{{", "{"))).toEqual(["plaintext-password"]);
  });

  test("of a module without an image are none, and it loads no reader before it has one", async () => {
    const at = uri("lib.py");
    const reader = join(built, "dist/cli/python.cjs");
    await start();
    renameSync(reader, `${reader}.away`);
    expect(await open("lib.py", 'import fal\nclass A(fal.App):\n    machine_type = "H100"\n')).toEqual([]);
    expect(await symbols(at)).toEqual([]);
    expect(await editor.hover(at, "machine_|type")).toBeNull();
    renameSync(`${reader}.away`, reader);
    await editor.edit(at, "import fal\n", head);
    await editor.type(at, '"H100"\n', '"H100"\n    image = ContainerImage.from_dockerfile_str("FROM a:1")\n');
    expect(rulesOf(await editor.checked(at))).toEqual(["unknown-machine-type"]);
    await editor.edit(at, "ContainerImage.", "Other.");
    expect(rulesOf(await editor.type(at, "from fal.container import ContainerImage\n", ""))).toEqual([]);
  });

  test("of its Dockerfile and .dockerignore follow these, saved or not", async () => {
    const at = write("app.py", fromFile);
    const dockerfile = write("Dockerfile", "FROM python:3.12\nCOPY a /a\n");
    write("a", "");
    await start();
    expect(await open("app.py", fromFile)).toEqual([]);
    expect(rulesOf(await editor.open(dockerfile, "FROM python:3.12\nCOPY b /a\n", "dockerfile"))).toEqual([
      "copy-source-missing",
    ]);
    expect(rulesOf(await editor.type(dockerfile, "COPY b", "COPY a"))).toEqual([]);
    expect(rulesOf(await editor.open(uri(".dockerignore"), "!a\n", "ignore"))).toEqual(["dockerignore-negation"]);
    await editor.close(uri(".dockerignore"));
    await editor.close(dockerfile);
    rmSync(join(bench.folder, "Dockerfile"));
    await save("Dockerfile");
    expect(rulesOf(await editor.until(at, ({ diagnostics }) => diagnostics.length > 0))).toEqual([
      "dockerfile-not-found",
    ]);
    write("Dockerfile", "FROM python:latest\n");
    await save("Dockerfile");
    const pinned = await editor.until(dockerfile, ({ diagnostics }) => diagnostics.length > 0);
    expect(rulesOf(pinned)).toEqual(["unpinned-image"]);
    expect(await editor.until(at, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
    await editor.close(at);
    expect(await editor.until(dockerfile, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });

  test("stand at the .dockerignore of its context, and go when it is closed", async () => {
    const at = write("app.py", fromFile.replace('("Dockerfile")', '("docker/Dockerfile", context_dir="docker")'));
    const ignore = write("docker/.dockerignore", "!a\n");
    write("docker/Dockerfile", "FROM python:3.12\nCOPY a /a\n");
    write("docker/a", "");
    await start();
    expect(rulesOf(await editor.open(at, fromFile.replace("Dockerfile", "x"), "python"))).toEqual([
      "dockerfile-not-found",
    ]);
    await editor.edit(at, '("x")', '("docker/Dockerfile", context_dir="docker")');
    const found = await editor.until(ignore, ({ diagnostics }) => diagnostics.length > 0);
    expect(rulesOf(found)).toEqual(["dockerignore-negation"]);
    await editor.close(at);
    expect(await editor.until(ignore, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });

  test("go by the nearest pyproject.toml, which says where fal is started and what is told", async () => {
    write("service/Dockerfile", "FROM python:3.12\n");
    const module = fromFile.replace(":\n", ':\n    machine_type = "H100"\n');
    await start();
    expect(await open("service/src/app.py", module)).toEqual(["unknown-machine-type", "dockerfile-not-found"]);
    const toml = uri("service/pyproject.toml");
    await editor.open(toml, "");
    const at = uri("service/src/app.py");
    expect(rulesOf(await editor.until(at, ({ diagnostics }) => diagnostics.length === 1))).toEqual([
      "unknown-machine-type",
    ]);
    await editor.type(toml, "", '[tool.fal-lint]\nignore = ["unknown-machine-type"]\n');
    expect(await editor.until(at, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });

  test("of a pyproject.toml whose ref leads to a module follow it still", async () => {
    const toml = write("pyproject.toml", '[tool.fal.apps.a]\nref = "app.py::Gone"\n');
    await start();
    await open("app.py", "import fal\nclass A(fal.App):\n    pass\n");
    const found = await editor.until(toml, ({ diagnostics }) => diagnostics.length > 0);
    expect(rulesOf(found)).toEqual(["ref-symbol-not-found"]);
    await editor.edit(uri("app.py"), "class A", "class Gone");
    expect(await editor.until(toml, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });

  test("of a pyproject.toml tell what the code of its ref sets too, open or not", async () => {
    const table = '[tool.fal.apps.a]\nref = "app.py::A"\nmachine_type = "GPU-A100"\n';
    const module = 'import fal\nclass A(fal.App):\n    machine_type = "GPU-H100"\n';
    const toml = write("pyproject.toml", table);
    write("app.py", module);
    await start();
    await open("app.py", module);
    expect(rulesOf(await editor.until(toml, ({ diagnostics }) => diagnostics.length > 0))).toEqual(["set-in-code"]);
    await editor.edit(uri("app.py"), '    machine_type = "GPU-H100"', "    pass");
    expect(await editor.until(toml, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });

  test("of a text that was never saved are told, as far as they need no files", async () => {
    await start();
    const at = "untitled:Untitled-1";
    const text = fromString.replace('"$GHCR_TOKEN"', '"hunter2"');
    expect(rulesOf(await editor.open(at, text, "python"))).toEqual(["files-not-checked", "plaintext-password"]);
  });
});

describe("actions", () => {
  test("are the fixes, in strings too", async () => {
    write("src/main.py", "");
    const at = uri("app.py");
    await start();
    const indented = fromString.replace('"""FROM', '"""\n        FROM').replace("\nCOPY", "\n        COPY");
    expect(await open("app.py", indented)).toEqual(["dockerfile-string-indented"]);
    const [fix] = await editor.actions(at, editor.range(at, "COPY src"));
    expect(fix).toMatchObject({ title: "Put the string into `textwrap.dedent(…)`", isPreferred: true });
    const text = editor.edited(at, fix?.edit);
    expect(text).toContain("import textwrap\nimport fal\n");
    const [all] = await editor.actions(at, editor.range(at, "import fal"), ["source.fixAll"]);
    expect(editor.edited(at, all?.edit)).toBe(text);
    expect(await open("fixed.py", text)).toEqual([]);
  });

  test("are comments that suppress, in Python and in a Dockerfile within it", async () => {
    const at = uri("app.py");
    const text = fromString.replace("base:1.4\n", "base:1.4\nENV A=b\n").replace('"$GHCR_TOKEN"', '"hunter2"');
    await start();
    expect(await open("app.py", text)).toEqual(["copy-source-missing", "plaintext-password"]);
    for (const [place, comment] of [
      ["COPY src", 'ENV A=b\n# fal-lint: allow copy-source-missing reason="…"\nCOPY src'],
      ['"hunter2"', '        # fal-lint: allow plaintext-password reason="…"\n        registries={'],
    ] as const) {
      const found = await editor.actions(at, editor.range(at, place));
      const suppress = found.find(({ title }) => title.startsWith("Suppress"));
      const after = editor.edited(at, suppress?.edit);
      expect(after).toContain(comment);
      const other = uri(`suppressed/${place.length}/app.py`);
      expect(rulesOf(await editor.open(other, after, "python"))).toHaveLength(1);
    }
  });
});

describe("a hover", () => {
  test("says what an argument does, in Python's words", async () => {
    const at = uri("app.py");
    await start();
    await open("app.py", fromString.replace("fal.App", "fal.App, app_scale_settings=True"));
    expect(await editor.hover(at, "machine_|type")).toContain("**Machine type**");
    expect(await editor.hover(at, "regis|tries=")).toContain("**Registries**");
    expect(await editor.hover(at, "user|name")).toContain("**Username**");
    expect(await editor.hover(at, "app_scale|_settings")).toMatch(/these scale settings.*`True` or `False`/s);
    // Which pyproject.toml of which release knows a key is no matter here.
    expect(await editor.hover(at, "app_scale|_settings")).not.toContain("Since fal");
    for (const nothing of ["im|port fal", "Container|Image.from", "FR|OM ghcr", '"|""FROM', "class| MyApp"]) {
      expect(await editor.hover(at, nothing), nothing).toBeNull();
    }
  });

  test("says what a credential is and when it ends, and what is known only to the code", async () => {
    const at = uri("app.py");
    const password = ecrPassword(Date.parse("2026-01-14T00:00:00Z") / 1000);
    const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    const text = fromString
      .replace("COPY src /app/src\n", "")
      .replace("ghcr.io/my-org/base", `${host}/base`)
      .replace('"ghcr.io"', `"${host}"`)
      .replace('"me"', '"AWS"');
    await start();
    await open("app.py", text.replace('"$GHCR_TOKEN"', `"${password}"`));
    expect(await editor.hover(at, '"pass|word"')).toMatch(/Value: a literal in the file.*Ends: expired 2026-01-14/s);
    await editor.type(at, `"${password}"`, "get_token()");
    expect(await editor.hover(at, '"pass|word"')).toContain("Value: known only when the code runs");
    expect(editor.wire.includes(password)).toBe(false);
  });

  test("says what a COPY in a string uploads", async () => {
    write("src/main.py", "12345");
    const at = uri("app.py");
    await start();
    await open("app.py", `${fromString}\n${fromString.slice(head.length).replace("MyApp", "Other")}`);
    expect(await editor.hover(at, "CO|PY src")).toBe("**COPY uploads 1 file, 5 B**\n\n- `src/main.py` 5 B");
    await editor.type(at, '"""FROM', 'r"""FROM');
    expect(await editor.hover(at, "COPY src /app|/src")).toContain("**COPY uploads 1 file");
  });
});

describe("symbols", () => {
  test("are the apps, with image and registries, and images of no app", async () => {
    const at = uri("app.py");
    await start();
    await open("app.py", `${fromString}\nBASE = ContainerImage.from_dockerfile_str("FROM python:3.12")\n`);
    const names = (list: readonly DocumentSymbol[]): unknown[] =>
      list.map((one) => [one.name, ...names(one.children ?? [])]);
    expect(names(await symbols(at))).toEqual([["my-app", ["image", ["ghcr.io"]]], ["BASE"]]);
    const [app] = await symbols(at);
    expect(app?.selectionRange).toEqual(editor.range(at, "MyApp"));
  });
});

describe("what is left to others", () => {
  test("completion in Python", async () => {
    const at = uri("app.py");
    await start();
    await open("app.py", fromString);
    const position = editor.range(at, "regis|tries").start;
    expect(
      await editor.connection.sendRequest(CompletionRequest.type, { textDocument: { uri: at }, position }),
    ).toEqual([]);
  });
});

describe("a secret", () => {
  test("is in nothing that is said of a module, wherever one asks", { timeout: 60_000 }, async () => {
    await start();
    const secrets = [`Kanarienvogel-${1}Z`, recorded("github-pat-classic", "valid")];
    let asked = 0;
    for (const [index, secret] of secrets.entries()) {
      const literal = `"${secret}"`;
      for (const [number, text] of [
        fromString.replace('"$GHCR_TOKEN"', literal),
        fromString.replace('"password": "$GHCR_TOKEN"', `"pasword": ${literal}`),
        fromString.replace("registries=", `secrets={"TOKEN": ${literal}}, registries=`),
        fromString.replace('{"username"', `{"password": ${literal}, "username"`),
        `PASSWORD = ${literal}\n${fromString.replace('"$GHCR_TOKEN"', "PASSWORD")}`,
        fromString.replace('"$GHCR_TOKEN"', `f"{${literal}}"`),
        fromString.replace('"$GHCR_TOKEN"}', literal),
      ].entries()) {
        const at = uri(`${index}/${number}/app.py`);
        await editor.open(at, text, "python");
        const document = editor.document(at);
        for (let offset = 0; offset < text.length; offset += 9) {
          const range = { start: document.positionAt(offset), end: document.positionAt(offset) };
          const params = { textDocument: { uri: at }, position: range.start };
          await editor.connection.sendRequest("textDocument/hover", params);
          await editor.connection.sendRequest(CompletionRequest.type, params);
          if (offset % 5 === 0) await editor.actions(at, range);
          asked++;
        }
        await symbols(at);
        await editor.close(at);
      }
    }
    expect(asked).toBeGreaterThan(400);
    expect(editor.wire).toContain("plaintext-password");
    expect(editor.wire).toContain("Credential for");
    expect(secrets.filter((secret) => editor.wire.includes(secret) || editor.errors.includes(secret))).toEqual([]);
    expect(editor.wire).not.toContain("window/logMessage");
  });
});
