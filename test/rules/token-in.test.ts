import { describe, expect, test } from "vitest";
import { tokensIn } from "../../src/rules/dockerfile/token-in.ts";
import { recorded } from "./tokens.ts";

const token = recorded("github-pat-classic", "valid");
const label = "a GitHub personal access token (classic)";

/** What is found, each with the text that it stands for. */
const found = (text: string) => tokensIn(text).map(({ span, label }) => [text.slice(...span), label]);

describe("tokens in a text", () => {
  test.each<[name: string, text: string, expected: string[][]]>([
    ["none", "FROM python:3.12", []],
    ["one that is known by its shape", `A=${token} b`, [[token, label]]],
    ["one as a password in a URL", `https://me:${token}@h.example/`, [[token, label]]],
    ["another password in a URL", "x https://me:hunter2@h.example/ y", [["hunter2", "a password"]]],
    [
      "two, in order",
      `https://me:hunter2@h.example/ ${token}`,
      [
        ["hunter2", "a password"],
        [token, label],
      ],
    ],
    [
      "one that is known by what is around it",
      `A=${recorded("private-key")}`,
      [[recorded("private-key"), "a private key"]],
    ],
  ])("%s", (_name, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test("that are covered with a little more are told as tokens", () => {
    const wrapped = `${token}${"A".repeat(4)}`;
    expect(found(`@${wrapped}:`).map(([, name]) => name)).toEqual(["a token"]);
  });
});
