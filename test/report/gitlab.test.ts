// GitLab's code quality report, by the schema that its documentation gives in words.
import Ajv from "ajv";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gitlab } from "../../src/report/gitlab.ts";
import type { Report } from "../../src/report/types.ts";
import { diagnosticAt, hostileReports, reportOf } from "./reports.ts";

const isValid = new Ajv({ allErrors: true }).compile({
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    additionalProperties: false,
    properties: {
      description: { type: "string" },
      check_name: { type: "string" },
      fingerprint: { type: "string", pattern: "^[0-9a-f]{64}$" },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        additionalProperties: false,
        properties: {
          path: { type: "string" },
          lines: {
            type: "object",
            required: ["begin"],
            additionalProperties: false,
            properties: { begin: { type: "integer", minimum: 1 }, end: { type: "integer", minimum: 1 } },
          },
        },
      },
    },
  },
});

interface Issue {
  readonly description: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string };
}

function issues(report: Report): readonly Issue[] {
  const document = JSON.parse([...gitlab(report)].join(""));
  expect(isValid(document) ? [] : isValid.errors).toEqual([]);
  return document;
}

describe("the code quality report", () => {
  test("is valid whatever is in it, and no two fingerprints are equal", () => {
    let repeated = 0;
    fc.assert(
      fc.property(hostileReports, (report) => {
        const twice = { ...report, diagnostics: [...report.diagnostics, ...report.diagnostics] };
        const found = issues(twice);
        expect(found.map(({ location }) => location.path)).toEqual(twice.diagnostics.map(({ file }) => file));
        expect(new Set(found.map(({ fingerprint }) => fingerprint)).size).toBe(found.length);
        repeated += report.diagnostics.length;
      }),
      { numRuns: 500 },
    );
    expect(repeated).toBeGreaterThan(300);
  });

  test("of nothing is an empty list", () => expect([...gitlab(reportOf([]))].join("")).toBe("[]\n"));

  test("says what is wrong and what to write", () => {
    const [issue] = issues(reportOf([diagnosticAt("a\nb\n", [2, 3], { message: "No.", help: "Yes." })]));
    expect(issue).toMatchObject({
      description: "No. Yes.",
      check_name: "wrong-type",
      location: { path: "pyproject.toml", lines: { begin: 2, end: 2 } },
    });
  });

  test.each([
    ["unknown-machine-type", "info", "info"],
    ["unpinned-image", "warning", "minor"],
    ["plaintext-password", "warning", "minor"],
    ["port-mismatch", "error", "major"],
    ["plaintext-password", "error", "critical"],
    ["token-in-config", "error", "critical"],
    ["secret-in-dockerfile", "error", "critical"],
    ["upload-secret-file", "error", "critical"],
    ["syntax-error", "error", "blocker"],
    ["unknown-key", "error", "blocker"],
  ] as const)("%s as %s is %s", (rule, severity, expected) => {
    expect(issues(reportOf([diagnosticAt("", [0, 0], { rule, severity })]))[0]?.severity).toBe(expected);
  });
});
