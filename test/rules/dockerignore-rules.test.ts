// The rules about the .dockerignore: what is lost by the client's reading of it, and what it refuses.
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";
import { dockerfileApp } from "./run.ts";
import { uploadDiagnostics, uploadFindings } from "./upload-findings.ts";

const tree: Record<string, MemoryEntry> = {
  "app.py": "1",
  "README.md": "2",
  "src/a.py": "3",
  "src/models/m.py": "4",
  "src/vocab.txt": "5",
  "src/__pycache__/a.pyc": "6",
  "src/tests/t.py": "7",
  "models/w.bin": "8",
  "data/x.csv": "9",
  "data/keep/y.csv": "10",
};

type Case = readonly [ignore: string, dockerfile: string, findings: readonly string[]];

const none: readonly string[] = [];

const cases: Record<string, readonly Case[]> = {
  "dockerignore-negation": [
    ["*\n!src", "COPY src /x", ["dockerignore-negation error !src"]],
    ["*\n!src\n!app.py", "COPY . /x", ["dockerignore-negation error !src", "dockerignore-negation error !app.py"]],
    ["*\n!src", "COPY src/a.py /x", ["dockerignore-negation error !src"]],
    ["*.md\n!README.md", "COPY README.md /x", ["dockerignore-negation error !README.md"]],
    ["*.md\n!README.md", "COPY . /x", ["dockerignore-negation warning !README.md"]],
    ["data\n!data/keep", "COPY data/keep /x", ["dockerignore-negation error !data/keep"]],
    ["data\n!data/keep", "COPY data /x", ["dockerignore-negation error !data/keep"]],
    ["data\n!data/keep", "COPY . /x", ["dockerignore-negation warning !data/keep"]],
    ["data\n!data/**/y.csv", "COPY . /x", ["dockerignore-negation warning !data/**/y.csv"]],
    ["!app.py", "COPY . /x", ["dockerignore-negation warning !app.py"]],
    ["*\n!src", "COPY app.py /x", ["copy-source-ignored error app.py"]],
    ["*\n!src", "COPY src/*.py /x", ["copy-source-ignored error src/*.py"]],
    ["*\n!src", "ARG S=src\nCOPY $S/a.py src /x/", ["dockerignore-negation error !src", "copy-variable error $S/a.py"]],
    ["data\n!data/keep", "COPY src /x", none],
    ["/data\n!gone", "COPY . /x", none],
    ["*\n!src\nsrc/models", "COPY --from=python:3.12 /a /x", none],
    ["!src\nsrc", "COPY app.py /x", none],
  ],
  "dockerignore-any-depth": [
    ["models", "COPY src /x", ["dockerignore-any-depth warning models"]],
    ["models/", "COPY . /x", ["dockerignore-any-depth warning models/"]],
    ["*.txt", "COPY . /x", ["dockerignore-any-depth warning *.txt"]],
    ["/models", "COPY . /x", none],
    ["**/models", "COPY . /x", none],
    ["__pycache__\n*.pyc\ntests", "COPY . /x", none],
    ["data", "COPY . /x", none],
    ["models", "COPY src/models /x", ["copy-source-ignored error src/models"]],
    ["models", "COPY src/models /x\nCOPY src /y", ["copy-source-ignored error src/models"]],
    ["models", "COPY app.py /x", none],
    ["*", "COPY app.py src /x/", ["copy-source-ignored error app.py"]],
  ],
  "dockerignore-not-applied": [
    ["./data", "COPY . /x", ["dockerignore-not-applied warning ./data"]],
    ["src/../data/", "COPY data /x", ["dockerignore-not-applied warning src/../data/"]],
    ["data//keep", "COPY . /x", ["dockerignore-not-applied warning data//keep"]],
    ["./data\ndata", "COPY . /x", none],
    ["./data\n!./data", "COPY . /x", none],
    ["./data", "COPY src /x", none],
    ["./gone", "COPY . /x", none],
    ["data/..", "COPY . /x", none],
    ["data/./keep\n/models", "COPY . /x", ["dockerignore-not-applied warning data/./keep"]],
    ["/data\n..data", "COPY . /x", none],
  ],
  "upload-nothing": [
    ["*", "COPY . /x", ["upload-nothing warning ."]],
    ["**", "COPY ./ /x/", ["upload-nothing warning ./"]],
    ["*", "COPY app.py /x", ["copy-source-ignored error app.py"]],
    ["*", "COPY --from=python:3.12 /a /x", none],
    ["*", "COPY <<EOF /x\ntext\nEOF", ["copy-heredoc-source info <<EOF"]],
    ["*", "RUN true", none],
    ["*", "COPY . /x\nFROM scratch", none],
  ],
};

