import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCopySources } from "../../src/client/copy-sources.ts";
import configs from "../vectors/client_configs.json" with { type: "json" };
import uploads from "../vectors/client_uploads.json" with { type: "json" };
import words from "../vectors/python_words.json" with { type: "json" };

const warned = new Set(["no-closing-quotation", "no-escaped-character", "invalid-json", "not-strings"]);

/** The one read of a Dockerfile, with the text that its spans cover. */
function only(dockerfile: string) {
  const { reads } = readCopySources(dockerfile);
  expect(reads).toHaveLength(1);
  const [read] = reads;
  if (read === undefined) throw new Error("no read");
  const at = (span: readonly [number, number]) => dockerfile.slice(...span);
  return { ...read, span: at(read.span), sources: read.sources.map(({ path, span }) => [path, at(span)]) };
}

describe("against fal's client", () => {
  test("the same sources for each recorded build", () => {
    let compared = 0;
    for (const { id, files, expect: outcome } of uploads.cases) {
      if (!("sources" in outcome)) continue;
      expect([id, readCopySources(files.Dockerfile).sources]).toEqual([id, outcome.sources]);
      compared++;
    }
    expect(compared).toBe(79);
  });

  test("the same docker_files_list for each accepted app with a Dockerfile, from the bytes in the file", () => {
    let compared = 0;
    for (const { files, path, list } of dockerfileApps()) {
      expect(readCopySources(files[path] ?? "").sources).toEqual(list);
      compared++;
    }
    expect(compared).toBe(26);
  });

  test("the same sources and as many warnings for each recorded Dockerfile", () => {
    const met = { none: 0, some: 0, warnings: 0 };
    for (const [text, sources, warnings] of words.dockerfiles as [string, string[], number][]) {
      const read = readCopySources(text);
      expect([text, read.sources]).toEqual([text, sources]);
      expect([text, read.reads.filter((r) => warned.has(r.skipped ?? "")).length]).toEqual([text, warnings]);
      met[sources.length === 0 ? "none" : "some"]++;
      if (warnings > 0) met.warnings++;
    }
    expect(met).toEqual({ none: 343, some: 765, warnings: 210 });
  });
});

function* dockerfileApps() {
  for (const { files, expect: apps } of configs.cases) {
    for (const app of Object.values(apps) as {
      ok: boolean;
      data?: { options: { environment: { image?: Image } } };
    }[]) {
      const image = app.data?.options.environment.image;
      if (image?.docker_files_list === undefined) continue;
      // The recorded text has LF where the file has CRLF: the client opens it in text mode.
      const path = Object.keys(files).find((p) => textMode(files, p) === image.dockerfile_str) ?? "";
      yield { files: files as Record<string, string>, path, list: image.docker_files_list };
    }
  }
}

interface Image {
  readonly dockerfile_str: string;
  readonly docker_files_list?: string[];
}

function textMode(files: object, path: string): string | undefined {
  return (files as Record<string, string>)[path]?.replaceAll(/\r\n?/g, "\n");
}

