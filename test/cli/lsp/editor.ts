import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  createProtocolConnection,
  type Diagnostic,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ExitNotification,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type InitializeResult,
  type MarkupContent,
  type ProtocolConnection,
  PublishDiagnosticsNotification,
  type PublishDiagnosticsParams,
  type Range,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type WorkspaceEdit,
} from "vscode-languageserver-protocol/node";
import { TextDocument } from "vscode-languageserver-textdocument";

const repository = fileURLToPath(new URL("../../..", import.meta.url));

/** Builds the command into a folder as it is published: the path to start it by. */
export function buildCommand(folder: string): string {
  execFileSync(process.execPath, [join(repository, "scripts/build.mjs"), join(folder, "dist")]);
  for (const name of ["schema", "docs"]) symlinkSync(join(repository, name), join(folder, name));
  return join(folder, "dist/cli.cjs");
}

/** What most editors can do. */
export const usual: ClientCapabilities = {
  workspace: { workspaceEdit: { documentChanges: true } },
  textDocument: {
    hover: { contentFormat: ["markdown"] },
    completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
  },
};

/** An editor that has started the language server. */
export class Editor {
  readonly child: ChildProcessWithoutNullStreams;
  readonly connection: ProtocolConnection;
  /** Everything that came from the server, raw. */
  wire = "";
  errors = "";
  readonly published: PublishDiagnosticsParams[] = [];
  readonly ended: Promise<number | null>;
  readonly #documents = new Map<string, TextDocument>();
  readonly #waiting = new Set<() => void>();

  constructor(command: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [command, "lsp", ...args], { env: { PATH: process.env["PATH"], ...env } });
    this.child.stdout.on("data", (data: Buffer) => {
      this.wire += data;
    });
    this.child.stderr.on("data", (data: Buffer) => {
      this.errors += data;
    });
    this.ended = new Promise((resolve) => this.child.on("exit", (code) => resolve(code)));
    // What is written to a server that has gone.
    this.child.stdin.on("error", () => undefined);
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.child.stdout),
      new StreamMessageWriter(this.child.stdin),
    );
    this.connection.onNotification(PublishDiagnosticsNotification.type, (params) => {
      this.published.push(params);
      for (const check of this.#waiting) check();
    });
    this.connection.onError(() => undefined);
    this.connection.listen();
  }

  async start(capabilities: ClientCapabilities = usual): Promise<InitializeResult> {
    const result = await this.connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      rootUri: null,
      capabilities,
      trace: "verbose",
    });
    await this.connection.sendNotification(InitializedNotification.type, {});
    return result;
  }

  /** Opens a document, and waits until it has been checked. */
  async open(uri: string, text: string, languageId = "toml"): Promise<readonly Diagnostic[]> {
    this.#documents.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
    return this.checked(uri);
  }

  /** Replaces the first occurrence of some text by an incremental edit, and waits until the document has been checked. */
  async type(uri: string, old: string, fresh: string): Promise<readonly Diagnostic[]> {
    await this.edit(uri, old, fresh);
    return this.checked(uri);
  }

  async edit(uri: string, old: string, fresh: string): Promise<void> {
    const document = this.document(uri);
    const start = document.getText().indexOf(old);
    if (start < 0) throw new Error("there is no such text");
    const range = { start: document.positionAt(start), end: document.positionAt(start + old.length) };
    const version = document.version + 1;
    const change = { range, text: fresh };
    this.#documents.set(uri, TextDocument.update(document, [change], version));
    const textDocument = { uri, version };
    await this.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument,
      contentChanges: [change],
    });
  }

  async close(uri: string): Promise<void> {
    this.#documents.delete(uri);
    await this.connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  document(uri: string): TextDocument {
    const document = this.#documents.get(uri);
    if (document === undefined) throw new Error("it is not open");
    return document;
  }

  /** Where some text of an open document stands; `|` in it stands for the place alone. */
  range(uri: string, text: string): Range {
    const document = this.document(uri);
    const [before = "", after = text] = text.includes("|") ? text.split("|") : ["", text];
    const start = document.getText().indexOf(before + after);
    if (start < 0) throw new Error("there is no such text");
    const from = start + before.length;
    const to = text.includes("|") ? from : from + after.length;
    return { start: document.positionAt(from), end: document.positionAt(to) };
  }

  /** The diagnostics of a document once its present version has been checked. */
  async checked(uri: string): Promise<readonly Diagnostic[]> {
    const version = this.document(uri).version;
    return this.until(uri, (params) => params.version === version);
  }

  /** What was last published for a URI, once it is as wanted. */
  async until(uri: string, isWanted: (params: PublishDiagnosticsParams) => boolean): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      const check = () => {
        const last = this.published.findLast((params) => params.uri === uri);
        if (last === undefined || !isWanted(last)) return;
        this.#waiting.delete(check);
        resolve(last.diagnostics);
      };
      this.#waiting.add(check);
      check();
    });
  }

  /** What can be done about a range of a document. */
  async actions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    const context = { diagnostics: [], ...(only !== undefined && { only }) };
    const params = { textDocument: { uri }, range, context };
    return ((await this.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
  }

  /** The text of an open document with an edit made in it. */
  edited(uri: string, edit: WorkspaceEdit | undefined): string {
    const changes = (edit?.documentChanges ?? []).flatMap((change) =>
      "edits" in change && change.textDocument.uri === uri ? change.edits : [],
    );
    return TextDocument.applyEdits(this.document(uri), changes as never);
  }

  /** What is shown about a place of an open document. */
  async hover(uri: string, place: string): Promise<string | null> {
    const position = this.range(uri, place).start;
    const answer = await this.connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
    return answer && (answer.contents as MarkupContent).value;
  }

  /** Ends in order: the exit code. */
  async end(): Promise<number | null> {
    await this.connection.sendRequest(ShutdownRequest.type);
    await this.connection.sendNotification(ExitNotification.type);
    return this.ended;
  }
}

/** The diagnostics' rules. */
export function rulesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code }) => String(code));
}
