/** A class or function whose `class` or `def` stands in column 0. */
export interface PythonDefinition {
  readonly kind: "class" | "function";
  readonly name: string;
  /** Whether a line with `@` stands above it. */
  readonly decorated: boolean;
  /** What stands in the parentheses behind a class's name, without blanks: `fal.App`, `machine_type`, `=`, …; empty without any. */
  readonly bases: readonly string[];
}

/** What can be told about the names of a Python module without running it. */
export interface PythonModule {
  /** Every identifier of the code but attributes (`a.name`): a name that is not among them is not bound by this text. */
  readonly names: ReadonlySet<string>;
  /** Those that may be bound by something else than a definition in column 0: `name = …`, `import name`, an indented `def name`. */
  readonly rebound: ReadonlySet<string>;
  readonly definitions: readonly PythonDefinition[];
  /** The same by their names. */
  readonly defined: ReadonlyMap<string, readonly PythonDefinition[]>;
  /** Names may come from what is not seen (`from x import *`, `globals()`, …), or the text is not understood: nothing is certain. */
  readonly open: boolean;
}

interface Token {
  /** A name, a number, `""` for any string, an operator's character, or `\n` at the end of a statement. */
  readonly text: string;
  readonly column: number;
}

/** Reads the tokens of a module: comments, strings and line joins count as they do for Python; its grammar is not checked. */
export function readPythonModule(text: string): PythonModule {
  const { tokens, broken } = tokenize(text);
  const names = new Set<string>();
  const rebound = new Set<string>();
  const definitions: PythonDefinition[] = [];
  const defined = new Map<string, PythonDefinition[]>();
  let open = broken;
  let decorated = false;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const before = tokens[at - 1]?.text ?? "\n";
    if (token === undefined) break;
    if (before === "\n" && token.column === 0) {
      const definition = readDefinition(tokens, at, decorated);
      if (definition !== null) {
        definitions.push(definition);
        const others = defined.get(definition.name);
        if (others === undefined) defined.set(definition.name, [definition]);
        else others.push(definition);
      }
      decorated = token.text === "@";
    }
    if (before === "import" && token.text === "*") open = true;
    if (!isName(token.text) || before === ".") continue;
    names.add(token.text);
    if (dynamic.has(token.text)) open = true;
    if (mayBind(tokens, at)) rebound.add(token.text);
  }
  return { names, rebound, definitions, defined, open };
}

/** What can bind names that are not written. */
const dynamic = new Set(["exec", "globals", "locals", "vars", "setattr"]);

function readDefinition(tokens: readonly Token[], at: number, decorated: boolean): PythonDefinition | null {
  const start = tokens[at]?.text === "async" ? at + 1 : at;
  const keyword = tokens[start]?.text;
  const name = tokens[start + 1]?.text;
  if ((keyword !== "class" && keyword !== "def") || name === undefined || !isName(name)) return null;
  if (keyword === "def") return { kind: "function", name, decorated, bases: [] };
  return { kind: "class", name, decorated, bases: readBases(tokens, start + 2) };
}

/** The words between the parentheses, dotted names in one piece. */
function readBases(tokens: readonly Token[], open: number): string[] {
  const bases: string[] = [];
  if (tokens[open]?.text !== "(") return bases;
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    const text = tokens[at]?.text ?? "";
    if (text === "(") depth++;
    if (text === ")" && --depth === 0) break;
    if (at === open || text === ",") continue;
    const joins = text === "." || tokens[at - 1]?.text === ".";
    const last = bases.pop();
    if (joins && last !== undefined) bases.push(last + text);
    else bases.push(...(last === undefined ? [] : [last]), text);
  }
  return bases;
}

/** Whether a name at this place may be bound by it, other than by a definition in column 0. Only a call or an attribute is sure not to. */
function mayBind(tokens: readonly Token[], at: number): boolean {
  const before = tokens[at - 1]?.text ?? "\n";
  const next = tokens[at + 1]?.text ?? "\n";
  if (before === "class" || before === "def") {
    const first = tokens[at - 2]?.text === "async" ? tokens[at - 2] : tokens[at - 1];
    return first?.column !== 0;
  }
  return next !== "(" && next !== ".";
}

function isName(text: string): boolean {
  return /^[\p{L}_]/u.test(text) && !keywords.has(text);
}

const keywords = new Set(
  "False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield".split(
    " ",
  ),
);

function tokenize(source: string): { tokens: Token[]; broken: boolean } {
  const text = source.replaceAll(/\r\n?/g, "\n").replace(/^\ufeff/, "");
  const tokenStart = /[ \t\f]*(?:#[^\n]*|\\\n|\n|[\p{L}_][\p{L}\p{N}\p{M}_]*|\p{N}[\p{L}\p{N}_.]*|["']|[^\s])/uy;
  const tokens: Token[] = [];
  let depth = 0;
  let lineStart = 0;
  for (let at = 0; at < text.length; ) {
    tokenStart.lastIndex = at;
    const match = tokenStart.exec(text);
    if (match === null) return { tokens, broken: text.slice(at).trim() !== "" };
    const word = match[0].trimStart() || "\n";
    const start = tokenStart.lastIndex - word.length;
    at = tokenStart.lastIndex;
    if (word.startsWith("#")) continue;
    if (word === "\\\n" || word === "\n") {
      if (word === "\n" && depth === 0) tokens.push({ text: "\n", column: -1 });
      lineStart = at;
    } else if (word === '"' || word === "'") {
      const end = stringEnd(text, start);
      if (end === null) return { tokens, broken: true };
      // A prefix such as `rb` is a word of its own by now, and no name.
      if (isPrefix(text, start, tokens.at(-1))) tokens.pop();
      tokens.push({ text: '""', column: start - lineStart });
      at = end;
    } else {
      if ("([{".includes(word)) depth++;
      if (")]}".includes(word)) depth = Math.max(0, depth - 1);
      tokens.push({ text: word === ";" ? "\n" : word, column: start - lineStart });
    }
  }
  return { tokens, broken: depth > 0 };
}

function isPrefix(text: string, quote: number, last: Token | undefined): boolean {
  if (last === undefined || !/^[bfrtu]{1,2}$/i.test(last.text)) return false;
  return text.startsWith(last.text, quote - last.text.length);
}

/** Behind the closing quote; null if there is none, or none on the line for a string that must end there. */
function stringEnd(text: string, start: number): number | null {
  const quote = text.charAt(start);
  const closing = text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  for (let at = start + closing.length; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === "\n" && closing.length === 1) return null;
    else if (character === quote && text.startsWith(closing, at)) return at + closing.length;
  }
  return null;
}
