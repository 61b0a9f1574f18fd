import {
  type ClientCapabilities,
  type CompletionItem,
  type CompletionParams,
  type Connection,
  createConnection,
  type DidChangeTextDocumentParams,
  DidChangeWatchedFilesNotification,
  type DidCloseTextDocumentParams,
  type DidOpenTextDocumentParams,
  type DocumentSymbol,
  type DocumentSymbolParams,
  ErrorCodes,
  type ExecuteCommandParams,
  type Hover,
  type HoverParams,
  type InitializeError,
  type InitializeResult,
  MarkupKind,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocumentSyncKind,
} from "vscode-languageserver/node";
import type { CheckOptions } from "../../analyse.ts";
import { completeDockerfile, completePyproject } from "../../editor/completion.ts";
import { hoverDockerfile, hoverSource } from "../../editor/hover.ts";
import { symbolsOf } from "../../editor/symbols.ts";
import { version } from "../../report/version.ts";
import { rules } from "../../rules/index.ts";
import type { Files } from "../../text/files.ts";
import type { Host } from "../host.ts";
import { codeActions, explainCommand, fixAllKind } from "./actions.ts";
import { Guard } from "./guard.ts";
import { OpenFiles } from "./open-files.ts";
import { Projects } from "./projects.ts";
import { spanToRange, toDiagnostic, toItem, toMarkup, toSymbol } from "./protocol.ts";
import { Publisher } from "./publisher.ts";
import { PythonReader } from "./python-reader.ts";

/** Milliseconds after the last keystroke until everything is checked. */
const pause = 100;

/** What a project reads, as far as an editor can be asked to watch it. */
const watched = "**/{pyproject.toml,.dockerignore,*Dockerfile*,*.dockerfile,*.py}";

const capabilities: InitializeResult["capabilities"] = {
  positionEncoding: "utf-16",
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: { includeText: false } },
  hoverProvider: true,
  completionProvider: { triggerCharacters: ['"', "'", ".", "=", "[", "{", "$"] },
  codeActionProvider: { codeActionKinds: ["quickfix", fixAllKind] },
  documentSymbolProvider: true,
  executeCommandProvider: { commands: [explainCommand] },
};

/** Speaks the Language Server Protocol over the host's wire. Never comes back: the process ends with the conversation. */
export function serve(host: Host, options: (files: Files | null) => CheckOptions): Promise<never> {
  const { input, output } = host.wire();
  new Server(createConnection(input, output), host, options).listen();
  return new Promise(() => undefined);
}

class Server {
  readonly #connection: Connection;
  readonly #host: Host;
  readonly #guard: Guard;
  readonly #open = new OpenFiles();
  readonly #python = new PythonReader();
  readonly #projects: Projects;
  readonly #publisher: Publisher;
  /** What may have changed since all was checked: URIs and places; null: anything. */
  #changed: Set<string> | null = new Set();
  #timer: NodeJS.Timeout | null = null;
  #client: ClientCapabilities = {};

