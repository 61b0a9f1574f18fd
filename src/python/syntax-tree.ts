import type { PartialParse, SyntaxNode, SyntaxNodeRef, Tree } from "@lezer/common";
import { parser } from "@lezer/python";

export type { SyntaxNode, SyntaxNodeRef, Tree } from "@lezer/common";

/** Steps of the parser in what is no Python, each up to a hundred times as slow as one in what is: more than any mistake takes. */
const mostRecovery = 200_000;

/** A module as a tree, with the offsets of the text as it is given. */
export interface ParsedModule {
  readonly tree: Tree;
  /** Where reading was given up, since so much of the text is no Python; null: nowhere. */
  readonly givenUpAt: number | null;
}

/** The syntax tree of a module. What is no Python leaves a gap: the rest is read all the same. Takes linear time. */
export function parsePython(text: string): ParsedModule {
  // The grammar knows neither CRLF behind a backslash nor a lone CR. No offset moves.
  const folded = text.includes("\r") ? text.replaceAll(/(\\?)\r(\n?)/g, foldLineEnd) : text;
  try {
    return parse(folded.startsWith("\ufeff") ? ` ${folded.slice(1)}` : folded);
  } catch (error) {
    // The parser follows brackets by recursion, and thousands of them are too deep for it.
    if (error instanceof RangeError) return { tree: parser.parse(""), givenUpAt: 0 };
    throw error;
  }
}

function parse(text: string): ParsedModule {
  const steps = parser.startParse(text);
  let recovery = 0;
  let givenUpAt: number | null = null;
  for (let tree = steps.advance(); ; tree = steps.advance()) {
    if (tree !== null) return { tree, givenUpAt };
    if (givenUpAt !== null || !isRecovering(steps) || ++recovery < mostRecovery) continue;
    givenUpAt = steps.parsedPos;
    steps.stopAt(givenUpAt);
  }
}

/** Whether the parser is looking for a way on behind a mistake: what `Parse` of @lezer/lr counts, without a type. */
function isRecovering(parse: PartialParse): boolean {
  return "recovering" in parse && parse.recovering !== 0;
}

function foldLineEnd(_: string, backslash: string, lineFeed: string): string {
  return lineFeed === "" ? `${backslash}\n` : ` ${backslash}\n`;
}

// Deeper than CPython itself compiles. Far below, from 2,500 on, the parser leaves out the structure, and what it puts in its place is no tree.
const mostDepth = 500;

/** Shows every node of a tree, parents first, but for what lies too deep. What is in a node is passed over if `enter` says false. */
export function walk(tree: Tree, enter: (ref: SyntaxNodeRef) => boolean, leave?: (ref: SyntaxNodeRef) => void): void {
  let depth = 0;
  tree.iterate({
    enter: (ref) => {
      if (depth === mostDepth || !enter(ref)) return false;
      depth++;
      return true;
    },
    leave: (ref) => {
      depth--;
      leave?.(ref);
    },
  });
}

/** Where the first thing stands that is no Python; null if all of it is. */
export function firstErrorIn(tree: Tree): number | null {
  let at: number | null = null;
  walk(tree, ({ type, from }) => {
    if (at === null && type.isError) at = from;
    return at === null;
  });
  return at;
}

/** The children that are no comment, in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "Comment") children.push(child);
  }
  return children;
}

/** `b` of `a.b`; null of everything else, also of `a[b]`. */
export function attributeOf(node: SyntaxNode, text: string): string | null {
  const property = node.getChild("PropertyName");
  return property === null ? null : text.slice(property.from, property.to);
}

/** An argument of a call, a base of a class, an element of a list. */
export interface Argument {
  /** What stands in front of `=`; null of a positional one. */
  readonly keyword: SyntaxNode | null;
  /** What stands in front of `:=`, which the grammar tells apart by its length alone. */
  readonly named: SyntaxNode | null;
  /** `*x`, `**x`, or something that cannot be read. */
  readonly isSpread: boolean;
  readonly value: SyntaxNode;
}

/** What stands between the brackets of an argument list, an array or a tuple. */
export function argumentsOf(list: SyntaxNode | null): Argument[] {
  const found: Argument[] = [];
  for (const parts of splitAtCommas(list === null ? [] : childrenOf(list).filter(({ name }) => !brackets.has(name)))) {
    const [first, second, third, ...more] = parts;
    if (first === undefined) continue;
    if (first.name === "VariableName" && second?.name === "AssignOp" && third !== undefined && more.length === 0) {
      const isNamed = second.to - second.from === 2;
      const [keyword, named] = isNamed ? [null, first] : [first, null];
      found.push({ keyword, named, isSpread: false, value: third });
    } else found.push({ keyword: null, named: null, isSpread: second !== undefined, value: first });
  }
  return found;
}

const brackets: ReadonlySet<string> = new Set(["(", ")", "[", "]"]);

/** Runs of nodes between the commas. */
export function splitAtCommas(nodes: readonly SyntaxNode[]): SyntaxNode[][] {
  const runs: SyntaxNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === ",") runs.push([]);
    else runs.at(-1)?.push(node);
  }
  return runs;
}
