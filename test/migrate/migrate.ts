import { expect } from "vitest";
import { main } from "../../src/cli/main.ts";
import { fakeHost } from "../cli/fake-host.ts";
import type { MemoryEntry } from "../memory-files.ts";

export type Tree = Readonly<Record<string, MemoryEntry>>;

/** What a run of the command gives. */
export async function run(tree: Tree, args: readonly string[], stdin?: string) {
  const host = fakeHost({ tree, ...(stdin !== undefined && { stdin }) });
  const code = await main(args, host);
  expect(host.written.size).toBe(0);
  return { code, out: host.out(), err: host.err() };
}

/** A module with one app, whose image is made by an expression. */
export function module(image: string, above = ""): string {
  return `import os
from pathlib import Path
from textwrap import dedent

import fal
from fal.container import ContainerImage
${above}

class MyModel(fal.App):
    image = ${image}
`;
}

/** A string as a literal of Python, everything but letters escaped. */
export function pythonString(text: string): string {
  const body = text.replaceAll(
    /[^A-Za-z0-9 ]/gu,
    (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`,
  );
  return `"${body}"`;
}

/** The files that comments tell to save, made by the very commands that they give. */
async function savedFiles(tree: Tree, toml: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const [, args = "", path = ""] of toml.matchAll(/^# {3}fal-lint (migrate .*) > (\S+)$/gm)) {
    const { code, out } = await run(tree, args.split(" "));
    expect(code).toBe(0);
    files[path] = out;
  }
  return files;
}

interface Compiled {
  readonly file: string;
  readonly app: string;
  readonly build: { readonly digest: string };
}

/** The manifests of a file. */
async function manifests(tree: Tree, path: string): Promise<readonly Compiled[]> {
  const { out } = await run(tree, ["compile", path]);
  return JSON.parse(out).manifests;
}

/** Migrates as the comments say, and tells the builds before and after. */
export async function migrated(tree: Tree, path = "app.py", project = "pyproject.toml") {
  const before = await manifests({ [project]: "", ...tree }, path);
  const { code, out: toml, err } = await run({ [project]: "", ...tree }, ["migrate", path]);
  const saved = await savedFiles(tree, toml);
  const after = await manifests({ ...tree, ...saved, [project]: toml }, project);
  return { before, after, toml, saved, code, err };
}