  constructor(connection: Connection, host: Host, options: (files: Files | null) => CheckOptions) {
    this.#connection = connection;
    this.#host = host;
    this.#guard = new Guard((report) => connection.console.error(report));
    this.#projects = new Projects(this.#open, options, () => this.#python.language);
    this.#publisher = new Publisher(this.#open, this.#projects, {
      convert: (root, finding) => toDiagnostic(finding, (file) => this.#projects.uriOf(root, file), this.#pageOf),
      attempt: (action) => this.#guard.attempt(action),
      publish: (params) => quietly(connection.sendDiagnostics(params)),
    });
  }

  listen(): void {
    const connection = this.#connection;
    const guard = this.#guard;
    connection.onInitialize(({ capabilities: client = {} }) => this.#initialize(client));
    connection.onInitialized(guard.event(() => this.#watch()));
    connection.onDidChangeWatchedFiles(guard.event(() => this.#recheck(null)));
    connection.onShutdown(() => this.#shutdown());
    connection.onHover(guard.request((params) => this.#hover(params)));
    connection.onCompletion(guard.request((params) => this.#complete(params)));
    connection.onDocumentSymbol(guard.request((params) => this.#symbols(params)));
    connection.onCodeAction(guard.request((params) => codeActions(params, this.#actionContext())));
    connection.onExecuteCommand(guard.request((params) => this.#execute(params)));
    connection.onDidOpenTextDocument(guard.event((params) => this.#opened(params)));
    connection.onDidChangeTextDocument(guard.event((params) => this.#edited(params)));
    connection.onDidSaveTextDocument(guard.event(() => this.#recheck(null)));
    connection.onDidCloseTextDocument(guard.event((params) => this.#closed(params)));
    connection.listen();
  }

  readonly #pageOf = (rule: string): string => this.#host.shippedUrl(`docs/rules/${rule}.md`);

  #initialize(client: ClientCapabilities): InitializeResult | ResponseError<InitializeError> {
    if (this.#guard.phase !== "starting") {
      return new ResponseError(ErrorCodes.InvalidRequest, "initialize comes once", { retry: false });
    }
    this.#guard.phase = "running";
    this.#client = client;
    return { capabilities, serverInfo: { name: "fal-lint", version } };
  }

  #shutdown(): void {
    this.#guard.phase = "over";
    if (this.#timer !== null) clearTimeout(this.#timer);
  }

  #watch(): void {
    if (this.#client.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const watchers = [{ globPattern: watched }];
    quietly(this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  }

  #opened({ textDocument: { uri, languageId, version, text } }: DidOpenTextDocumentParams): void {
    // Of what is none of this nothing would go well any more.
    if (typeof uri !== "string" || typeof text !== "string") return;
    this.#open.open(uri, languageId, version, text);
    this.#loadReader(uri);
    this.#recheck([uri, this.#open.placeOf(uri)]);
  }

  #edited({ textDocument: { uri, version }, contentChanges }: DidChangeTextDocumentParams): void {
    this.#open.change(uri, version, contentChanges);
    this.#loadReader(uri);
    this.#recheck([uri, this.#open.placeOf(uri)]);
  }

  #closed({ textDocument: { uri } }: DidCloseTextDocumentParams): void {
    this.#recheck([uri, this.#open.placeOf(uri)]);
    this.#open.close(uri);
  }

  #loadReader(uri: string): void {
    if (this.#python.isWanted) return;
    for (const { project } of this.#projects.around(uri)) {
      const loading = this.#python.load(project);
      if (loading !== null) this.#guard.waitFor(loading);
    }
  }

  /** Checks everything again, in a moment: null, or what belongs to these URIs and places. */
  #recheck(changed: readonly (string | null)[] | null): void {
    if (changed === null) this.#changed = null;
    for (const one of changed ?? []) if (one !== null) this.#changed?.add(one);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      void this.#guard.whenReady(() => {
        const now = this.#changed;
        this.#changed = new Set();
        this.#guard.attempt(() => this.#publisher.refresh(now));
      });
    }, pause);
  }

  #hover({ textDocument: { uri }, position }: HoverParams): Hover | null {
    const document = this.#open.get(uri);
    if (document === undefined) return null;
    const offset = document.offsetAt(position);
    for (const { project, isFile } of this.#projects.around(uri)) {
      const hover = isFile(project.path) ? hoverSource(project, offset) : hoverDockerfile(project, isFile, offset);
      if (hover === null) continue;
      const formats = this.#client.textDocument?.hover?.contentFormat;
      const contents = toMarkup(hover.markdown, formats?.includes(MarkupKind.Markdown) ?? true);
      return { contents, range: spanToRange(document, hover.span) };
    }
    return null;
  }

  #complete({ textDocument: { uri }, position }: CompletionParams): CompletionItem[] {
    const document = this.#open.get(uri);
    if (document === undefined) return [];
    const offset = document.offsetAt(position);
    const item = this.#client.textDocument?.completion?.completionItem;
    const client = {
      takesSnippets: item?.snippetSupport ?? false,
      showsMarkdown: item?.documentationFormat?.includes(MarkupKind.Markdown) ?? false,
    };
    const suggestions = this.#projects
      .around(uri)
      .flatMap(({ project, isFile }) =>
        isFile(project.path)
          ? completePyproject(project, offset)
          : completeDockerfile(project, isFile, document.getText(), offset),
      );
    return suggestions.map((suggestion, index) => toItem(suggestion, index, document, client));
  }

  #symbols({ textDocument: { uri } }: DocumentSymbolParams): DocumentSymbol[] {
    const document = this.#open.get(uri);
    const own = this.#projects.around(uri).find(({ project, isFile }) => isFile(project.path));
    if (document === undefined || own === undefined) return [];
    return symbolsOf(own.project).map((symbol) => toSymbol(symbol, document));
  }

  #actionContext(): Parameters<typeof codeActions>[1] {
    const takesDocumentChanges = this.#client.workspace?.workspaceEdit?.documentChanges ?? false;
    return { projects: this.#projects, open: this.#open, pageOf: this.#pageOf, takesDocumentChanges };
  }

  #execute({ command, arguments: [id] = [] }: ExecuteCommandParams): null | ResponseError<void> {
    const rule = rules.find((known) => known.id === id);
    if (command !== explainCommand || rule === undefined) {
      return new ResponseError(ErrorCodes.InvalidParams, `${explainCommand} takes the id of one rule`);
    }
    const uri = this.#pageOf(rule.id);
    const connection = this.#connection;
    if (this.#client.window?.showDocument?.support) {
      quietly(connection.window.showDocument({ uri, takeFocus: true }));
    } else {
      const message = `${rule.id}: ${rule.summary}. See ${uri}`;
      quietly(connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message }));
    }
    return null;
  }
}

/** Lets what is said go: nobody may be listening any more. */
function quietly(said: Promise<unknown>): void {
  said.catch(() => undefined);
}
