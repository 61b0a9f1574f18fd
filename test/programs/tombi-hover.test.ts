// What Tombi shows over a key, by its language server.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  type Hover,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { program } from "./program.ts";

const folder = mkdtempSync(join(tmpdir(), "fal-lint-tombi-hover-"));
const uri = pathToFileURL(join(folder, "pyproject.toml")).href;
const text = `[tool.fal.apps.server]
auth = "private"
machine_type = "GPU-H100"
no_scale = true

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "me"
password = "$TOKEN"
`;
let server: ChildProcess;
let connection: ProtocolConnection;

beforeAll(async () => {
  writeFileSync(join(folder, "pyproject.toml"), text);
  const schema = JSON.stringify(resolve("schema/pyproject.schema.json"));
  writeFileSync(join(folder, "tombi.toml"), `[[schemas]]\npath = ${schema}\ninclude = ["pyproject.toml"]\n`);
  const child = spawn(program("tombi"), ["lsp", "--offline"], { cwd: folder, stdio: ["pipe", "pipe", "ignore"] });
  server = child;
  connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  connection.listen();
  const rootUri = pathToFileURL(folder).href;
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "project" }],
    capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
  });
  await connection.sendNotification(InitializedNotification.type, {});
  const textDocument = { uri, languageId: "toml", version: 1, text };
  await connection.sendNotification(DidOpenTextDocumentNotification.type, { textDocument });
});

afterAll(() => {
  connection.dispose();
  server.kill();
  rmSync(folder, { recursive: true });
});

function words(hover: Hover | null): string {
  const { contents } = hover ?? { contents: "" };
  return typeof contents === "object" && "value" in contents ? contents.value : JSON.stringify(contents);
}

test.each([
  ["auth", ["Who may call the deployed app.", "`shared`: Anyone with a fal key may call it", "https://fal.ai/docs/"]],
  ["machine_type", ["The machine, or machines in order of preference.", "machine-types"]],
  ["no_scale", ["Write `app_scale_settings = true`"]],
  ["dockerfile", ["Path of the Dockerfile, relative to the pyproject.toml.", "https://fal.ai/docs/"]],
  ["username", ["`AWS` for Amazon ECR", "private-registries"]],
  ["password", ["`$NAME` of a fal secret", "private-registries"]],
])("%s", async (key, expected) => {
  const line = text.split("\n").findIndex((candidate) => candidate.startsWith(`${key} =`));
  const hover = await connection.sendRequest(HoverRequest.type, {
    textDocument: { uri },
    position: { line, character: 1 },
  });
  for (const part of expected) expect(words(hover)).toContain(part);
});