describe.each(Object.entries(cases))("%s", (_, table) => {
  test.each(table)("%j, %j", (ignore, dockerfile, expected) => {
    const files = { ...tree, ".dockerignore": ignore };
    expect(uploadFindings(`FROM python:3.12\n${dockerfile}\n`, files)).toEqual(expected);
  });
});

describe("words", () => {
  const said = (ignore: string, dockerfile: string) =>
    uploadDiagnostics(dockerfileApp(`FROM python:3.12\n${dockerfile}\n`, { ...tree, ".dockerignore": ignore }));

  test("of a negation show what is lost", () => {
    const [first] = said("*\n!src\n!data/**", "COPY . /x");
    expect(first?.message).toBe(
      "fal's client drops the `!`, so that this excludes `src` instead of taking it back: `src` will not be sent.",
    );
    expect(said("data\n!data/keep", "COPY . /x")[0]?.message).toContain("`data/keep` will not be sent.");
  });

  test("of a pattern that matches nothing show what is meant, which is a safe fix", () => {
    const [one] = said("./data/keep", "COPY . /x");
    expect(one?.message).toContain("`data/keep/y.csv` will be sent. Docker would leave it out.");
    expect(one?.help).toBe("Write `/data/keep`.");
    expect(one?.fix).toMatchObject({ safe: true, edits: [{ file: ".dockerignore", text: "/data/keep" }] });
    expect(said("./data", "COPY . /x")[0]?.message).toContain(
      "and `data/x.csv` will be sent. Docker would leave them out.",
    );
  });

  test("of a negation say what to list instead", () => {
    expect(said("*\n!src", "COPY . /x")[0]?.help).toMatch(
      /^Remove `!src`, and list what shall stay behind instead of `\*`/,
    );
  });

  test("of a pattern without a slash show what is lost, with the one that is meant as a fix", () => {
    const [first] = said("a\nmodels", "COPY . /x");
    expect(first?.message).toContain("`src/models` will not be sent.");
    expect(first?.fix).toMatchObject({ safe: false, edits: [{ file: ".dockerignore", text: "/models" }] });
    expect(first?.related).toMatchObject([{ file: "pyproject.toml" }]);
  });
});

describe("what nobody misses", () => {
  test.each([
    [".*", ".cache"],
    ["__pycache__", "__pycache__"],
    ["*.py[cod]", "a.pyo"],
    ["*.egg-info", "a.egg-info"],
    ["*.md", "NOTES.md"],
    ["*.log", "run.log"],
    ["*.tmp", "a.tmp"],
    ["*.bak", "a.bak"],
    ["*.swp", "a.swp"],
    ["*~", "a.py~"],
    ["node_modules", "node_modules/a/index.js"],
    ["venv", "venv/bin/python"],
    ["env", "env/bin/python"],
    ["test", "test/a.py"],
    ["tests", "tests/a.py"],
    ["docs", "docs/a.txt"],
    ["htmlcov", "htmlcov/index.html"],
    ["coverage", "coverage/index.html"],
    ["Dockerfile*", "Dockerfile.gpu"],
    ["docker-compose*", "docker-compose.yml"],
    ["LICENSE*", "LICENSE.txt"],
    ["Makefile", "Makefile"],
    ["Thumbs.db", "Thumbs.db"],
  ])("%s", (ignore, file) => {
    const found = (path: string) =>
      uploadFindings("FROM python:3.12\nCOPY src /x\n", { ...tree, ".dockerignore": ignore, [path]: "1" });
    expect(found(`src/deep/${file}`)).toEqual([]);
  });

  test("is nothing else that such a pattern takes along", () => {
    const files = { ...tree, ".dockerignore": "*.log\n*.onnx", "src/a.log": "1", "src/m.onnx": "1" };
    expect(uploadFindings("FROM python:3.12\nCOPY src /x\n", files)).toEqual(["dockerignore-any-depth warning *.onnx"]);
  });
});

