import { describe, expect, test } from "vitest";
import { dockerfileApp, findings } from "./run.ts";

const found = (dockerfile: string, buildArgs = "") =>
  findings("unresolved-base-image", dockerfileApp(dockerfile, {}, buildArgs && `build_args = { ${buildArgs} }`));

const fails = "the build will fail.";
const risk = "That is risky: it is probably not the image that was meant.";

describe("unresolved-base-image", () => {
  test.each<
    readonly [dockerfile: string, buildArgs: string, at: string, severity: string, message: string, help: string]
  >([
    [
      "ARG V\nFROM python:$V\n",
      "",
      "python:$V",
      "error",
      `\`V\` has no value here, and BuildKit reads \`python:\` for \`python:$V\`: ${fails}`,
      "Set `V` in the app's `image.build_args`, or give it a default: `ARG V=…`.",
    ],
    [
      "ARG V\nFROM python:3.12${V}\n",
      "",
      "python:3.12${V}",
      "warning",
      `\`V\` has no value here, and BuildKit reads \`python:3.12\` for \`python:3.12\${V}\`. ${risk}`,
      "Set `V` in the app's `image.build_args`, or give it a default: `ARG V=…`.",
    ],
    [
      "ARG BASE\nFROM ${BASE}\n",
      "",
      "${BASE}",
      "error",
      `\`BASE\` has no value here, and BuildKit reads a blank name for \`\${BASE}\`: ${fails}`,
      "Set `BASE`",
    ],
    [
      "ARG CUDA_VERSION\nFROM nvidia/cuda:${CUDA_VERSION}-base\n",
      'CUDA_VERISON = "12.4"',
      "nvidia/cuda:${CUDA_VERSION}-base",
      "error",
      "`CUDA_VERSION` has no value here, and BuildKit reads `nvidia/cuda:-base`",
      "`CUDA_VERISON` in `build_args` is another name. Set `CUDA_VERSION`",
    ],
    [
      "ARG CUDA_VERSION=12\nFROM nvidia/cuda:${CUDA_VERISON}\n",
      "",
      "nvidia/cuda:${CUDA_VERISON}",
      "error",
      "`CUDA_VERISON` has no value here",
      "Did you mean `CUDA_VERSION`?",
    ],
    [
      "FROM python:$V\n",
      'V = "3.12"',
      "python:$V",
      "error",
      "`V` has no value here",
      "`build_args` sets it, which counts only with the line `ARG V` in front of the first FROM.",
    ],
    [
      "FROM python:$PYTHON\n",
      "",
      "python:$PYTHON",
      "error",
      "`PYTHON` has no value here",
      "Write `ARG PYTHON=…` in front of the first FROM; `image.build_args` can override it.",
    ],
    [
      "FROM a:1 AS b\nARG V=3\nFROM python:$V\nCOPY --from=b x y\n",
      "",
      "python:$V",
      "error",
      "`V` has no value here",
      "Its ARG belongs to a stage: move it in front of the first FROM, with a value.",
    ],
    [
      "FROM a:1 AS b\nENV V=3\nFROM python:$V\nCOPY --from=b x y\n",
      "",
      "python:$V",
      "error",
      "`V` has no value here",
      "Write `ARG V=…`",
    ],
    ["ARG A=1\nFROM python:$V\n", "", "python:$V", "error", "`V` has no value here", "Write `ARG V=…`"],
    [
      "ARG A\nARG B\nFROM $A/$B\n",
      "",
      "$A/$B",
      "error",
      `\`A\` and \`B\` have no value here, and BuildKit reads \`/\` for \`$A/$B\`: ${fails}`,
      "Set `A`",
    ],
    [
      "ARG BASE=\nFROM $BASE\n",
      "",
      "$BASE",
      "error",
      `Nothing is left of this name once its variables are expanded, and BuildKit reads a blank name for \`$BASE\`: ${fails}`,
      "Give the variable a value that is not empty.",
    ],
    // BuildKit looks at the name of every stage, needed or not.
    ["ARG V\nFROM python:$V AS x\nFROM a:1\n", "", "python:$V", "error", "`V` has no value here", "Set `V`"],
  ])("%j with {%s}", (dockerfile, buildArgs, at, severity, message, help) => {
    const [one, ...others] = found(dockerfile, buildArgs);
    expect(others).toEqual([]);
    expect([one?.at, one?.severity]).toEqual([at, severity]);
    expect(one?.message.startsWith(message)).toBe(true);
    expect(one?.help?.startsWith(help)).toBe(true);
    expect(one?.diagnostic.related).toMatchObject([{ file: "pyproject.toml" }]);
  });

  test.each([
    ["a default", "ARG V=3.12\nFROM python:$V\n", ""],
    ["a build argument", "ARG V\nFROM python:$V\n", 'V = "3.12"'],
    ["a default in the braces", "FROM python:${V:-3.12}\n", ""],
    ["a part that is left out", "ARG V\nFROM python:3${V:+-$V}\n", ""],
    ["an empty default", "ARG SUFFIX=\nFROM python:3.12$SUFFIX\n", ""],
    ["the platform's own", "FROM --platform=$BUILDPLATFORM python:3.12-$TARGETARCH\n", ""],
    ["what can be read in a stage that nothing needs", "ARG V\nFROM python:3$V AS x\nFROM a:1\n", ""],
    ["what dockerfile-syntax says: COPY --from", "FROM a:1\nCOPY --from=$V x y\n", ""],
    ["what dockerfile-syntax says: an expansion that BuildKit refuses", "FROM a:${V:?}\n", ""],
    ["an escaped dollar, which image-reference has", "FROM a:\\$V\n", ""],
  ])("near miss: %s", (_, dockerfile, buildArgs) => {
    expect(found(dockerfile, buildArgs)).toEqual([]);
  });
});
