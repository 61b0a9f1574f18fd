// The rules that may claim a COPY or ADD, by table: each line gives one finding, or none where both sides agree.
import { describe, expect, test } from "vitest";
import type { MemoryEntry } from "../memory-files.ts";
import { dockerfileApp } from "./run.ts";
import { fixed, uploadDiagnostics, uploadFindings } from "./upload-findings.ts";

const tree: Record<string, MemoryEntry> = {
  "app.py": "1",
  "lib.py": "2",
  "README.md": "3",
  "package.json": "{}",
  "src/a.py": "4",
  "src/b.py": "5",
  "src/data/d.csv": "6",
  "my notes.txt": "7",
  "two--parts.py": "8",
  empty: { directory: "empty" },
  pipe: { other: true },
  link: { link: "src" },
  "src/link.py": { link: "../app.py" },
  out: { link: "../elsewhere/x" },
  "../elsewhere/x": "9",
  "big/model.bin": { size: 2 * 1024 ** 3 },
  ".dockerignore": ".git\n",
};

/** A Dockerfile behind its FROM line, or a whole one; and the findings. */
type Case = readonly [dockerfile: string, findings: readonly string[], files?: Record<string, MemoryEntry>];

const none: readonly string[] = [];

const cases: Record<string, readonly Case[]> = {
  "copy-source-missing": [
    ["COPY gone.py /x", ["copy-source-missing error gone.py"]],
    ["ADD gone.py app.py more.py /x/", ["copy-source-missing error gone.py"]],
    ['COPY ["gone.py", "/x"]', ['copy-source-missing error "gone.py"']],
    ["COPY app.py/ /x", none],
    ["COPY empty /x", ["copy-source-missing error empty"]],
    ["COPY pipe /x", ["copy-source-missing error pipe"]],
    ["COPY https://example.com/x.tgz /x", ["copy-source-missing error https://example.com/x.tgz"]],
    ["COPY app.py /x", none],
    ["COPY /src/./a.py ./src /x/", none],
    ["COPY --from=python:3.12 /gone /x", none],
    ["ADD https://example.com/x.tgz /x", none],
    ["COPY app.py", none],
  ],
  "copy-source-ignored": [
    ["COPY src/data /x", ["copy-source-ignored error src/data"], { ".dockerignore": "src/data\n" }],
    ["COPY src/data /x", ["copy-source-ignored error src/data"], { ".dockerignore": "*.csv\n" }],
    ["COPY app.py /x", ["copy-source-ignored error app.py"], { ".dockerignore": "/app.py" }],
    ["COPY app.py README.md /x", none],
    ["COPY src /x", none, { ".dockerignore": "/data" }],
  ],
  "copy-glob": [
    ["COPY *.py ./", ["copy-glob error *.py"]],
    ["COPY src/*.py ./", ["copy-glob error src/*.py"]],
    ["COPY s?c /x", ["copy-glob error s?c"]],
    ["COPY app.py [lm]ib.py ./", ["copy-glob error [lm]ib.py"]],
    ["COPY *.py ./\nCOPY app.py /y", ["copy-glob warning *.py"]],
    ["COPY *.rs ./", ["copy-glob warning *.rs"]],
    ["COPY package*.json ./\nCOPY src package.json ./", none],
    ["COPY package.json package-lock.json* ./", none],
    ["COPY **/*.csv ./", ["copy-glob warning **/*.csv"]],
    ["COPY --parents **/*.csv ./", ["copy-glob error **/*.csv"]],
    ["COPY src/**/*.csv ./", ["copy-glob error src/**/*.csv"]],
    ["COPY *.md ./", ["copy-source-ignored error *.md"], { ".dockerignore": "*.md" }],
  ],
  "copy-variable": [
    ["ARG S=src\nCOPY $S /x", ["copy-variable error $S"]],
    ["ENV S=src\nCOPY ${S}/a.py /x", ["copy-variable error ${S}/a.py"]],
    ["COPY ${S:-src} /x", ["copy-variable error ${S:-src}"]],
    ["COPY $UNKNOWN /x", ["copy-variable warning $UNKNOWN"]],
    ["ARG S=gone\nCOPY $S /x", ["copy-variable error $S"]],
    ["ARG S=src\nCOPY $S /x\nCOPY src /y", none],
    ["ENV S=src\nARG S=gone\nCOPY $S /x\nCOPY src /y", none],
    ["ENV S=src\nFROM base\nCOPY $S /x\nCOPY src /y", none],
    ["ARG S=src\nFROM base\nCOPY $S /x\nCOPY src /y", ["copy-variable warning $S"]],
    ["ARG D=/x\nCOPY src $D", none],
    ["COPY . /a\nCOPY $UNKNOWN /x", none, { out: "1", "big/model.bin": "1" }],
    ["ENV S=src\nFROM scratch AS other\nCOPY $S /x", ["copy-variable warning $S"]],
    ["ARG S=src\nCOPY \\$S /x", ["copy-source-missing error \\$S"]],
  ],
  "copy-indented": [
    ["  COPY src /x", ["copy-indented error COPY"]],
    ["\tadd app.py /x", ["copy-indented error add"]],
    ["  COPY src /x\nCOPY src /y", none],
    ["  COPY --from=python:3.12 /a /x", none],
    ["COPY \\\n  src /x", none],
    ["RUN true\n\n  COPY src /x", ["copy-indented error COPY"]],
    ["# C:\\\n  COPY src /x", ["copy-unparsable error src"]],
    ["RUN echo a\\b\n\tCOPY src /x", ["copy-indented error COPY"]],
    ["RUN true\n  # note\n COPY app.py /x", ["copy-indented error COPY"]],
  ],
  "copy-from-after-flag": [
    ["COPY --link --from=python:3.12 /gone /x", ["copy-from-after-flag info --from=python:3.12"]],
    ["COPY --chown=1 --from=python:3.12 /src /x", ["copy-from-after-flag warning --from=python:3.12"]],
    ["COPY --chown=1 --from=python:3.12 / /x", ["copy-from-after-flag error --from=python:3.12"]],
    ["COPY --chown=1 --from=python:3.12 /src /x\nCOPY src /y", ["copy-from-after-flag info --from=python:3.12"]],
    ["COPY --from=python:3.12 --chown=1 /src /x", none],
    ["  COPY --chown=1 --from=python:3.12 /src /x", none],
  ],
  "copy-comment-in-continuation": [
    ["COPY app.py \\\n# note\n  lib.py /x/", ["copy-comment-in-continuation error # note"]],
    ["COPY app.py \\\n  # src\n  /x/", ["copy-comment-in-continuation info # src"]],
    ["COPY app.py \\\n  # src too\n  /x/", ["copy-comment-in-continuation warning # src too"]],
    ["COPY app.py \\\n  # ../x too\n  /x/", ["copy-comment-in-continuation error # ../x too"]],
    ["COPY app.py \\\n\n  lib.py /x/", none],
    ["# note\nCOPY app.py /x", none],
    ["COPY --from=python:3.12 \\\n# note\n /a /x/", none],
  ],
  "copy-outside-context": [
    ["COPY ../elsewhere /x", ["copy-outside-context error ../elsewhere"]],
    ["COPY out /x", ["copy-outside-context error out"]],
    [
      "COPY ../elsewhere /x\nCOPY ../elsewhere gone /x",
      ["copy-outside-context error ../elsewhere", "copy-source-missing error ../elsewhere"],
    ],
    ["COPY src/../app.py /x", none],
  ],
  "upload-too-large": [
    ["COPY big /x", ["upload-too-large error big"]],
    ["COPY app.py big/model.bin /x/", ["upload-too-large error big/model.bin"]],
    ["COPY big /x", none, { "big/model.bin": { size: 1024 ** 3 } }],
  ],
  "copy-symlink": [
    ["COPY link /x", ["copy-symlink error link"]],
    ["COPY link/a.py /x", ["copy-symlink error link/a.py"]],
    ["COPY src/link.py /x", ["copy-symlink error src/link.py"]],
    ["COPY src/a.py /x", none],
  ],
  "copy-unparsable": [
    ["COPY my\\ notes.txt /x", ["copy-unparsable error my\\"]],
    ['COPY "my notes.txt" /x', ['copy-unparsable error "my']],
    ['COPY ["my notes.txt", "/x"]', none],
    ["COPY two--parts.py /x", ["copy-unparsable error two--parts.py"]],
    ["COPY app.py [x]", ["copy-unparsable error app.py"]],
    ["COPY app.py \\  \n  /x/", ["copy-unparsable error \\  "]],
    ["ADD https://example.com/x.tgz app.py /x/", ["copy-unparsable error app.py"]],
    ["ADD https://example.com/x.tgz /x/\nCOPY app.py /x", none],
    ["# C:\\\nCOPY app.py /x", ["copy-unparsable error app.py"]],
    ["# C:\\ \nCOPY app.py /x", none],
    ["COPY it's /x", ["copy-unparsable error it's"]],
  ],
  "add-git-source": [
    ["ADD git@github.com:my-org/server.git /x", ["add-git-source info git@github.com:my-org/server.git"]],
    ["ADD ssh://git@example.com/server.git /x", ["add-git-source info ssh://git@example.com/server.git"]],
    ["ADD https://github.com/my-org/server.git#v1 /x", none],
    ["COPY git@github.com:my-org/server.git /x", ["copy-source-missing error git@github.com:my-org/server.git"]],
  ],
  "copy-heredoc-source": [
    ["COPY <<EOF /x\ntext\nEOF", ["copy-heredoc-source info <<EOF"]],
    ['COPY <<-"EOF" app.py /x/\ntext\nEOF', ['copy-heredoc-source info <<-"EOF"']],
    ["COPY <<EOF gone /x/\ntext\nEOF", ["copy-source-missing error gone"]],
    ["RUN <<EOF\ntext\nEOF", none],
  ],
  "copy-in-heredoc": [
    ["RUN <<EOF\nCOPY app.py /x\nEOF", ["copy-in-heredoc warning COPY app.py"]],
    ["RUN <<EOF\nCOPY ../x /x\nEOF", ["copy-in-heredoc error COPY ../x"]],
    ["RUN <<EOF\nCOPY app.py /x\nEOF\nCOPY app.py /x", none],
    ["RUN <<EOF\nCOPY src/a.py /x\nEOF\nCOPY src /x", none],
    ["RUN <<EOF\nCOPY gone /x\nEOF", none],
    ["RUN <<EOF\n COPY app.py /x\nEOF", none],
    ["RUN echo \\ \nCOPY app.py /x", ["copy-in-heredoc warning COPY app.py"]],
  ],
  "onbuild-copy": [
    ["ONBUILD COPY src /x\nFROM base", ["onbuild-copy error src"]],
    ["ONBUILD COPY src /x", ["onbuild-copy info src"]],
    ["ONBUILD COPY src /x\nFROM base\nCOPY src /y", none],
    ["ONBUILD COPY --from=python:3.12 /a /x\nFROM base", none],
    ["ONBUILD RUN true\nFROM base", none],
  ],
  "a stage that is not built": [
    ["COPY gone /x\nFROM scratch", ["copy-source-missing info gone"]],
    ["  COPY src /x\nFROM scratch", ["copy-indented info COPY"]],
    ["COPY ../elsewhere /x\nFROM scratch", ["copy-outside-context error ../elsewhere"]],
    ["COPY gone /x\nFROM scratch\nCOPY --from=base /x /x", ["copy-source-missing error gone"]],
  ],
  "line ends": [
    ["COPY app.py \\\r\n  lib.py \\\r\n  /x/\r\n", none],
    ["RUN true\rCOPY app.py /x\r", none],
    ["RUN true\rCOPY gone /x\r", ["copy-source-missing error gone"]],
  ],
};