describe("dockerignore-not-read", () => {
  const found = (files: Record<string, MemoryEntry>, dockerfile = "Dockerfile") => {
    const project = dockerfileApp("", files);
    const toml = String(project["pyproject.toml"]).replace('"Dockerfile"', `"${dockerfile}"`);
    const built = {
      ...project,
      "pyproject.toml": toml,
      [dockerfile]: "FROM python:3.12\nCOPY app.py /x\n",
      "app.py": "",
    };
    return uploadDiagnostics(built).map(({ rule, severity, file }) => [rule, severity, file]);
  };

  test.each([
    [{ "Dockerfile.dockerignore": "# a\n*.csv" }, [["dockerignore-not-read", "warning", "Dockerfile.dockerignore"]]],
    [
      { "Dockerfile.dockerignore": "*.csv", ".dockerignore": "data" },
      [["dockerignore-not-read", "warning", "Dockerfile.dockerignore"]],
    ],
    [{ "Dockerfile.dockerignore": "*.csv", ".dockerignore": "# a\n\n*.csv\n" }, []],
    [{ "Dockerfile.dockerignore": "# nothing\n" }, []],
    [{ "other.dockerignore": "*.csv" }, []],
  ])("%j", (files, expected) => {
    expect(found(files)).toEqual(expected);
  });

  test.each([
    [{}, "patterns of its own"],
    [{ ".dockerignore": "data" }, "the .dockerignore"],
    [{ ".dockerignore": "*.csv\ndata" }, "the .dockerignore"],
  ])("says what counts instead: %j", (files, instead) => {
    const project = dockerfileApp("FROM python:3.12\n", { ...files, "Dockerfile.dockerignore": "*.csv\n*.bin" });
    expect(uploadDiagnostics(project).map(({ message }) => message)).toEqual([
      `fal's client does not read \`Dockerfile.dockerignore\`; it goes by ${instead}.`,
    ]);
  });

  test("beside a Dockerfile in a folder", () => {
    expect(found({ "docker/gpu.Dockerfile.dockerignore": "*.csv" }, "docker/gpu.Dockerfile")).toEqual([
      ["dockerignore-not-read", "warning", "docker/gpu.Dockerfile.dockerignore"],
    ]);
  });
});

describe("dockerignore-refused", () => {
  const checked = (ignore: MemoryEntry) => {
    const project = dockerfileApp("FROM python:3.12\nCOPY app.py gone /x\n", { "app.py": "", ".dockerignore": ignore });
    const source = { path: "pyproject.toml", text: String(project["pyproject.toml"]) };
    const { diagnostics, manifests } = check(source, { files: memoryFiles(project) });
    return { found: diagnostics.map(({ rule, file, message }) => [rule, file, message]), manifests };
  };

  test.each([
    ["!", "nothing is left of this pattern without its `!` and slashes."],
    ["a\\", "this pattern ends in a backslash, with nothing behind it to escape."],
    ["[z-a]", "a range in this pattern runs backwards."],
  ])("%j", (pattern, problem) => {
    const { found, manifests } = checked(`a\n${pattern}\n`);
    expect(found).toEqual([
      ["dockerignore-refused", ".dockerignore", `fal's client refuses this .dockerignore and stops: ${problem}`],
    ]);
    expect(manifests).toEqual([]);
  });

  test("a file that cannot be read stops the client; a folder of the name counts as none", () => {
    const { found, manifests } = checked({ unreadable: "is not UTF-8" });
    expect(found).toEqual([
      [
        "dockerignore-refused",
        "pyproject.toml",
        "fal's client refuses this .dockerignore and stops: it cannot be read (is not UTF-8).",
      ],
    ]);
    expect(manifests).toEqual([]);
    expect(checked({ directory: "empty" }).found).toMatchObject([
      ["copy-source-missing", "Dockerfile", expect.anything()],
    ]);
  });

  test("every pattern is told, and a good one is not", () => {
    expect(checked("!\n*.csv\n[z-a]").found).toHaveLength(2);
    expect(checked("/\n# a\n[a-z]").manifests).toHaveLength(1);
  });
});
