// What the rules about COPY and ADD say of a line, and what to write instead.
import { describe, expect, test } from "vitest";
import type { MemoryEntry } from "../memory-files.ts";
import { dockerfileApp } from "./run.ts";
import { fixed, uploadDiagnostics } from "./upload-findings.ts";

const tree: Record<string, MemoryEntry> = {
  "app.py": "1",
  "lib.py": "2",
  "src/a.py": "3",
  "src/b.py": "4",
  "src/README.md": "5",
  "src/deep/c.py": "6",
  "my notes.txt": "7",
  "two--parts.py": "8",
  empty: { directory: "empty" },
  pipe: { other: true },
  link: { link: "src" },
  out: { link: "../elsewhere/x" },
  "../elsewhere/x": "9",
  "big/model.bin": { size: 2 * 1024 ** 3 },
  ".dockerignore": ".git\n",
};

/** Nothing in it stops the client. */
const whole: Record<string, MemoryEntry> = { out: "1", "big/model.bin": "1" };

type Words = readonly [lines: string, message: string, help: string, files?: Record<string, MemoryEntry>];

const readDifferently = {
  joined: "fal's client takes this COPY for a part of what stands above, which ends in a backslash there:",
  flagged: "fal's client does not see `--from` behind another flag, and takes",
  heredoc: "fal's client takes this for a COPY, which it is not, and will",
};

