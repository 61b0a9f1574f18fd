// How a module's tree is walked, whatever stands in it.
import { describe, expect, test } from "vitest";
import { parsePython, walk } from "../../src/python/syntax-tree.ts";

/** The names of the nodes that are entered, and how many of them are left. */
function walked(text: string, isEntered: (name: string) => boolean = () => true) {
  const entered: string[] = [];
  let left = 0;
  walk(
    parsePython(text).tree,
    ({ name }) => {
      entered.push(name);
      return isEntered(name);
    },
    () => left++,
  );
  return { entered, left };
}

describe("a walk", () => {
  test("enters each node, and leaves it", () => {
    expect(walked("f(1)\n# why\n")).toEqual({
      entered: [
        "Script",
        "ExpressionStatement",
        "CallExpression",
        "VariableName",
        "ArgList",
        "(",
        "Number",
        ")",
        "Comment",
      ],
      left: 9,
    });
  });

  test("passes over what is not wanted, and goes on behind it", () => {
    const { entered, left } = walked("f(1)\n# why\n", (name) => name !== "ArgList");
    expect(entered).toEqual(["Script", "ExpressionStatement", "CallExpression", "VariableName", "ArgList", "Comment"]);
    expect(left).toBe(5);
  });

  test("sees all that is beside each other", () => {
    expect(walked("a\n".repeat(2000)).entered.filter((name) => name === "VariableName")).toHaveLength(2000);
  });

  test("does not go deeper than Python would, and goes on beside that", () => {
    const deep = `x = ${"-".repeat(900)}1\n`;
    const { entered } = walked(deep + "y\n".repeat(3));
    const signs = entered.filter((name) => name === "UnaryExpression").length;
    expect(signs).toBeGreaterThan(400);
    expect(signs).toBeLessThan(600);
    expect(entered.filter((name) => name === "VariableName")).toHaveLength(4);
    expect(walked(`${deep.repeat(3)}y\n`).entered.filter((name) => name === "VariableName")).toHaveLength(4);
  });
});

test.each([
  ["a byte order mark", "\ufeffx = 1\n"],
  ["lone carriage returns", "x = 1\r# why\ry = (1,\r2)\r"],
  ["CRLF", 'x = 1\r\ny = """a\r\nb"""\r\n'],
  ["lines joined in front of CRLF", "x = 1 + \\\r\n2\r\n"],
  ["lines joined in front of a carriage return", "x = 1 + \\\r2\r"],
])("with %s the tree is that of the same module without, at the same offsets", (_, text) => {
  const plain = text
    .replace("\ufeff", " ")
    .replaceAll("\\\r\n", " \\\n")
    .replaceAll(/\r(?=\n)/g, " ")
    .replaceAll("\r", "\n");
  expect(plain).toHaveLength(text.length);
  const nodes = (source: string) => {
    const found: string[] = [];
    walk(parsePython(source).tree, ({ name, from, to }) => found.push(`${name} ${from} ${to}`) > 0);
    return found;
  };
  expect(nodes(text)).toEqual(nodes(plain));
  expect(nodes(text).filter((node) => node.startsWith("\u26a0"))).toEqual([]);
});