describe("reads", () => {
  test.each([
    ["COPY a b /c", { instruction: "COPY", form: "shell", skipped: null }],
    ["add a b", { instruction: "ADD", form: "shell", skipped: null }],
    ['COPY ["a", "b"]', { instruction: "COPY", form: "json", skipped: null }],
    ["COPY --from=x a b", { instruction: "COPY", form: null, skipped: "from-flag" }],
    ["COPY --FROM=x a b", { skipped: "from-flag" }],
    ["COPY --link --from=x a b", { skipped: null }],
    ["ADD --from=x a b", { skipped: null }],
    ["ADD --chown=1 https://e.com/x /y", { instruction: "ADD", skipped: "url" }],
    ["COPY https://e.com/x /y", { skipped: null }],
    ["COPY a", { form: "shell", skipped: "too-few-words" }],
    ["COPY --link", { skipped: "too-few-words" }],
    ['COPY ["a"]', { form: "json", skipped: "too-few-words" }],
    ["COPY 'a b", { skipped: "no-closing-quotation" }],
    ["COPY a \\ \\", { skipped: "no-escaped-character" }],
    ["COPY a [b]", { skipped: "invalid-json" }],
    ['COPY [1, "a"]', { skipped: "not-strings" }],
  ])("%s", (dockerfile, expected) => {
    expect(only(dockerfile)).toMatchObject(expected);
  });

  test("spans cover what is written, in the original text", () => {
    const dockerfile = 'FROM x\r\nCOPY --link \\\r\n\r\n  /a "b\\\n c"  \\\n  --chown=1 de--link /f  \r\nRUN x\r\n';
    const read = only(dockerfile);
    expect(read.span).toBe('COPY --link \\\r\n\r\n  /a "b\\\n c"  \\\n  --chown=1 de--link /f');
    expect(read.sources).toEqual([
      ["a", "/a"],
      ["b c", '"b\\\n c"'],
      ["de", "de"],
    ]);
    expect(only('X\nCOPY [ "/a", "b" ,\\\n "c"]').sources).toEqual([
      ["a", '"/a"'],
      ["b", '"b"'],
    ]);
  });

  test("a lone keyword takes the next line that is not blank", () => {
    expect(only("COPY\n\n  RUN a b\nRUN c")).toMatchObject({
      sources: [
        ["RUN", "RUN"],
        ["a", "a"],
      ],
    });
  });

  test("CRLF does not break a continuation: the client reads in text mode", () => {
    expect(readCopySources("COPY a \\\r\n  b \\\r\n  /c/\r\n").sources).toEqual(["a", "b"]);
  });
});

describe("any text", () => {
  const pieces = fc.constantFrom(
    "\nCOPY ",
    "\nADD ",
    "a b ",
    "./src ",
    "\\\n",
    "\r\n",
    "\n",
    "\r",
    '"',
    "'",
    "\\",
    "--x=1 ",
    "[",
    "]",
    '"a"',
    ",",
    " ",
    "a",
    "/",
    "\u2028",
    "😀",
  );
  const dockerfiles = fc.array(pieces, { maxLength: 20 }).map((parts) => `COPY ${parts.join("")}`);

  test("spans are ordered, do not overlap and lie within their read", () => {
    let sources = 0;
    fc.assert(
      fc.property(dockerfiles, (text) => {
        let from = 0;
        for (const read of readCopySources(text).reads) {
          expect(read.span[0]).toBeGreaterThanOrEqual(from);
          expect(text.slice(read.span[0]).slice(0, 4).toUpperCase()).toMatch(/^(COPY|ADD)/);
          let within = read.span[0];
          for (const source of read.sources) {
            expect(source.span[0]).toBeGreaterThanOrEqual(within);
            expect(source.span[1]).toBeGreaterThan(source.span[0]);
            within = source.span[1];
            sources++;
          }
          expect(within).toBeLessThanOrEqual(read.span[1]);
          from = read.span[1];
        }
      }),
      { numRuns: 5000 },
    );
    expect(sources).toBeGreaterThan(1000);
  });

  test.each([
    ["blank lines after a keyword", "COPY" + "\n".repeat(2_000_000)],
    ["continuations", "COPY a" + " \\\n".repeat(500_000) + "b"],
    ["quotes", 'COPY ["' + '\\"'.repeat(1_000_000) + "]"],
    ["flags", "COPY " + "--a=b ".repeat(300_000) + "c d"],
    ["dashes", "COPY " + "-".repeat(2_000_000) + " d"],
    ["one long line", "COPY " + "a ".repeat(500_000)],
    ["keywords", "COPY\n".repeat(400_000)],
    ["backslashes", "COPY " + "\\".repeat(2_000_000)],
    ["carriage returns", "RUN x\r".repeat(500_000)],
  ])("takes linear time over %s", (_, text) => {
    const start = performance.now();
    readCopySources(text);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
