import fc from "fast-check";
import type { Report } from "../../src/report/types.ts";
import type { Diagnostic, SuppressedDiagnostic } from "../../src/text/diagnostic.ts";
import { Lines, type Span } from "../../src/text/source.ts";

/** A report on one file with these diagnostics. */
export function reportOf(diagnostics: readonly Diagnostic[], more: Partial<Report> = {}): Report {
  const count = (severity: string) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  return {
    version: 1,
    tool: { name: "fal-lint", version: "0.1.0" },
    files: [{ path: "pyproject.toml", status: "checked", apps: ["server"] }],
    diagnostics,
    summary: {
      files: 1,
      apps: 1,
      images: 1,
      credentials: 0,
      errors: count("error"),
      warnings: count("warning"),
      infos: count("info"),
      suppressed: 0,
    },
    ...more,
  };
}

/** A diagnostic about a span of a text. */
export function diagnosticAt(text: string, span: Span, more: Partial<Diagnostic> = {}): Diagnostic {
  return {
    rule: "wrong-type",
    severity: "error",
    file: "pyproject.toml",
    app: "server",
    keyPath: null,
    message: "`exposed_port` must be an integer, not a string.",
    help: null,
    range: new Lines(text).range(span),
    related: [],
    fix: null,
    ...more,
  };
}

const text: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    ...[
      "\n::error::x",
      "::error file=a::x",
      "  ::warning::x",
      "##[error]x",
      "a ##[set-output name=a;]b",
      "%0A::error::x",
      "%25",
      ",line=1::x",
    ],
    ...[
      "a\u001b[31mb",
      "\u001b]8;;file:///\u001b\\",
      "\u202e",
      "\u2028",
      "\u0000",
      "\ud800",
      "\u009b",
      "\ufffe",
      "\uffff",
      "\u0085",
    ],
    ...[
      "]]>",
      "<![CDATA[",
      "&#0;",
      "&lt;",
      "<!--",
      '"><testcase/>',
      "`",
      "``` ",
      "   ",
      "[a](https://b.example)",
      "| a | b |",
      "{0}",
    ],
    ...["../..", "/etc/passwd", "C:/a", "a b/%41?#c", "x".repeat(5000)],
  ),
  fc.array(fc.constantFrom("a", " ", "\n", "`", "漢", "\u0301"), { maxLength: 60 }).map((parts) => parts.join("")),
);
const position = fc.record({
  line: fc.integer({ min: 1, max: 99 }),
  column: fc.integer({ min: 1, max: 99 }),
  offset: fc.nat(999),
});
const range = fc.record({ start: position, end: position });
const fix = fc.record({
  description: text,
  safe: fc.boolean(),
  edits: fc.array(fc.record({ file: text, range, text }), { minLength: 1, maxLength: 3 }),
});
const diagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  rule: fc.oneof(text, fc.constantFrom("wrong-type", "plaintext-password", "unpinned-image")),
  severity: fc.constantFrom("error" as const, "warning" as const, "info" as const),
  file: text,
  app: fc.option(text),
  keyPath: fc.option(fc.array(fc.oneof(text, fc.nat()))),
  message: text,
  help: fc.option(text),
  range,
  related: fc.array(fc.record({ file: text, range, message: text }), { maxLength: 2 }),
  fix: fc.option(fix),
});

/** Diagnostics that are suppressed, as hostile as {@link hostileReports}. */
export const hostileSuppressed: fc.Arbitrary<SuppressedDiagnostic[]> = fc.array(
  fc.record({ diagnostic, by: fc.constantFrom("comment" as const, "baseline" as const), reason: fc.option(text) }),
  { maxLength: 2 },
);

/** Reports with every kind of hostile string in every place. */
export const hostileReports: fc.Arbitrary<Report> = fc.array(diagnostic, { maxLength: 5 }).chain((diagnostics) =>
  fc.array(fc.tuple(text, fc.constantFrom("no-apps" as const, "unreadable" as const)), { maxLength: 3 }).map((files) =>
    reportOf(diagnostics, {
      files: files.map(([path, status]) => ({ path, status, apps: [path] })),
    }),
  ),
);
