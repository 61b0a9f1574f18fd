import { describe, expect, it } from "vitest";
import { readHeredocMark } from "../../src/container/dockerfile/heredoc.ts";

// After the cases of BuildKit's ParseHeredoc.
describe("the mark of a heredoc", () => {
  it.each([
    ["<<EOF", "EOF", false, false, 0],
    ["<<-EOF", "EOF", false, true, 0],
    ['<<"EOF"', "EOF", true, false, 0],
    ["<<'E O F'", "E O F", true, false, 0],
    ["<<E'O'F", "EOF", true, false, 0],
    ["<< \t EOF", "EOF", false, false, 0],
    ["15<<-'EOF'", "EOF", true, true, 15],
    // The lexer leaves a variable as it is written.
    ["<<$X", "$X", false, false, 0],
    ["<<${X}", "${X}", false, false, 0],
    ["<<${X:-y}", "${X:-y}", false, false, 0],
    ["<<${X-y}", "${X-y}", false, false, 0],
    ["<<${X/y/z}", "${X/y/z}", false, false, 0],
  ])("%s", (word, name, quoted, chomp, fileDescriptor) => {
    expect(readHeredocMark(word)).toEqual({ name, quoted, chomp, fileDescriptor });
  });

  it.each(["", "EOF", "<EOF", "<<", "<<-", "<<<EOF", "<<EOF<", "<<EOF<<EOF", "<<a b", "x<<EOF", "-1<<EOF"])(
    "%j is none",
    (word) => {
      expect(readHeredocMark(word)).toBeNull();
    },
  );

  it.each(["<<'a", '<<"a', "<<${a"])("%j is broken", (word) => {
    expect(readHeredocMark(word)).toBe("broken");
  });
});