for (const [name, table] of Object.entries(cases)) {
  test.each(table.map(([dockerfile, expected, files]) => ({ dockerfile, expected, files })))(
    `${name}: $dockerfile`,
    ({ dockerfile, expected, files }) => {
      expect(uploadFindings(`FROM python:3.12 AS base\n${dockerfile}\n`, { ...tree, ...files })).toEqual(expected);
    },
  );
}

describe("fixes", () => {
  test.each([
    ["  COPY src /x", "COPY src /x"],
    [" \tCOPY --link \\\n  src /x", "COPY --link \\\n  src /x"],
    ["COPY --chown=1 --link --from=b /src /x", "COPY --from=b --link --chown=1 /src /x"],
    ["COPY --chown=1 \\\n  --from=b /gone /x", "COPY --from=b \\\n  --chown=1 /gone /x"],
    ["COPY app.py \\\n  # one\n# two\n  lib.py /x/", "# one\n# two\nCOPY app.py \\\n  lib.py /x/"],
    ["COPY app.py \\\r\n  # one\r\n  lib.py /x/\r\n", "# one\nCOPY app.py \\\r\n  lib.py /x/\r\n"],
    ["COPY app.py \\ \t\n  /x/", "COPY app.py \\\n  /x/"],
  ])("%j", (before, after) => {
    const project = fixed(dockerfileApp(`FROM python:3.12 AS b\n${before}\n`, tree));
    expect(project["Dockerfile"]).toBe(`FROM python:3.12 AS b\n${after}\n`);
    expect(uploadDiagnostics(project)).toEqual([]);
  });
});

