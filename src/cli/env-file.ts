/** Values by name, or what is wrong, told without the content of the file. */
export type EnvFile = { readonly env: Readonly<Record<string, string>> } | { readonly problem: string };

// A name, `=`, and the blanks around it; the value begins behind them.
const assignment = /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/y;
const ignored = /[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)/y;
const unquoted = /[^\r\n]*/y;
const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\", $: "$" };

/**
 * Reads `NAME=VALUE` lines as dotenv files have them: `export`, blanks around `=`, values in quotes (of several lines too; escapes in
 * double ones only), comments. Nothing is expanded. The last value of a name counts.
 */
export function readEnvFile(written: string): EnvFile {
  const text = written.replace(/^\ufeff/, "");
  const env = new Map<string, string>();
  for (let at = 0; at < text.length; ) {
    const blank = matchAt(ignored, text, at);
    if (blank !== null) {
      at += blank[0].length;
      continue;
    }
    const name = matchAt(assignment, text, at);
    const start = at + (name?.[0].length ?? 0);
    const value = name === null ? null : readValue(text, start);
    const end = value === null ? null : matchAt(ignored, text, value.end);
    if (name?.[1] === undefined || value === null || end === null) {
      return {
        problem: `line ${lineOf(text, at)} is not NAME=VALUE${value === null && name !== null ? ": a quotation is not closed" : ""}`,
      };
    }
    env.set(name[1], value.value);
    at = value.end + end[0].length;
  }
  return { env: Object.fromEntries(env) };
}

/** The value that begins at an offset, and where it ends; null if its quotation is not closed. */
function readValue(text: string, at: number): { readonly value: string; readonly end: number } | null {
  const quote = text.charAt(at);
  if (quote !== '"' && quote !== "'" && quote !== "`") {
    const [line = ""] = matchAt(unquoted, text, at) ?? [];
    return { value: line.replace(/(?:^|[ \t])#.*/s, "").trimEnd(), end: at + line.length };
  }
  const isEscaping = quote === '"';
  let value = "";
  for (let i = at + 1; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === quote) return { value, end: i + 1 };
    const next = text.charAt(i + 1);
    if (isEscaping && character === "\\" && escapes[next] !== undefined) {
      value += escapes[next];
      i++;
    } else value += character;
  }
  return null;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}