const cases: Record<string, readonly Words[]> = {
  "copy-unparsable": [
    [
      "# C:\\\nCOPY app.py lib.py /x/",
      `${readDifferently.joined} nothing is sent for \`app.py\` and \`lib.py\``,
      "End the line above without a backslash.",
    ],
    [
      "ADD https://example.com/x.tgz app.py /x/",
      "passes over an ADD that holds a URL: nothing is sent for `app.py`",
      "Write two instructions: ADD for the URL, COPY for the files.",
    ],
    ["COPY it's /x", "cannot read this COPY (a quote in it is not closed) and sends nothing", "Write plain words, or"],
    ["ADD app.py [x]", "cannot read this ADD (it ends in `]`, but is no JSON array)", "Write plain words, or"],
    [
      "COPY my\\ notes.txt /x",
      "splits this line at every blank, quoted or escaped or not, and so takes `my\\`",
      "in a JSON array",
    ],
    ['COPY "my notes.txt" /x', 'and so takes `"my` for a path', "in a JSON array"],
    [
      "COPY two--parts.py /x",
      "takes `--parts` in `two--parts.py` for a flag",
      "Copy the folder that it lies in, or rename it.",
    ],
    ["COPY app.py \\  \n  /x/", "Blanks follow this backslash.", "End the line with the backslash."],
  ],
  "copy-source-missing": [
    [
      "COPY https://example.com/x.tgz /x",
      "`https://example.com/x.tgz` is fetched by ADD only",
      "Write ADD instead of COPY.",
    ],
    [
      "COPY gone /x",
      "`gone` does not exist in the build context: the remote build will stop at this COPY",
      "The context is",
    ],
    [
      "ADD gone more /x/",
      "`gone` and `more` do not exist in the build context: the remote build will stop at this ADD",
      "The context is",
    ],
    ["COPY empty /x", "`empty` is a folder without a file in it, and fal's client sends files only:", "RUN mkdir -p"],
    ["COPY pipe /x", "`pipe` is neither a file nor a folder:", "Put a file or a folder in its place."],
    ["COPY ap.py /x", "`ap.py` does not exist", "Did you mean `app.py`?"],
    ["COPY src/deep/d.py /x", "`src/deep/d.py` does not exist", "Did you mean `src/deep/c.py`?"],
    ["COPY sr/a.py /x", "`sr/a.py` does not exist", "The context is"],
  ],
  "copy-source-ignored": [
    [
      "COPY app.py lib.py /x/",
      "`app.py` and `lib.py` are not sent: `*.py` in the .dockerignore excludes them;",
      "`/*.py` at the root only",
      { ".dockerignore": "*.py" },
    ],
    [
      "COPY app.py /x/",
      "`app.py` is not sent: `*.py` in the .dockerignore excludes it; the remote build will stop at this COPY",
      "narrow it: without a slash it matches at any depth",
      { ".dockerignore": "*.py" },
    ],
    [
      "COPY app.py lib.py /x/",
      "`app.py` is not sent: `/app.py` in the .dockerignore",
      "narrow it. (`!` does not help",
      { ".dockerignore": "/app.py\n/lib.py" },
    ],
    ["COPY src /x/", "`src` is not sent: `src/`", "`/src/` at the root only", { ".dockerignore": "src/" }],
    [
      "COPY src/deep /x/",
      "`src/deep` is not sent: `src/deep/`",
      "Take the pattern out, or narrow it. (",
      { ".dockerignore": "src/deep/" },
    ],
    [
      "COPY app.py /x/",
      "`*` in the .dockerignore",
      "Take it out, and list what shall stay behind instead.",
      { ".dockerignore": "*" },
    ],
    [
      "COPY app.py /x/",
      "`**/*` in the .dockerignore",
      "Take it out, and list what shall stay behind instead.",
      { ".dockerignore": "**/*" },
    ],
    [
      "COPY *.py /x/",
      "BuildKit copies nothing, and says nothing.",
      "And name the files: it does not expand wildcards either.",
      { ".dockerignore": "*.py" },
    ],
  ],
  "copy-glob": [
    [
      "COPY src/a*.py /x/",
      "does not expand `src/a*.py`: `src/a.py` is not sent, and the image will lack it though",
      "Copy the folder `src`, or name the files.",
    ],
    [
      "COPY src/*.py /x/",
      "`src/a.py` and `src/b.py` are not sent, and the image will lack them though",
      "Copy the folder `src`, or name the files.",
    ],
    ["COPY src/deep/*.py /x/", "`src/deep/c.py` is not sent", "Copy the folder `src/deep`, or name the files."],
    [
      "COPY *.py /x/",
      "`app.py`, `lib.py` and `two--parts.py` are not sent",
      "Name the files, or put them into a folder and copy that.",
    ],
    ["COPY */a.py /x/", "`src/a.py` is not sent", "Name the files, or put them into a folder and copy that."],
    ["COPY *.rs /x/", "Nothing in the context matches `*.rs`: BuildKit copies nothing", "Name what shall be copied."],
  ],
  "copy-variable": [
    ["COPY $NOPE /x", "does not expand `$NOPE`, and sends nothing for it: unless another line", "Write the path out."],
    [
      "ARG S=src\nCOPY $S /x",
      "sends nothing for it: the remote build will stop here",
      "as far as the Dockerfile tells: `src`.",
    ],
    ["ARG S=src\nCOPY $S/*.py /x", "sends nothing for it: the image will lack the files.", "tells: `src/*.py`."],
  ],
  "copy-from-after-flag": [
    [
      "COPY --link --from=b /src /x",
      `${readDifferently.flagged} the paths for local ones: \`src\` will be sent for nothing.`,
      "directly behind COPY",
    ],
    ["COPY --link --from=b . /x", "`the whole project` will be sent for nothing.", "directly behind COPY", whole],
    [
      "COPY --link --from=b /gone /x",
      "it will say that `gone` was not found. The build is not affected.",
      "directly behind COPY",
    ],
    [
      "COPY --link --from=b ../x /x",
      `${readDifferently.flagged} \`../x\` for local files: it will stop, since \`../x\` lies outside the build context.`,
      "directly behind COPY",
    ],
    [
      "COPY --link --from=b /big /x",
      "for local files: it will stop, since `big/model.bin` is too large to be sent.",
      "directly behind COPY",
    ],
  ],
  "copy-in-heredoc": [
    [
      "RUN <<EOF\nCOPY app.py /x\nEOF",
      `${readDifferently.heredoc} send \`app.py\` for nothing.`,
      "Put a blank in front of it",
    ],
    [
      "RUN <<EOF\nADD app.py /x\nEOF",
      "takes this for an ADD, which it is not, and will send",
      "Put a blank in front of it",
    ],
    ["RUN <<EOF\nCOPY . /x\nEOF", "will send `the whole project` for nothing.", "Put a blank", whole],
    [
      "RUN <<EOF\nCOPY ../y /x\nEOF",
      `${readDifferently.heredoc} stop at \`../y\`, which lies outside the build context.`,
      "Put a blank",
    ],
    ["RUN <<EOF\nCOPY big /x\nEOF", "stop at `big/model.bin`, which is too large.", "Put a blank"],
  ],
  "copy-comment-in-continuation": [
    [
      "COPY app.py \\\n# note\n  lib.py /x/",
      "takes this comment for a part of the COPY, and does not send",
      "Move the comment above the COPY.",
    ],
    [
      "ADD app.py \\\n  # src too\n  /x/",
      "of the ADD, and sends `src` for a word of it.",
      "Move the comment above the ADD.",
    ],
    [
      "COPY app.py \\\n  # src\n  /x/",
      "will say that its words were not found; the build is not affected.",
      "Move the comment",
    ],
    ["COPY app.py \\\n  # ../x too\n  /x/", "a part of the COPY, and stops at `../x`.", "Move the comment"],
  ],
  "copy-outside-context": [
    [
      "COPY ../y /x",
      "`../y` lies outside the build context, which is the folder of the pyproject.toml: fal's client will stop",
      "Move it below that folder",
    ],
    [
      "COPY out /x",
      "`out` is or passes a symbolic link that leads out of the build context, to `../elsewhere/x`",
      "add `/out` to the .dockerignore.",
    ],
  ],
  "upload-too-large": [
    ["COPY big /x", "`big/model.bin` (2.0 GiB) is larger than the 1 GiB", "add `/big/model.bin` to the .dockerignore."],
    [
      "COPY big more.bin /x/",
      "`big/model.bin` and `more.bin` (the first 2.0 GiB) are larger than the 1 GiB",
      "add `/big/model.bin` to the .dockerignore.",
      { "more.bin": { size: 3 * 1024 ** 3 } },
    ],
    [
      "COPY more.bin /x/",
      "`more.bin` (1.5 GiB) is larger",
      "add `/more.bin` to the .dockerignore.",
      { "more.bin": { size: 1.5 * 1024 ** 3 } },
    ],
  ],
  "upload-nothing": [
    ["COPY . /x", "No file at all is sent for `.`", "Look at the .dockerignore", { ".dockerignore": "*" }],
  ],
  "copy-symlink": [["COPY link /x", "link", "src"]],
  "copy-indented": [
    [
      "  ADD app.py /x",
      "does not see this ADD, since it is indented: nothing is sent for `app.py`",
      "Begin the line with ADD.",
    ],
  ],
};