describe("words", () => {
  /** The only finding. */
  const said = (dockerfile: string, files: Record<string, MemoryEntry> = tree, image = "") => {
    const [diagnostic, ...more] = uploadDiagnostics(dockerfileApp(`FROM python:3.12\n${dockerfile}\n`, files, image));
    expect(more).toEqual([]);
    return `${diagnostic?.message} ${diagnostic?.help}`;
  };

  test("of a missing file suggest the one that is meant", () => {
    expect(said("COPY src/A.py gone /x/")).toBe(
      '`src/A.py` and `gone` do not exist in the build context: the remote build will stop at this COPY with "not found". Did you mean `src/a.py`? The context is the folder of the pyproject.toml.',
    );
  });

  test("of a path that is meant from the Dockerfile's folder name the one from the context", () => {
    const pyproject = String(dockerfileApp("")["pyproject.toml"]).replace('"Dockerfile"', '"api/Dockerfile"');
    const helps = (line: string) =>
      uploadDiagnostics({
        "pyproject.toml": pyproject,
        "api/Dockerfile": `FROM python:3.12\n${line}\n`,
        "api/main.py": "1",
        "shared/names.py": "1",
      }).map(({ rule, help }) => [rule, help]);
    const then = "paths start at the folder of the pyproject.toml, not at the Dockerfile's.";
    expect(helps("COPY main.py /x")).toEqual([["copy-source-missing", `Write \`api/main.py\`: ${then}`]]);
    expect(helps("COPY ../shared /x")).toEqual([["copy-outside-context", `Write \`shared\`: ${then}`]]);
    expect(helps("COPY gone.py /x")).toEqual([
      ["copy-source-missing", "The context is the folder of the pyproject.toml."],
    ]);
    expect(helps("COPY ../../shared /x")).toEqual([
      ["copy-outside-context", "Move it below that folder, or the pyproject.toml up to a folder that holds both."],
    ]);
  });

  test("of an ignored file name the pattern, and whether it is the client's own", () => {
    const { ".dockerignore": _, ...bare } = tree;
    expect(said("COPY README.md .", bare)).toBe(
      "`README.md` is not sent: there is no .dockerignore, and `*.md` is one of the patterns that fal's client then goes by; the remote build will stop at this COPY with \"not found\". Write a .dockerignore beside the pyproject.toml; it replaces those patterns. Put into it what shall stay behind, a pattern a line: `.git`, `__pycache__`, `*.pyc`, `.venv`, `venv`, `.env`, `node_modules`. Just to drop the line may not help: `pip install .` fails without the file that is the project's `readme`.",
    );
    expect(said("COPY README.md .", { ...tree, ".dockerignore": "*.md" })).toContain(
      '`*.md` in the .dockerignore excludes it; the remote build will stop at this COPY with "not found". Take the pattern out, or narrow it: without a slash it matches at any depth, `/*.md` at the root only. (`!` does not help: fal\'s client drops it.)',
    );
  });

  test("of an ignored glob say at once that it would not be expanded either", () => {
    expect(said("COPY *.md ./", { ...tree, ".dockerignore": "*.md" })).toMatch(
      /drops it\.\) And name the files: it does not expand wildcards either\.$/,
    );
    expect(said("COPY app.py ./", { ...tree, ".dockerignore": "*" })).toContain(
      "Take it out, and list what shall stay behind instead.",
    );
  });

  test("of the app's own file say where it goes", () => {
    const project = dockerfileApp("FROM python:3.12\nCOPY app.py /x\n", tree);
    const toml = String(project["pyproject.toml"]).replace("exposed_port = 8000", 'ref = "app.py::App"');
    expect(uploadDiagnostics({ ...project, "pyproject.toml": toml }).map(({ message }) => message)).toEqual([
      '`app.py` is the file of `ref`, which fal\'s client sends apart and leaves out of the build context: the remote build will stop at this COPY with "not found".',
    ]);
  });

  test("of a glob list the first matches, and the folder", () => {
    expect(said("COPY src/*.py /x/", { ...tree, "src/c.py": "", "src/d.py": "", "src/e.py": "" })).toBe(
      "fal's client does not expand `src/*.py`: `src/a.py`, `src/b.py`, `src/c.py` and 3 more are not sent, and the image will lack them though the build does not stop here. Copy the folder `src`, or name the files.",
    );
  });

  test("of a variable tell its value", () => {
    expect(said("ARG S=other\nCOPY $S /x", tree, 'build_args = { S = "src" }')).toContain(
      "as far as the Dockerfile tells: `src`.",
    );
  });

  test("show no token", () => {
    const token = ["ghp", "x".repeat(0) + "Ab1".repeat(12)].join("_");
    for (const line of [
      `COPY ${token} /x`,
      `COPY ${token}* $X${token} /x`,
      `ADD git@github.com:${token} /x`,
      `COPY ${token}--a /x`,
    ]) {
      const report = JSON.stringify(uploadDiagnostics(dockerfileApp(`FROM python:3.12\n${line}\n`, tree)));
      expect(report).toContain("message");
      expect(report).not.toContain(token);
    }
    const [moved] = uploadDiagnostics(
      dockerfileApp(`FROM python:3.12\nCOPY app.py \\\n# ${token}\n lib.py /x/\n`, tree),
    );
    expect(moved?.rule).toBe("copy-comment-in-continuation");
    expect(moved?.fix).toBeNull();
  });

  test("point at the app's line", () => {
    const [diagnostic] = uploadDiagnostics(dockerfileApp("FROM python:3.12\nCOPY gone /x\n", tree));
    expect(diagnostic?.related).toMatchObject([{ file: "pyproject.toml", range: { start: { line: 5, column: 14 } } }]);
  });
});

