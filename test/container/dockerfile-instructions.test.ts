import { describe, expect, it } from "vitest";
import { checkInstructions, parseDockerfile } from "../../src/container/dockerfile.ts";

const check = (text: string) =>
  checkInstructions(parseDockerfile(text)).map(({ kind, span }) => [kind, text.slice(...span)]);

describe("checkInstructions", () => {
  it.each([
    "FROM --platform=$BUILDPLATFORM a AS Build-1.x_y",
    "FROM a\nCOPY --from=b --chown=1 --chmod=2 --link=FALSE --exclude=x --exclude=y --parents x y",
    "FROM a\nADD --keep-git-dir --checksum=x --unpack=true --link x y",
    "FROM a\nADD <<EOF /x\nEOF",
    "FROM a\nRUN --mount=type=cache --mount=type=ssh --network=none --security=insecure x",
    "FROM a\nRUN\nCMD\nENTRYPOINT []",
    "FROM a\nHEALTHCHECK --interval=1m30s --timeout=.5s --retries=3 CMD x",
    "FROM a\nHEALTHCHECK --interval=+1.25h --timeout=12.s --start-period=.125s --start-interval=100ms --retries=12 CMD x",
    "FROM a\nHEALTHCHECK --interval=0 --timeout= --retries= CMD x",
    "FROM a\nHEALTHCHECK --retries=+2147483647 CMD x",
    "FROM a\nHEALTHCHECK --nonsense NONE",
    "FROM a\nONBUILD COPY x",
    "FROM a\nARG --nonsense x",
    "FROM a\nSTOPSIGNAL --nonsense x",
    'FROM a\nSHELL ["a"]\nVOLUME ["a"]\nEXPOSE $X\nUSER x\nWORKDIR x\nMAINTAINER x\nENV a b\nLABEL a=b',
    "ARG a\nFROM a",
    "",
  ])("accepts %j", (text) => {
    expect(check(text)).toEqual([]);
  });

  it.each([
    ["FROM a\nRUNN x", "unknown-instruction", "RUNN"],
    ["FROM a\n\\\n", "unknown-instruction", ""],
    ["FROM", "arguments", "FROM"],
    ["FROM a b", "arguments", "FROM"],
    ["FROM a IS b", "arguments", "FROM"],
    ["FROM a AS 1b", "stage-name", "1b"],
    ["FROM a AS b/c", "stage-name", "b/c"],
    ["FROM --from=x a", "flag", "--from=x"],
    ["FROM a\nCOPY x", "arguments", "COPY"],
    ["FROM a\nCOPY x <<EOF\nEOF", "arguments", "<<EOF"],
    ["FROM a\nCOPY --from x y", "flag", "--from"],
    ["FROM a\nCOPY --form=a x y", "flag", "--form=a"],
    ["FROM a\nCOPY --link=1 x y", "flag", "1"],
    ["FROM a\nCOPY --link= x y", "flag", ""],
    ["FROM a\nCOPY --from=a --from=b x y", "flag", "--from=b"],
    ["FROM a\nRUN --network=lan x", "flag", "lan"],
    ["FROM a\nCOPY --link=xtrue x y", "flag", "xtrue"],
    ["FROM a\nCOPY --link=truex x y", "flag", "truex"],
    ["FROM a\nADD x", "arguments", "ADD"],
    ["FROM a\nADD x <<EOF\nEOF", "arguments", "<<EOF"],
    ["FROM a\nUSER --x NONE", "flag", "--x"],
    ["FROM a\nUSER --x y", "flag", "--x"],
    ["FROM a\nLABEL", "arguments", "LABEL"],
    ["FROM a\nLABEL =x", "arguments", ""],
    ["FROM a\nEXPOSE", "arguments", "EXPOSE"],
    ["FROM a\nMAINTAINER", "arguments", "MAINTAINER"],
    ["FROM a\nSTOPSIGNAL", "arguments", "STOPSIGNAL"],
    ["FROM a\nUSER", "arguments", "USER"],
    ["FROM a AS", "arguments", "FROM"],
    ["FROM a AS b c", "arguments", "FROM"],
    ["FROM a\nENV", "arguments", "ENV"],
    ["FROM a\nENV =x", "arguments", ""],
    ["FROM a\nARG a =b", "arguments", ""],
    ["FROM a\nARG", "arguments", "ARG"],
    ["FROM a\nWORKDIR", "arguments", "WORKDIR"],
    ['FROM a\nVOLUME ["a", " "]', "arguments", '" "'],
    ["FROM a\nVOLUME", "arguments", "VOLUME"],
    ["FROM a\nSHELL bash", "arguments", "SHELL"],
    ["FROM a\nSHELL []", "arguments", "SHELL"],
    ["FROM a\nHEALTHCHECK", "arguments", "HEALTHCHECK"],
    ["FROM a\nHEALTHCHECK curl x", "arguments", "curl"],
    ["FROM a\nHEALTHCHECK CMD", "arguments", "HEALTHCHECK"],
    ["FROM a\nHEALTHCHECK NONE x", "arguments", "HEALTHCHECK"],
    ["FROM a\nHEALTHCHECK --interval=5 CMD x", "flag", "5"],
    ["FROM a\nHEALTHCHECK --interval=x5s CMD x", "flag", "x5s"],
    ["FROM a\nHEALTHCHECK --interval=5sx CMD x", "flag", "5sx"],
    ["FROM a\nHEALTHCHECK --interval=.s CMD x", "flag", ".s"],
    ["FROM a\nHEALTHCHECK --interval=1.xs CMD x", "flag", "1.xs"],
    ["FROM a\nHEALTHCHECK --interval CMD x", "flag", "--interval"],
    ["FROM a\nHEALTHCHECK --retries=2147483648 CMD x", "flag", "2147483648"],
    ["FROM a\nHEALTHCHECK --retries=-1 CMD x", "flag", "-1"],
    ["FROM a\nONBUILD", "arguments", "ONBUILD"],
    ["FROM a\nONBUILD ONBUILD RUN x", "trigger", "ONBUILD"],
    ["FROM a\nONBUILD FROM x", "trigger", "FROM"],
    ["FROM a\nONBUILD MAINTAINER x", "trigger", "MAINTAINER"],
    ["RUN x\nFROM a", "no-stage", "RUN"],
    ["ARG a", "no-stage", ""],
  ])("refuses %j", (text, kind, at) => {
    expect(check(text)).toEqual([[kind, at]]);
    for (const { message } of checkInstructions(parseDockerfile(text))) expect(message).toMatch(/[a-z]+ .+ [a-z]+/i);
  });

  it("says what was meant", () => {
    const messages = checkInstructions(parseDockerfile("FROM a\nCPOY a b\nCOPY --form=a x y\nXYZ\nUSER --x y")).map(
      ({ message }) => message,
    );
    expect(messages).toEqual([
      "Docker knows no instruction of this name: did you mean COPY?",
      "COPY has no flag of this name: did you mean --from?",
      "Docker knows no instruction of this name",
      "USER has no flag of this name",
    ]);
  });

  it("says what a flag takes", () => {
    const text = "FROM a\nRUN --network=lan x\nRUN --security=no x";
    expect(checkInstructions(parseDockerfile(text)).map(({ message }) => message)).toEqual([
      "--network is one of default, none, host",
      "--security is one of sandbox, insecure",
    ]);
  });
});
