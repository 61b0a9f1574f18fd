import { describe, expect, it } from "vitest";
import { readGlobalArguments } from "../../src/container/dockerfile/arguments.ts";
import { type Problem, parseDockerfile } from "../../src/container/dockerfile.ts";

function read(text: string, buildArgs: Record<string, string> = {}, target = "") {
  const problems: Problem[] = [];
  const options = { buildArgs: new Map(Object.entries(buildArgs)), target };
  const environment = readGlobalArguments(parseDockerfile(text), options, problems);
  return { environment: Object.fromEntries(environment), problems };
}

describe("the arguments that FROM may use", () => {
  // https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope, on linux/amd64.
  const platform = {
    BUILDPLATFORM: "linux/amd64",
    BUILDOS: "linux",
    BUILDOSVERSION: "",
    BUILDARCH: "amd64",
    BUILDVARIANT: "",
    TARGETPLATFORM: "linux/amd64",
    TARGETOS: "linux",
    TARGETOSVERSION: "",
    TARGETARCH: "amd64",
    TARGETVARIANT: "",
    TARGETSTAGE: "default",
  };

  it.each<[string, Record<string, string>, Record<string, string>]>([
    ["FROM a", {}, {}],
    ["ARG A=1 B=$A-2\nFROM a\nARG C=3", {}, { A: "1", B: "1-2" }],
    ["ARG A=1\nFROM a", { A: "2", B: "3" }, { A: "2" }],
    ["ARG A\nFROM a", {}, {}],
    ["ARG A\nFROM a", { A: "" }, { A: "" }],
    ["ENV A=1\nFROM a", {}, {}],
    ["# escape=`\nARG A=`$B\nFROM a", {}, { A: "$B" }],
    ["FROM a", { TARGETARCH: "arm64" }, { TARGETARCH: "arm64" }],
  ])("%j with %j", (text, buildArgs, expected) => {
    expect(read(text, buildArgs)).toEqual({ environment: { ...platform, ...expected }, problems: [] });
  });

  it("tell the stage that is built", () => {
    expect(read("FROM a AS b", {}, "b").environment).toMatchObject({ TARGETSTAGE: "b" });
  });

  it("that cannot be expanded are a problem, unless another value is given", () => {
    expect(read("ARG A=${B?}\nFROM a").problems).toEqual([
      { kind: "expansion", span: [6, 11], message: "BuildKit cannot expand this: B must be set" },
    ]);
    expect(read("ARG A=${B?}\nFROM a", { A: "1" }).problems).toEqual([]);
  });
});
