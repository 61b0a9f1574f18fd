// The language server, over a real connection to the built command.
import { symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import {
  type CompletionItem,
  CompletionRequest,
  DiagnosticSeverity,
  DiagnosticTag,
  DidChangeWatchedFilesNotification,
  DidSaveTextDocumentNotification,
  DocumentSymbolRequest,
  ExecuteCommandRequest,
  type Range,
  RegistrationRequest,
  ShowDocumentRequest,
} from "vscode-languageserver-protocol/node";
import { type Editor, rulesOf, usual } from "./editor.ts";
import { Workbench } from "./workbench.ts";

const bench = new Workbench();
const { built, uri, write } = bench;
let editor: Editor;

async function start(...options: Parameters<Workbench["start"]>): Promise<void> {
  editor = await bench.start(...options);
}

async function complete(at: string, place: string): Promise<CompletionItem[]> {
  const position = editor.range(at, place).start;
  const answer = await editor.connection.sendRequest(CompletionRequest.type, { textDocument: { uri: at }, position });
  return (answer ?? []) as CompletionItem[];
}

const app = '[tool.fal.apps.a]\nexposed_port = 8000\nauth = "private"\n';
const dockerApp = `${app}\n[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\n`;

describe("diagnostics", () => {
  test("follow every keystroke, in the document's version", async () => {
    await start();
    const at = uri("pyproject.toml");
    expect(rulesOf(await editor.open(at, app.replace("private", "pr")))).toEqual(["missing-key", "invalid-value"]);
    expect(rulesOf(await editor.type(at, '"pr"', '"private"\nref = "a.py"'))).toEqual(["ref-not-found"]);
    expect(rulesOf(await editor.type(at, '"private"', '"private'))).toEqual(["syntax-error"]);
    expect(rulesOf(await editor.type(at, '"private', '"private"'))).toEqual(["ref-not-found"]);
    write("a.py", "import fal\nclass A(fal.App):\n    pass\n");
    await editor.connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri: at } });
    expect(await editor.until(at, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });

  test("have severity, rule, page, tag, and places that explain them", async () => {
    write("Dockerfile", "FROM python:3.12\n  COPY a /a\n");
    write("a", "");
    await start();
    const at = uri("pyproject.toml");
    const own = await editor.open(at, `${dockerApp.replace("auth", "no_scale = true\nmachine_type = 'XS2'\nauth")}`);
    expect(own.map(({ code, severity, tags }) => [code, severity, tags])).toEqual([
      ["deprecated-key", DiagnosticSeverity.Warning, [DiagnosticTag.Deprecated]],
      ["unknown-machine-type", DiagnosticSeverity.Information, undefined],
    ]);
    const [indented] = await editor.until(uri("Dockerfile"), ({ diagnostics }) => diagnostics.length > 0);
    expect(indented).toMatchObject({
      code: "copy-indented",
      severity: DiagnosticSeverity.Error,
      source: "fal-lint",
      codeDescription: { href: pathToFileURL(join(built, "docs/rules/copy-indented.md")).href },
      range: { start: { line: 1, character: 2 } },
      relatedInformation: [{ location: { uri: at, range: editor.range(at, '"Dockerfile"') } }],
    });
  });

  test("of a Dockerfile and a .dockerignore follow their unsaved texts, which win over the disk", async () => {
    const dockerfile = write("Dockerfile", "FROM python:3.12\nCOPY a /a\n");
    write("a", "");
    await start();
    const at = uri("pyproject.toml");
    expect(await editor.open(at, dockerApp)).toEqual([]);
    expect(rulesOf(await editor.open(dockerfile, "FROM python:3.12\nCOPY b /a\n", "dockerfile"))).toEqual([
      "copy-source-missing",
    ]);
    expect(rulesOf(await editor.type(dockerfile, "COPY b", "COPY a"))).toEqual([]);
    const ignore = uri(".dockerignore");
    expect(rulesOf(await editor.open(ignore, "!a\n", "ignore"))).toEqual(["dockerignore-negation"]);
    expect(rulesOf(await editor.type(ignore, "!a", "a"))).toEqual([]);
    expect(rulesOf(await editor.until(dockerfile, ({ diagnostics }) => diagnostics.length > 0))).toEqual([
      "copy-source-ignored",
    ]);
  });

  test("check the pyproject.toml that refers to a Dockerfile again, open or not", async () => {
    const text = dockerApp.replace('"Dockerfile"', '"docker/Dockerfile"');
    const at = write("pyproject.toml", text.replace("auth", 'machine_type = "H100"\nauth'));
    const dockerfile = write("docker/Dockerfile", "FROM python:3.12\n");
    await start();
    await editor.open(dockerfile, "", "dockerfile");
    const both = await editor.until(at, ({ diagnostics }) => diagnostics.length === 2);
    expect(rulesOf(both)).toEqual(["unknown-machine-type", "dockerfile-empty"]);
    write("pyproject.toml", text);
    await editor.edit(dockerfile, "", " ");
    const one = await editor.until(at, ({ diagnostics }) => diagnostics.length === 1);
    expect(rulesOf(one)).toEqual(["dockerfile-empty"]);
    await editor.type(dockerfile, " ", "FROM python:3.12");
    expect(await editor.until(at, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });

  test("of a Dockerfile outside of the folder, and of two projects that share one", async () => {
    const dockerfile = write("docker/Dockerfile", "FROM python:3.12\n  COPY a /a\n");
    const shared = dockerApp.replace('"Dockerfile"', '"../docker/Dockerfile"');
    for (const name of ["x", "y"]) write(`${name}/a`, "");
    await start();
    await editor.open(uri("x/pyproject.toml"), shared);
    expect(await editor.until(dockerfile, ({ diagnostics }) => diagnostics.length === 1)).toMatchObject([
      { code: "copy-indented" },
    ]);
    await editor.open(uri("y/pyproject.toml"), shared);
    expect(await editor.until(dockerfile, ({ diagnostics }) => diagnostics.length === 2)).toHaveLength(2);
    await editor.close(uri("x/pyproject.toml"));
    expect(await editor.until(dockerfile, ({ diagnostics }) => diagnostics.length === 1)).toHaveLength(1);
  });

  test("stay as long as something of the project is open, by what is on disk, and then go", async () => {
    const at = write("pyproject.toml", `${dockerApp}\n[tool.fal-lint]\nselect = ["nonsense"]\n`);
    const dockerfile = write("Dockerfile", "FROM python:3.12\n");
    await start();
    expect(rulesOf(await editor.open(at, dockerApp.replace("private", "pr")))).toEqual(["invalid-value"]);
    await editor.type(at, '"pr"', '"private"');
    await editor.open(dockerfile, "FROM python:3.12\n", "dockerfile");
    await editor.close(at);
    const saved = await editor.until(at, ({ diagnostics }) => diagnostics.length > 0);
    expect(rulesOf(saved)).toEqual(["bad-configuration"]);
    await editor.close(dockerfile);
    expect(await editor.until(at, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });

  test("of [tool.fal-lint], --secrets, --env-file and --ignore count as in lint", async () => {
    const secrets = join(bench.folder, "secrets.json");
    const env = join(bench.folder, ".env");
    writeFileSync(secrets, '{"secrets": []}');
    writeFileSync(env, "GHCR=changeme\n");
    const credential =
      '\n[tool.fal.apps.a.image]\nimage = "ghcr.io/a/b:latest"\nregistries = { "ghcr.io" = { username = "me", password = "$GHCR" } }\n';
    await start(["--secrets", secrets, "--env-file", env, "--ignore", "missing-exposed-port"]);
    const at = uri("pyproject.toml");
    const rules = rulesOf(await editor.open(at, `${app.replace("exposed_port = 8000\n", "")}${credential}`));
    expect(rules).toEqual(["unpinned-image", "registry-password-kind", "unknown-secret"]);
    const configured = rulesOf(
      await editor.type(at, "[tool.fal.apps.a]", '[tool.fal-lint]\nignore = ["unpinned-image"]\n[tool.fal.apps.a]'),
    );
    expect(configured).toEqual(rules.filter((rule) => rule !== "unpinned-image"));
  });

  test("follow what changes on disk, if the editor watches it", async () => {
    await start([], {
      ...usual,
      workspace: { ...usual.workspace, didChangeWatchedFiles: { dynamicRegistration: true } },
    });
    const watched = new Promise<string>((resolve) => {
      editor.connection.onRequest(RegistrationRequest.type, ({ registrations }) =>
        resolve(registrations[0]?.method ?? ""),
      );
    });
    const at = uri("pyproject.toml");
    expect(rulesOf(await editor.open(at, dockerApp))).toEqual(["dockerfile-not-found"]);
    expect(await watched).toBe("workspace/didChangeWatchedFiles");
    const changed = write("Dockerfile", "FROM python:3.12\n");
    await editor.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
      changes: [{ uri: changed, type: 1 }],
    });
    expect(await editor.until(at, ({ diagnostics }) => diagnostics.length === 0)).toEqual([]);
  });
});

describe("documents", () => {
  test.each([
    ["with CRLF", dockerApp.replaceAll("\n", "\r\n")],
    ["with a byte order mark, which the editor does not hide", `\ufeff${dockerApp}`],
    ["with characters of two code units", `# \ud83d\ude80\ud83d\ude80\n${dockerApp}x = "\ud83d\ude80"`],
  ])("%s are pointed into where the finding lies", async (_, text) => {
    write("Dockerfile", "FROM python:3.12\n");
    await start();
    const at = uri("pyproject.toml");
    await editor.open(at, text);
    const found = await editor.type(at, "8000", "'8000'");
    const [wrong] = found.filter(({ code }) => code === "wrong-type");
    expect(editor.document(at).getText(wrong?.range)).toBe("'8000'");
  });

  test("without a place on disk are checked without the files around them", async () => {
    await start();
    for (const at of [
      "untitled:Untitled-1",
      "git:/x/pyproject.toml?ref=HEAD",
      "file://host/x/pyproject.toml",
      "file:///x/%zz/pyproject.toml",
      "pyproject.toml",
    ]) {
      expect(rulesOf(await editor.open(at, dockerApp.replace("private", "pr")))).toContain("invalid-value");
    }
    expect(rulesOf(await editor.open("untitled:Untitled-2", dockerApp))).toEqual(["files-not-checked"]);
  });

  test("of a Windows drive, and in folders that are not there", async () => {
    await start();
    for (const at of ["file:///c%3A/Users/me/pyproject.toml", "file:///no/such/folder/pyproject.toml"]) {
      expect(rulesOf(await editor.open(at, dockerApp))).toEqual(["dockerfile-not-found"]);
    }
  });

  test("are told apart by where links lead, and named as the editor names them", async () => {
    write("real/Dockerfile", "FROM python:3.12\n");
    symlinkSync(join(bench.folder, "real/Dockerfile"), join(bench.folder, "Dockerfile"));
    await start();
    await editor.open(uri("pyproject.toml"), dockerApp);
    const spelt = uri("real/Dockerfile").replace("Dockerfile", "Docker%66ile");
    expect(rulesOf(await editor.open(spelt, "FROM python:3.12\nCOPY x /x\n", "dockerfile"))).toEqual([
      "copy-source-missing",
    ]);
    unlinkSync(join(bench.folder, "Dockerfile"));
  });

  test("that are none of its business are left alone", async () => {
    await start();
    await editor.open(uri("pyproject.toml"), app);
    for (const name of ["Cargo.toml", "Dockerfile", "app.py"]) {
      const open = editor.open(uri(name), "[tool.fal.apps.a]\nx", "toml");
      await expect(complete(uri(name), "|x")).resolves.toEqual([]);
      await expect(editor.hover(uri(name), "|x")).resolves.toBeNull();
      await expect(
        editor.actions(uri(name), { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } }),
      ).resolves.toEqual([]);
      void open;
    }
    await editor.type(uri("pyproject.toml"), "8000", "8001");
    expect(new Set(editor.published.map((params) => params.uri))).toEqual(new Set([uri("pyproject.toml")]));
  });
});

describe("requests", () => {
  test("hover over a key, a credential and a COPY, with unsaved text", async () => {
    const dockerfile = write("Dockerfile", "FROM python:3.12\n");
    write("src/a.py", "print(1)\n");
    await start();
    const at = uri("pyproject.toml");
    await editor.open(at, `${dockerApp}registries = { "ghcr.io" = { username = "me", password = "$GHCR" } }\n`);
    expect(await editor.hover(at, "exposed|_port")).toMatch(/^\*\*Exposed port\*\*/);
    expect(await editor.hover(at, "$GH|CR")).toMatch(/^\*\*Credential for `ghcr\.io`\*\*/);
    expect(await editor.hover(at, "|\n[tool.fal.apps.a.image]")).toBeNull();
    await editor.open(dockerfile, "FROM python:3.12\nCOPY src /app\n", "dockerfile");
    expect(await editor.hover(dockerfile, "CO|PY")).toMatch(/^\*\*COPY uploads 1 file, 9 B\*\*/);
  });

  test("complete in what cannot be parsed yet", async () => {
    await start();
    const at = uri("pyproject.toml");
    await editor.open(at, app);
    await editor.type(at, 'auth = "private"\n', "expo\nreg");
    const items = await complete(at, "reg|");
    expect(items.map(({ label }) => label)).toContain("regions");
    const regions = items.find(({ label }) => label === "regions");
    expect(regions).toMatchObject({
      insertTextFormat: 2,
      textEdit: { newText: "regions = [$0]", range: editor.range(at, "reg") },
    });
    await editor.type(at, "reg", 'auth = "pr"');
    const values = await complete(at, '"pr|');
    expect(values.map(({ label }) => label)).toEqual(["public", "private", "shared"]);
    expect(values[1]).toMatchObject({
      filterText: '"private',
      textEdit: { newText: '"private"', range: editor.range(at, '"pr"') },
    });
  });

  test("complete without snippets for an editor that has none", async () => {
    await start([], {});
    const at = uri("pyproject.toml");
    await editor.open(at, `${app}reg`);
    const regions = (await complete(at, "reg|")).find(({ label }) => label === "regions");
    expect(regions).toMatchObject({
      insertTextFormat: 1,
      textEdit: { newText: "regions = " },
      documentation: { kind: "plaintext" },
    });
  });

  test("complete the names of secrets", async () => {
    const secrets = join(bench.folder, "secrets.json");
    writeFileSync(
      secrets,
      '{"secrets": [{"name": "HF_TOKEN", "environment": null, "created_at": "2026-01-01 00:00:00+00:00"}]}',
    );
    const dockerfile = write("Dockerfile", "");
    await start(["--secrets", secrets]);
    const at = uri("pyproject.toml");
    await editor.open(at, `${dockerApp}secrets = { PIP = "" }\n`);
    expect((await complete(at, 'PIP = "|')).map(({ label }) => label)).toEqual(["$HF_TOKEN"]);
    await editor.open(dockerfile, "FROM a:1\nRUN --mount=type=secret,id= true\n", "dockerfile");
    expect((await complete(dockerfile, "id=|")).map(({ label }) => label)).toEqual(["PIP", "HF_TOKEN"]);
  });

  test("fix, suppress and explain what is found", async () => {
    await start();
    const at = uri("pyproject.toml");
    const text = `${app}no_scale = true\nmachine_type = "H100"\nimage.image = "a:1"\n`;
    await editor.open(at, text);
    const all = await editor.actions(at, editor.range(at, 'no_scale = true\nmachine_type = "H100"'));
    expect(all.map(({ title, kind, isPreferred }) => [title, kind, isPreferred])).toEqual([
      ["Write `app_scale_settings = false`", "quickfix", true],
      ["Write `GPU-H100`", "quickfix", undefined],
      ["Suppress deprecated-key here with a comment, and say why", "quickfix", undefined],
      ["Suppress unknown-machine-type here with a comment, and say why", "quickfix", undefined],
      ["Explain deprecated-key", "quickfix", undefined],
      ["Explain unknown-machine-type", "quickfix", undefined],
      ["Fix all that fal-lint can fix for certain", "source.fixAll.fal-lint", undefined],
    ]);
    expect(all[0]?.diagnostics?.map(({ code }) => code)).toEqual(["deprecated-key"]);
    expect(editor.edited(at, all[0]?.edit)).toBe(text.replace("no_scale = true", "app_scale_settings = false"));
    expect(editor.edited(at, all[3]?.edit)).toBe(
      text.replace("machine_type", '# fal-lint: allow unknown-machine-type reason="…"\nmachine_type'),
    );
    expect(all[0]?.edit?.documentChanges).toMatchObject([{ textDocument: { uri: at, version: 1 } }]);
    await editor.type(at, "machine_type", '# fal-lint: allow unknown-machine-type reason="…"\nmachine_type');
    expect(rulesOf(await editor.checked(at))).toEqual(["deprecated-key"]);
  });

  test("only what is asked for, and only here", async () => {
    await start();
    const at = uri("pyproject.toml");
    await editor.open(at, `${app}no_scale = true\nimage.image = "a:1"\n`);
    const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    const kinds = async (range: Range, only: string[]) =>
      (await editor.actions(at, range, only)).map(({ kind }) => kind);
    expect(await kinds(everywhere, ["source"])).toEqual(["source.fixAll.fal-lint"]);
    expect(await kinds(everywhere, ["source.fixAll"])).toEqual(["source.fixAll.fal-lint"]);
    expect(await kinds(everywhere, ["source.organizeImports"])).toEqual([]);
    expect(await kinds(everywhere, ["quickfix"])).toEqual(["quickfix", "quickfix", "quickfix"]);
    expect(await kinds(editor.range(at, "exposed_port"), ["quickfix"])).toEqual([]);
  });

  test("edit a Dockerfile that is not open, and without versions for an editor that knows none", async () => {
    const dockerfile = write("Dockerfile", "FROM python:3.12\n  COPY a /a\n");
    write("a", "");
    await start([], {});
    await editor.open(uri("pyproject.toml"), dockerApp);
    await editor.until(dockerfile, ({ diagnostics }) => diagnostics.length > 0);
    const [own] = await editor.actions(dockerfile, {
      start: { line: 1, character: 3 },
      end: { line: 1, character: 3 },
    });
    expect(Object.keys(own?.edit?.changes ?? {})).toEqual([dockerfile]);
  });

  test("show the page on a rule", async () => {
    await start([], { ...usual, window: { showDocument: { support: true } } });
    const shown = new Promise<string>((resolve) => {
      editor.connection.onRequest(ShowDocumentRequest.type, ({ uri }) => {
        resolve(uri);
        return { success: true };
      });
    });
    const run = (args: unknown[]) =>
      editor.connection.sendRequest(ExecuteCommandRequest.type, {
        command: "fal-lint.explain",
        arguments: args as never,
      });
    expect(await run(["missing-auth"])).toBeNull();
    expect(await shown).toBe(pathToFileURL(join(built, "docs/rules/missing-auth.md")).href);
    for (const args of [["no-such-rule"], [1], []]) await expect(run(args)).rejects.toMatchObject({ code: -32602 });
  });

  test("outline the file", async () => {
    await start();
    const at = uri("pyproject.toml");
    await editor.open(at, `${app}image.image = "a:1"\n`);
    const symbols = await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri: at } });
    expect(symbols).toMatchObject([
      { name: "a", range: { start: { line: 0, character: 0 } }, children: [{ name: "image" }] },
    ]);
  });
});
