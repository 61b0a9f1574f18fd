import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { ClientCapabilities } from "vscode-languageserver-protocol/node";
import { buildCommand, Editor, usual } from "./editor.ts";

/** The built command, and for each test of a file a folder and an editor. */
export class Workbench {
  /** Where the command is. */
  readonly built: string = mkdtempSync(join(tmpdir(), "fal-lint-lsp-built-"));
  folder = "";
  #command = "";
  #editor: Editor | null = null;

  constructor() {
    beforeAll(() => {
      this.#command = buildCommand(this.built);
    });
    beforeEach(() => {
      this.folder = mkdtempSync(join(tmpdir(), "fal-lint lsp 100%-"));
      // So that nothing above is looked for.
      mkdirSync(join(this.folder, ".git"));
    });
    afterEach(() => {
      this.#editor?.child.kill();
      rmSync(this.folder, { recursive: true });
    });
    afterAll(() => rmSync(this.built, { recursive: true }));
  }

  readonly uri = (path: string): string => pathToFileURL(join(this.folder, path)).href;

  /** Its URI. */
  readonly write = (path: string, text: string): string => {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
    return this.uri(path);
  };

  async start(args: readonly string[] = [], capabilities: ClientCapabilities = usual): Promise<Editor> {
    this.#editor = new Editor(this.#command, ["--now", "2026-01-15T00:00:00Z", ...args]);
    await this.#editor.start(capabilities);
    return this.#editor;
  }
}
