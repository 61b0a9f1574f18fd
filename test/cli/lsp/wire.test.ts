// How the server behaves towards an editor that is odd, in a hurry, or gone; and that no secret is ever on the wire.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  CodeActionRequest,
  CompletionRequest,
  DocumentSymbolRequest,
  ExitNotification,
  HoverRequest,
  InitializeRequest,
  ShutdownRequest,
} from "vscode-languageserver-protocol/node";
import { ecrPassword, recorded } from "../../rules/tokens.ts";
import { buildCommand, Editor, rulesOf, usual } from "./editor.ts";

const built = mkdtempSync(join(tmpdir(), "fal-lint-wire-"));
const folder = join(built, "project");
const at = pathToFileURL(join(folder, "pyproject.toml")).href;
const app = '[tool.fal.apps.a]\nexposed_port = 8000\nauth = "private"\nimage.image = "a:1"\n';
let command = "";
const editors: Editor[] = [];

beforeAll(() => {
  command = buildCommand(built);
  mkdirSync(join(folder, ".git"), { recursive: true });
});

afterEach(() => {
  for (const editor of editors.splice(0)) editor.child.kill();
});

afterAll(() => rmSync(built, { recursive: true }));

function launch(args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Editor {
  const editor = new Editor(command, args, env);
  editors.push(editor);
  return editor;
}

/** A message as it goes over the wire. */
function framed(message: unknown): string {
  const body = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const hoverAt = (uri: string) => ({ textDocument: { uri }, position: { line: 1, character: 3 } });

describe("the process", () => {
  test("ends with 0 after shutdown and exit, also with --stdio, and says nothing besides", async () => {
    const editor = launch(["--stdio"]);
    expect((await editor.start()).capabilities).toMatchObject({ positionEncoding: "utf-16", hoverProvider: true });
    expect(await editor.end()).toBe(0);
    expect(editor.errors).toBe("");
  });

  test("ends with 1 at exit without shutdown", async () => {
    const editor = launch();
    await editor.start();
    await editor.connection.sendNotification(ExitNotification.type);
    expect(await editor.ended).toBe(1);
  });

  test.each([
    ["the editor's end of standard input closes", (editor: Editor) => editor.child.stdin.end()],
    [
      "both ends close in the middle of a message",
      (editor: Editor) => {
        editor.child.stdin.write("Content-Length: 1000\r\n\r\n{");
        editor.child.stdout.destroy();
        editor.child.stdin.destroy();
      },
    ],
  ])("ends with 1 when %s", async (_, close) => {
    const editor = launch();
    await editor.start();
    close(editor);
    expect(await editor.ended).toBe(1);
  });

  test("ends when the editor dies, whose number it was told", async () => {
    const dying = spawn(process.execPath, ["-e", "setTimeout(() => {}, 1e6)"]);
    const editor = launch();
    await editor.connection.sendRequest(InitializeRequest.type, {
      processId: dying.pid ?? 0,
      rootUri: null,
      capabilities: {},
    });
    dying.kill();
    expect(await editor.ended).toBe(1);
  });

  test.each([
    ["an operand", ["x"], "lsp takes no operand"],
    ["the secrets from standard input", ["--secrets", "-"], "standard input belongs to the editor"],
    ["an option of lint", ["--fix"], "--fix is for lint, not for lsp"],
    ["a file that is not there", ["--secrets", "/no/such/file"], "no such file"],
    ["an unknown rule", ["--ignore", "nonsense"], "knows no rule"],
  ])("ends with 2 at %s", (_, args, sentence) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, "lsp", ...args], {
      encoding: "utf8",
      input: "",
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(sentence);
  });

  test("is all that loads the server", () => {
    const run = (args: string[]) =>
      spawnSync(
        process.execPath,
        [
          "-e",
          `process.argv.push(...${JSON.stringify(args)});require(${JSON.stringify(command)});process.on("exit",()=>console.error(Object.keys(require.cache).join()))`,
        ],
        { encoding: "utf8", input: "", cwd: folder },
      ).stderr;
    writeFileSync(join(folder, "pyproject.toml"), app);
    expect(run(["", "pyproject.toml"])).not.toContain("lsp.cjs");
    expect(run(["", "lsp"])).toContain("lsp.cjs");
    rmSync(join(folder, "pyproject.toml"));
  });
});

describe("the conversation", () => {
  test("begins with initialize, which comes once, and is over with shutdown", async () => {
    const editor = launch();
    const { connection } = editor;
    await expect(connection.sendRequest(HoverRequest.type, hoverAt(at))).rejects.toMatchObject({ code: -32002 });
    await editor.start();
    await expect(editor.start()).rejects.toMatchObject({ code: -32600 });
    await editor.open(at, app);
    await expect(connection.sendRequest("no/such/method", {})).rejects.toMatchObject({ code: -32601 });
    await connection.sendRequest(ShutdownRequest.type);
    await expect(connection.sendRequest(HoverRequest.type, hoverAt(at))).rejects.toMatchObject({ code: -32600 });
    await connection.sendNotification(ExitNotification.type);
    expect(await editor.ended).toBe(0);
  });

  test("answers a request once, cancelled or not", async () => {
    const editor = launch();
    await editor.start();
    await editor.open(at, app);
    const request = { jsonrpc: "2.0", id: "own-1", method: "textDocument/hover", params: hoverAt(at) };
    const cancel = { jsonrpc: "2.0", method: "$/cancelRequest", params: { id: "own-1" } };
    editor.child.stdin.write(framed(request) + framed(cancel) + framed({ ...cancel, params: { id: "none" } }));
    await editor.connection.sendRequest(HoverRequest.type, hoverAt(at));
    expect(editor.wire.match(/"id":"own-1"/g)).toHaveLength(1);
    expect(editor.wire).toMatch(/"id":"own-1","error":\{"code":-32800/);
    expect(await editor.end()).toBe(0);
  });

  test.each<[string, (editor: Editor) => void]>([
    [
      "an unknown notification",
      ({ child }) => child.stdin.write(framed({ jsonrpc: "2.0", method: "no/such", params: {} })),
    ],
    ["a response to nothing", ({ child }) => child.stdin.write(framed({ jsonrpc: "2.0", id: 99, result: 1 }))],
    ["an array", ({ child }) => child.stdin.write(framed([1, 2]))],
    ["what is no JSON", ({ child }) => child.stdin.write("Content-Length: 3\r\n\r\n{x}")],
    [
      "a document without a text",
      ({ child }) =>
        child.stdin.write(
          framed({ jsonrpc: "2.0", method: "textDocument/didOpen", params: { textDocument: { uri: at, version: 1 } } }),
        ),
    ],
    [
      "nothing to open",
      ({ child }) => child.stdin.write(framed({ jsonrpc: "2.0", method: "textDocument/didOpen", params: {} })),
    ],
    [
      "a URI that is a number",
      ({ child }) =>
        child.stdin.write(
          framed({
            jsonrpc: "2.0",
            method: "textDocument/didOpen",
            params: { textDocument: { uri: 7, languageId: "toml", version: 1, text: "x" } },
          }),
        ),
    ],
    [
      "a change of what is not open",
      ({ child }) =>
        child.stdin.write(
          framed({
            jsonrpc: "2.0",
            method: "textDocument/didChange",
            params: { textDocument: { uri: "file:///x", version: 2 }, contentChanges: [{ text: "x" }] },
          }),
        ),
    ],
    [
      "closing what is not open",
      ({ child }) =>
        child.stdin.write(
          framed({ jsonrpc: "2.0", method: "textDocument/didClose", params: { textDocument: { uri: "file:///x" } } }),
        ),
    ],
    [
      "a hover without a place",
      ({ child }) => child.stdin.write(framed({ jsonrpc: "2.0", id: "h", method: "textDocument/hover", params: {} })),
    ],
  ])("goes on after %s", async (_, disturb) => {
    const editor = launch();
    await editor.start();
    const other = at.replace("pyproject", "x/pyproject");
    await editor.open(other, app);
    disturb(editor);
    expect(rulesOf(await editor.type(other, "8000", "'x'"))).toEqual(["wrong-type"]);
    expect(await editor.connection.sendRequest(HoverRequest.type, hoverAt(other))).not.toBeNull();
    expect(await editor.end()).toBe(0);
  });

  test("a bug is answered and logged without what was read", async () => {
    const editor = launch();
    await editor.start();
    await editor.open(at, app.replace("a:1", "a:latest"));
    const params = { textDocument: { uri: at }, range: null, context: { secret: "Kanarienvogel" } };
    await expect(editor.connection.sendRequest("textDocument/codeAction", params)).rejects.toMatchObject({
      code: -32603,
      message: "this is a bug in fal-lint; its log says more",
    });
    expect(editor.wire).toMatch(/"window\/logMessage".*this is a bug in fal-lint .*TypeError/s);
    expect(editor.wire).not.toContain("Kanarienvogel");
  });
});

const canary = "Kanarienvogel-7Q2x";

/** Texts with a secret in places where nobody may see it, some of them broken. */
function spoilt(secret: string): string[] {
  const image = `${app.replace('image.image = "a:1"\n', "")}[tool.fal.apps.a.image]\nimage = "ghcr.io/a/b:1"\n`;
  const credential = `${image}[tool.fal.apps.a.image.registries."ghcr.io"]\nusername = "me"\npassword = "${secret}"\n`;
  return [
    credential,
    credential.replace("password", "pasword"),
    credential.replace("password", "no_scale = true\npassword"),
    credential.replace('"ghcr.io"]', `"https://me:${secret}@ghcr.io"]`),
    `${image}registries = { "ghcr.io" = { username = "me", password = "${secret}" } }\n`,
    `${image}registries = { "ghcr.io" = { username = "me", password = "${secret}\n`,
    `${credential}broken\n`,
    `${credential}# ${secret}\n`,
    `${app}api_key = "${secret}"\n`,
    `${app.replace("8000", `"${secret}"`)}`,
    `[tool.other]\npassword = "${secret}"\n${app}`,
  ];
}

describe("a secret", () => {
  /** Asks for everything that can be asked for, everywhere. */
  async function askAll(editor: Editor, uri: string): Promise<void> {
    const { connection } = editor;
    const document = editor.document(uri);
    const textDocument = { uri };
    for (let offset = 0; offset <= document.getText().length; offset += 3) {
      const position = document.positionAt(offset);
      await connection.sendRequest(HoverRequest.type, { textDocument, position });
      await connection.sendRequest(CompletionRequest.type, { textDocument, position });
    }
    const range = { start: document.positionAt(0), end: document.positionAt(1e6) };
    await connection.sendRequest(CodeActionRequest.type, { textDocument, range, context: { diagnostics: [] } });
    await connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
  }

  test("is in nothing that the server says, whatever is asked, nor in its log", { timeout: 120_000 }, async () => {
    const tokens = [recorded("github-pat-classic", "valid"), ecrPassword(1_800_000_000)];
    const env = join(built, "values.env");
    writeFileSync(env, `GHCR=${canary}\n`);
    const editor = launch(["--now", "2026-01-15T00:00:00Z", "--env-file", env], { GHCR: canary });
    await editor.start({ ...usual, workspace: { workspaceEdit: { documentChanges: true } } });
    let count = 0;
    for (const secret of [canary, ...tokens]) {
      for (const text of spoilt(secret)) {
        const uri = pathToFileURL(join(folder, `${count++}/pyproject.toml`)).href;
        await editor.open(uri, text);
        await askAll(editor, uri);
        await editor.close(uri);
      }
    }
    const dockerfile = pathToFileURL(join(folder, "Dockerfile")).href;
    await editor.open(at, app.replace('image.image = "a:1"', 'image.dockerfile = "Dockerfile"'));
    await editor.open(dockerfile, `FROM a:1\nENV API_TOKEN=${tokens[0]}\nCOPY ${tokens[0]} /x\n`, "dockerfile");
    await askAll(editor, dockerfile);
    expect(await editor.end()).toBe(0);
    for (const said of [editor.wire, editor.errors]) {
      for (const secret of [canary, ...tokens]) {
        expect(said.includes(secret)).toBe(false);
        expect(said.includes(Buffer.from(secret).toString("base64"))).toBe(false);
      }
    }
    // It was there to be seen.
    expect(editor.wire).toContain("plaintext-password");
    expect(editor.wire).toContain("Credential for");
    expect(count).toBe(33);
  });
});

describe("any text", () => {
  test("is answered, however it is edited", { timeout: 120_000 }, async () => {
    const editor = launch();
    await editor.start();
    const piece = fc.constantFrom(
      ...[
        app,
        '[tool.fal.apps.b]\nimage = { dockerfile = "Dockerfile" }\n',
        "[",
        "]",
        "{",
        '"',
        '"""',
        "=",
        "\n",
        "\r",
        "\r\n",
      ],
      ...[
        "\ufeff",
        "\u0000",
        "\ud83d\ude80",
        "#",
        "# fal-lint: allow x",
        "x",
        ".",
        "tool.fal.apps",
        "__proto__ = 1\n",
        "\\",
      ],
    );
    let edits = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(piece, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(fc.nat(400), fc.nat(20), piece), { maxLength: 4 }),
        async (pieces, changes) => {
          await editor.open(at, pieces.join(""));
          for (const [offset, length, text] of changes) {
            const all = editor.document(at).getText();
            const start = Math.min(offset, Math.max(all.length - 1, 0));
            await editor.edit(at, all.slice(start, start + length), text);
            edits++;
            const position = editor.document(at).positionAt(start);
            const textDocument = { uri: at };
            await editor.connection.sendRequest(HoverRequest.type, { textDocument, position });
            await editor.connection.sendRequest(CompletionRequest.type, { textDocument, position });
            await editor.connection.sendRequest(DocumentSymbolRequest.type, { textDocument });
          }
          await editor.checked(at);
        },
      ),
      { numRuns: 60 },
    );
    expect(edits).toBeGreaterThan(60);
    expect(editor.wire).not.toContain("window/logMessage");
    expect(await editor.end()).toBe(0);
  });
});
