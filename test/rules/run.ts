import { expect } from "vitest";
import type { CheckOptions } from "../../src/analyse.ts";
import { check } from "../../src/check.ts";
import type { Diagnostic } from "../../src/text/diagnostic.ts";
import { applyEdits } from "../../src/toml/edit.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";

/** One diagnostic, in the terms of a test. */
export interface Found {
  readonly rule: string;
  readonly severity: string;
  readonly file: string;
  /** The text that it points at. */
  readonly at: string;
  readonly message: string;
  readonly help: string | null;
  readonly diagnostic: Diagnostic;
}

/** What a rule says about a project: the findings of other rules are left out. */
export function findings(
  rule: string,
  project: Readonly<Record<string, MemoryEntry>>,
  options: Omit<CheckOptions, "files"> = {},
): Found[] {
  return allFindings(project, options).filter((found) => found.rule === rule);
}

/** What all rules say about a project. */
export function allFindings(
  project: Readonly<Record<string, MemoryEntry>>,
  options: Omit<CheckOptions, "files"> = {},
): Found[] {
  const text = String(project["pyproject.toml"] ?? "");
  const { diagnostics } = check(
    { path: "pyproject.toml", text },
    { files: memoryFiles(project), now: new Date("2026-01-01T00:00:00Z"), ...options },
  );
  return diagnostics.map((diagnostic) => {
    const { rule, severity, file, message, help, range } = diagnostic;
    expectWords(diagnostic);
    const at = String(project[file] ?? "").slice(range.start.offset, range.end.offset);
    return { rule, severity, file, at, message, help, diagnostic };
  });
}

/** Whatever is said, of a place or of a fix too, is said in words: what is wrong and what to do in whole sentences. */
export function expectWords({ message, help, related, fix }: Diagnostic): void {
  const said: readonly (readonly [text: string, form: RegExp])[] = [
    [message, sentence],
    ...(help === null ? [] : [[help, sentence] as const]),
    ...related.map((one) => [one.message, /^\S+ .*\S$/s] as const),
    ...(fix === null ? [] : [[fix.description, /^[A-Z].* .*[^.\s]$/] as const]),
  ];
  // Some tests look at many thousands.
  for (const [text, form] of said) if (!form.test(text)) expect(text).toMatch(form);
}

const sentence = /^\S+ .*(?:[.?!]\)?|https:\S+)$/s;

/** A pyproject.toml with one app that pulls an image; `image` is the rest of its `image` table. */
export function imageApp(image: string): string {
  return `[tool.fal.apps.server]\nexposed_port = 8000\n\n[tool.fal.apps.server.image]\n${image}\n`;
}

/** A project with one app that is built from `Dockerfile`; `files` are the ones around it. */
export function dockerfileApp(
  dockerfile: string,
  files: Readonly<Record<string, MemoryEntry>> = {},
  image = "",
): Record<string, MemoryEntry> {
  return { "pyproject.toml": imageApp(`dockerfile = "Dockerfile"\n${image}`), Dockerfile: dockerfile, ...files };
}

/** A pyproject.toml with one app that pulls `image`, and one registry credential. */
export function registryApp(image: string, key: string, username: string, password: string): string {
  const string = JSON.stringify;
  return imageApp(
    `image = ${string(image)}\n\n[tool.fal.apps.server.image.registries.${string(key)}]\nusername = ${string(username)}\npassword = ${string(password)}`,
  );
}

/** A pyproject.toml with one app that pulls `image`, and its registry credentials. */
export function registriesApp(
  image: string,
  registries: readonly (readonly [key: string, username: string, password: string])[],
): string {
  const string = JSON.stringify;
  const tables = registries.map(
    ([key, username, password]) =>
      `\n[tool.fal.apps.server.image.registries.${string(key)}]\nusername = ${string(username)}\npassword = ${string(password)}\n`,
  );
  return imageApp(`${image}\n${tables.join("")}`);
}

/** The text once the fixes of its findings are applied; as it is if two of them touch the same place. */
export function fixed(text: string, found: readonly Found[]): string {
  const edits = found.flatMap(({ diagnostic }) => diagnostic.fix?.edits ?? []);
  const spans = edits.map(({ range, text }) => ({
    span: [range.start.offset, range.end.offset] as const,
    text,
  }));
  const result = applyEdits(text, spans);
  return "text" in result ? result.text : text;
}