describe("the readme of the project that is installed", () => {
  const pyproject = (project: string) => `${project}\n${String(dockerfileApp("")["pyproject.toml"])}`;
  const found = (run: string, files: Record<string, MemoryEntry>) =>
    uploadDiagnostics({ ...dockerfileApp(`FROM python:3.12\nCOPY . /app\n${run}\n`), ...files }).map(
      ({ rule, severity, message }) => [rule, severity, message.slice(0, 50)],
    );
  const readme = { "README.md": "1", "pyproject.toml": pyproject('[project]\nname = "a"\nreadme = "README.md"') };
  const hit = [["copy-source-ignored", "warning", "`.` is sent without `README.md`, the `readme` of t"]];

  test.each([
    ["RUN pip install .", hit],
    ["RUN pip install --no-cache-dir -e '.[dev]'", hit],
    ["RUN cd /app && uv pip install . && true", hit],
    ["RUN uv sync --frozen", hit],
    ["RUN uv sync --frozen --no-install-project", []],
    ["RUN poetry install", hit],
    ["RUN poetry install --no-root", []],
    ["RUN pip install -r requirements.txt", []],
    ["RUN pip install numpy==2.0", []],
    ["RUN pip install ./vendored", []],
    ["RUN pip3 install  .", hit],
    ["RUN pip install\t--upgrade .", hit],
    ['RUN pip install "."', hit],
    ["RUN pip install .; true", hit],
    ["RUN pip install .&& true", hit],
    ["RUN pip install .hidden", []],
    ["RUN pip install a.", []],
    ["RUN pip list && ls .", []],
    ["RUN uv  sync", hit],
    ["RUN uv synchronise", []],
    ["RUN poetry  install", hit],
    ["RUN poetry installed", []],
    ["RUN python -m build", hit],
    ["RUN python3  -m  build --wheel", hit],
    ["RUN python -m builder", []],
    ['RUN ["pip", "install", "."]', hit],
    ["CMD pip install .", []],
    ["RUN true\nFROM scratch AS other\nRUN pip install .", []],
  ])("%s", (run, expected) => {
    expect(found(run, readme)).toEqual(expected);
  });

  test("is nothing to worry about if it is sent, or is none", () => {
    expect(found("RUN pip install .", { ...readme, ".dockerignore": ".git" })).toEqual([]);
    expect(found("RUN pip install .", { ...readme, "pyproject.toml": pyproject('[project]\nname = "a"') })).toEqual([]);
    const { "README.md": _, ...without } = readme;
    expect(found("RUN pip install .", without)).toEqual([]);
    expect(found("RUN pip install .", { ...without, "README.md/a": "1" })).toEqual([]);
    const text = { "README.txt": "1", "pyproject.toml": pyproject('[project]\nname = "a"\nreadme = "README.txt"') };
    expect(found("RUN pip install .", text)).toEqual([]);
    expect(found("RUN pip install .", { ...readme, "pyproject.toml": pyproject("[project]\nreadme = 3") })).toEqual([]);
    const table = pyproject('[project]\nname = "a"\nreadme = { file = "README.md", content-type = "text/markdown" }');
    expect(found("RUN pip install .", { ...readme, "pyproject.toml": table })).toEqual(hit);
  });

  test("is nothing to worry about where no line copies the whole context", () => {
    const files = {
      ...dockerfileApp("FROM python:3.12\nCOPY src /app\nRUN pip install .\n"),
      ...readme,
      "src/a.py": "1",
    };
    expect(uploadDiagnostics(files)).toEqual([]);
  });

  test("is named with what to write into a .dockerignore, without the pattern that takes it", () => {
    const [only] = uploadDiagnostics({
      ...dockerfileApp("FROM python:3.12\nCOPY src/a.py . /app/\nRUN pip install .\n"),
      ...readme,
      "src/a.py": "1",
    });
    expect(only?.message).toContain("`*.md` is one of the patterns that fal's client then goes by.");
    expect(only?.range).toMatchObject({ start: { line: 2, column: 15 }, end: { line: 2, column: 16 } });
  });
});
