import { inspect } from "node:util";
import { expect } from "vitest";
import type { CheckOptions } from "../src/analyse.ts";
import { check } from "../src/check.ts";
import { main } from "../src/cli/main.ts";
import { compile } from "../src/compile.ts";
import { lint } from "../src/lint.ts";
import { formats } from "../src/report/index.ts";
import { jobSummary } from "../src/report/job-summary.ts";
import { palette } from "../src/report/palette.ts";
import type { Report } from "../src/report/types.ts";
import { fakeHost } from "./cli/fake-host.ts";
import type { MemoryEntry } from "./memory-files.ts";

/** Stands for a secret of no known shape. */
export const canary = "Kanarienvogel-7Q2x";

const plain = { palette: palette(false), width: 80, quiet: false };

/** Everything that is made of one text, in every format and by every way of looking at it. */
export function everything(source: { readonly path: string; readonly text: string }, options: CheckOptions): string[] {
  const checked = check(source, options);
  const compiled = compile(source, options);
  const report: Report = {
    version: 1,
    tool: { name: "fal-lint", version: "0" },
    files: [{ path: source.path, status: checked.status, apps: checked.apps }],
    diagnostics: checked.diagnostics,
    summary: checked.summary,
  };
  return [
    JSON.stringify([checked, compiled]),
    inspect([checked, compiled, lint(source, options)], { depth: null, showHidden: true }),
    ...Object.values(formats).map((format) =>
      [...format(report, { ...plain, text: () => source.text, suppressed: checked.suppressed })].join(""),
    ),
    [...jobSummary(report, 1 << 20)].join(""),
  ];
}

export type Tree = Readonly<Record<string, MemoryEntry>>;

export const commands: readonly string[] = [
  "--format pretty",
  "--format json",
  "--format sarif",
  "--format github --format gitlab=g.json --format junit=j.xml",
  "--fix-dry-run",
  "--fix-dry-run --unsafe-fixes",
  "--fix",
  "--baseline b.json --update-baseline",
  "compile",
  "uploads",
  "uploads --format json",
  "credentials",
  "credentials --format json",
];

/** Everything that the command says about a project, whatever it is asked, and what it writes beside the files that it mends. */
export async function said(tree: Tree, ...flags: string[]): Promise<string[]> {
  const outputs: string[] = [];
  for (const command of commands) {
    const takesEnv = command.startsWith("-") || command.startsWith("credentials");
    const host = fakeHost({ tree });
    expect(await main([...command.split(" "), ".", ...(takesEnv ? flags : [])], host)).toBeLessThan(4);
    // The line of a SARIF log with fal-lint's own rules is the same for every project.
    outputs.push(
      host.out().replace(/^"tool".*$/m, ""),
      host.err(),
      ...["g.json", "j.xml", "b.json"].map((path) => host.written.get(path) ?? ""),
    );
  }
  return outputs;
}

/** Parts of a token that nothing else has. */
export function pieces(value: string): string[] {
  const body = value.replaceAll(/-----(?:BEGIN|END)[^-]*-----|["{}\s]/g, "");
  const middle = Math.floor(body.length / 2);
  return body.length < 12 ? [body] : [body.slice(middle, middle + 12), body.slice(-12)];
}
