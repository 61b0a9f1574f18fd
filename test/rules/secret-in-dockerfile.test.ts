import { describe, expect, test } from "vitest";
import { isToken } from "../../src/container/token.ts";
import { secretVectors } from "../container/secret-vectors.ts";
import { dockerfileApp, findings } from "./run.ts";

// Put together here, so that no scanner takes this file for a leak.
const huggingFace = ["hf", "_", "aB3".repeat(12).slice(0, 34)].join("");
const github = ["ghp", "_", "a1B2".repeat(9)].join("");

const inRepositoryAndImage = "everyone who can read the repository or the image can read it.";

describe("secret-in-dockerfile", () => {
  test.each<readonly [why: string, dockerfile: string, message: string, name: string, runtime: boolean]>([
    ["a default of ARG", "ARG HF_TOKEN=@\nFROM a:1\n", "This ARG", "HF_TOKEN", false],
    ["ENV", "FROM a:1\nENV HF_TOKEN=@\n", "This ENV", "HF_TOKEN", true],
    ["ENV in the old form", "FROM a:1\nENV HF_TOKEN @\n", "This ENV", "HF_TOKEN", true],
    ["ENV in quotes, one of two", 'FROM a:1\nENV A=1 HF_TOKEN="@"\n', "This ENV", "HF_TOKEN", true],
    ["RUN", "FROM a:1\nRUN curl -H 'Authorization: Bearer @' https://example.com\n", "This RUN", "NAME", false],
    ["RUN over lines", "FROM a:1\nRUN a \\\n  && b --token=@ \\\n  && c\n", "This RUN", "NAME", false],
    ["RUN with a heredoc", "FROM a:1\nRUN <<EOF\nlogin @\nEOF\n", "This RUN", "NAME", false],
    ["COPY with a heredoc", "FROM a:1\nCOPY <<EOF /root/.token\n@\nEOF\n", "This COPY", "NAME", false],
    ["LABEL", 'FROM a:1\nLABEL token="@"\n', "This LABEL", "token", false],
    ["CMD", 'FROM a:1\nCMD ["serve", "--token", "@"]\n', "This CMD", "NAME", true],
    ["ENTRYPOINT", "FROM a:1\nENTRYPOINT serve --token=@\n", "This ENTRYPOINT", "NAME", true],
    ["ADD", "FROM a:1\nADD https://me:@@example.com/x.tar.gz /x\n", "This ADD", "NAME", false],
    ["FROM", "FROM ghcr.io/@/a:1\n", "This FROM", "NAME", false],
    ["ONBUILD", "FROM a:1\nONBUILD RUN login @\n", "This ONBUILD", "NAME", false],
    ["a stage that nothing needs", "FROM a:1 AS x\nENV A=@\nFROM b:1\n", "This ENV", "A", true],
    ["a line that is no instruction", "FROM a:1\n+1 @\n", "This line", "NAME", false],
    ["another frontend's file", "# syntax=ghcr.io/my-org/packs:1\ntoken: @\n", "This line", "NAME", false],
  ])("in %s", (_, template, message, name, runtime) => {
    for (const [token, kind] of [
      [huggingFace, "a Hugging Face token"],
      [github, "a GitHub personal access token (classic)"],
    ] as const) {
      const dockerfile = template.replace("@", token);
      const [found, ...others] = findings("secret-in-dockerfile", dockerfileApp(dockerfile));
      expect(others).toEqual([]);
      expect([found?.severity, found?.file, found?.at]).toEqual(["error", "Dockerfile", token]);
      expect(found?.message).toBe(`${message} holds ${kind}: ${inRepositoryAndImage}`);
      expect(found?.help).toContain(`fal secrets set ${name}=…`);
      expect(found?.help).toContain(`RUN --mount=type=secret,id=${name}`);
      expect(found?.help?.includes("If the running app needs it")).toBe(runtime);
      expect(found?.diagnostic.related).toMatchObject([{ file: "pyproject.toml" }]);
      expect(JSON.stringify(found?.diagnostic)).not.toContain(token);
    }
  });

  test.each([
    `FROM a:1\n# ${huggingFace}\n`,
    `FROM a:1\nRUN a \\\n# ${huggingFace}\n  b\n`,
    `# ${huggingFace}\nFROM a:1\n`,
  ])("in a comment, which the image does not have", (dockerfile) => {
    expect(findings("secret-in-dockerfile", dockerfileApp(dockerfile)).map(({ message, at }) => [message, at])).toEqual(
      [["This comment holds a Hugging Face token: everyone who can read the repository can read it.", huggingFace]],
    );
  });

  test("each of several", () => {
    const app = dockerfileApp(`FROM a:1\nENV A=${huggingFace} B=${github}\nRUN x ${huggingFace}\n`);
    expect(findings("secret-in-dockerfile", app).map(({ at }) => at)).toEqual([huggingFace, github, huggingFace]);
  });

  test("in a build argument", () => {
    const app = dockerfileApp(
      "ARG HF_TOKEN\nFROM a:1\n",
      {},
      `build_args = { HF_TOKEN = "${huggingFace}", INDEX = "https://me:${github}@pypi.example.com/simple", V = "1" }`,
    );
    const found = findings("secret-in-dockerfile", app);
    expect(found.map(({ file, at, message }) => [file, at, message])).toEqual([
      [
        "pyproject.toml",
        `"${huggingFace}"`,
        `The build argument \`HF_TOKEN\` holds a Hugging Face token: ${inRepositoryAndImage}`,
      ],
      [
        "pyproject.toml",
        `"https://me:${github}@pypi.example.com/simple"`,
        `The build argument \`INDEX\` holds a GitHub personal access token (classic): ${inRepositoryAndImage}`,
      ],
    ]);
    expect(found[0]?.help).toBe(
      'Run `fal secrets set HF_TOKEN=…`, write `HF_TOKEN = "$HF_TOKEN"` in `image.secrets`, and read it in `RUN --mount=type=secret,id=HF_TOKEN`. Revoke this one: it may be in the repository\'s history.',
    );
    for (const { diagnostic } of found) {
      const { message, help } = diagnostic;
      expect(`${message}${help}`).not.toMatch(new RegExp(`${huggingFace}|${github}`));
    }
  });

  test("every recorded token in an ENV", () => {
    // A file of several lines stands in a Dockerfile as a heredoc.
    const tokens = secretVectors.filter(({ value }) => isToken(value) && !/[\n{]|^AWS:/.test(value));
    for (const { value } of tokens) {
      const [found] = findings("secret-in-dockerfile", dockerfileApp(`FROM a:1\nENV TOKEN=${value}\nRUN x\n`));
      expect(found?.at.startsWith(value)).toBe(true);
      expect(`${found?.message}${found?.help}`).not.toContain(value);
    }
    expect(tokens.length).toBeGreaterThan(35);
  });

  test("a file full of them ends", () => {
    const app = dockerfileApp(`FROM a:1\n${`RUN x ${huggingFace}\n`.repeat(5000)}`);
    expect(findings("secret-in-dockerfile", app)).toHaveLength(100);
  });

  test.each([
    ["a mounted secret", "FROM a:1\nRUN --mount=type=secret,id=HF_TOKEN,env=HF_TOKEN hf download x\n"],
    ["a variable", "ARG HF_TOKEN\nFROM a:1\nARG HF_TOKEN\nENV HF_TOKEN=$HF_TOKEN\n"],
    ["a stand-in", `FROM a:1\nENV HF_TOKEN=hf_${"x".repeat(34)} KEY=<token>\n`],
    ["a digest and a commit", `FROM a@sha256:${"0a".repeat(32)}\nRUN git checkout ${"0a1b".repeat(10)}\n`],
    ["a checksum", `FROM a:1\nADD --checksum=sha256:${"1f".repeat(32)} https://example.com/x /x\n`],
  ])("near miss: %s", (_, dockerfile) => {
    expect(findings("secret-in-dockerfile", dockerfileApp(dockerfile, {}, 'build_args = { V = "1" }'))).toEqual([]);
  });
});
