import { isSpace, skip } from "./characters.ts";
import { LineCursor, type PhysicalLine } from "./lines.ts";
import type { Directive, EscapeToken, Problem, Word } from "./syntax-tree.ts";

export interface Directives {
  readonly directives: readonly Directive[];
  readonly escapeToken: EscapeToken;
}

/** Reads the directives at the top of the file and leaves the cursor at the first line that is none. */
export function readDirectives(cursor: LineCursor, problems: Problem[]): Directives {
  const directives: Directive[] = [];
  const seen = new Set<string>();
  let escapeToken: EscapeToken = "\\";
  for (let line = cursor.current; line !== null; line = cursor.current) {
    const directive = readDirective(cursor.text, skip(cursor.text, line.start, line.end, isSpace), line);
    if (directive === null) break;
    const { name, value, span } = directive;
    if (seen.has(name)) {
      problems.push({ kind: "directive", span, message: `only one ${name} directive is allowed` });
    } else if (name === "escape" && value.value !== "\\" && value.value !== "`") {
      problems.push({
        kind: "directive",
        span: value.span,
        message: "the escape directive takes a backslash or a backquote",
      });
    } else {
      directives.push(directive);
      if (name === "escape") escapeToken = value.value === "`" ? "`" : "\\";
    }
    seen.add(name);
    cursor.advance();
  }
  return { directives, escapeToken };
}

/**
 * The image that `# syntax=` names. BuildKit looks for it before and apart from its parser: a line that begins with `#!` may stand
 * above it, no blank may stand in front of its `#`, and what follows a blank in its value are options.
 */
export function detectSyntax(text: string): Word | null {
  const cursor = new LineCursor(text);
  if (cursor.current !== null && text.startsWith("#!", cursor.current.start)) cursor.advance();
  const seen = new Set<string>();
  for (let line = cursor.current; line !== null; line = cursor.current) {
    const directive = readDirective(text, line.start, line);
    if (directive === null || seen.has(directive.name)) return null;
    if (directive.name === "syntax") {
      const value = directive.value.value.split(" ", 1)[0] ?? "";
      const start = directive.value.span[0];
      return { value, span: [start, start + value.length] };
    }
    seen.add(directive.name);
    cursor.advance();
  }
  return null;
}

const namePattern = /^[a-zA-Z][a-zA-Z0-9]*$/;
// The `\s` of Go's regexp.
const isPatternSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13 && code !== 11);

/** Reads `# name = value` from `start` to the end of the line. */
function readDirective(text: string, start: number, line: PhysicalLine): Directive | null {
  if (text[start] !== "#" || start >= line.end) return null;
  const nameStart = skip(text, start + 1, line.end, isSpace);
  const equals = text.slice(nameStart, line.end).indexOf("=") + nameStart;
  if (equals < nameStart) return null;
  let nameEnd = equals;
  while (nameEnd > nameStart && isPatternSpace(text.charCodeAt(nameEnd - 1))) nameEnd--;
  const written = text.slice(nameStart, nameEnd);
  const name = namePattern.test(written) ? written.toLowerCase() : "";
  if (name !== "syntax" && name !== "escape" && name !== "check") return null;

  let end = line.end;
  while (end > equals + 1 && isPatternSpace(text.charCodeAt(end - 1))) end--;
  let from = skip(text, equals + 1, end, isPatternSpace);
  if (from === end) {
    // Nothing but blanks: the pattern then takes the last one for the value.
    if (line.end === equals + 1) return null;
    from = line.end - 1;
    end = line.end;
  }
  return { name, value: { value: text.slice(from, end), span: [from, end] }, span: [start, end] };
}