describe.each(Object.entries(cases))("%s", (rule, table) => {
  test.each(table.map((row) => [row[0], row] as const))("%j", (_, [lines, message, help, files]) => {
    const found = uploadDiagnostics(dockerfileApp(`FROM python:3.12 AS b\n${lines}\n`, { ...tree, ...files })).filter(
      (one) => one.rule === rule,
    );
    expect(found).toHaveLength(1);
    expect(found[0]?.message).toContain(message);
    expect(found[0]?.help).toContain(help);
  });
});

test("a line of a stage that is not built says that nothing needs it", () => {
  const said = (end: string) =>
    uploadDiagnostics(dockerfileApp(`FROM python:3.12\nCOPY gone /x\n${end}`, tree))[0]?.message;
  expect(said("FROM scratch\n")).toMatch(/^`gone` does not exist.*\(Nothing that is built needs this line\.\)$/);
  expect(said("")).not.toContain("Nothing that is built");
});

test("a folder of which nothing is left names the pattern that takes the most", () => {
  const files = {
    "data/a.txt": "1",
    "data/b.csv": "2",
    "data/c.csv": "3",
    "data/d.md": "4",
    ".dockerignore": "*.txt\n*.csv\n*.md",
  };
  const [only] = uploadDiagnostics(dockerfileApp("FROM python:3.12\nCOPY data /x\n", files));
  expect(only?.message).toContain("`*.csv` in the .dockerignore");
});

describe("a fix that changes nothing of what is built is safe", () => {
  test.each([
    ["copy-unparsable", "COPY app.py \\ \t\n  /x/"],
    ["copy-from-after-flag", "COPY --link --from=b /src /x"],
    ["copy-indented", "  COPY app.py /x"],
    ["copy-comment-in-continuation", "COPY app.py \\\n# note\n  lib.py /x/"],
  ])("%s", (rule, lines) => {
    const project = dockerfileApp(`FROM python:3.12 AS b\n${lines}\n`, tree);
    const fixes = uploadDiagnostics(project).map((one) => [one.rule, one.fix?.safe]);
    expect(fixes).toEqual([[rule, true]]);
    expect(uploadDiagnostics(fixed(project))).toEqual([]);
  });
});
