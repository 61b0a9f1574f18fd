import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isToken } from "../../src/container/token.ts";
import { tokenSpans, withoutTokens } from "../../src/container/token-spans.ts";
import { ecrPassword } from "../rules/tokens.ts";
import { secretVectors } from "./secret-vectors.ts";

const tokens = secretVectors.filter(({ value }) => isToken(value));
const embeddable = tokens
  .map((vector) => ({ ...vector, value: vector.value.trimEnd() }))
  .filter(({ value }) => !value.startsWith("AWS:"));

function covered(text: string, start: number, end: number): boolean {
  return tokenSpans(text).some((span) => span[0] <= start && span[1] >= end);
}

describe("a token within a text", () => {
  const surroundings: readonly (readonly [string, string])[] = [
    ["export GH=", "\n"],
    ["docker login --password=", " ghcr.io"],
    ["https://user:", "@example.com/simple"],
    ['password = "', '"'],
    ["printf '\\n", "\\n' > .netrc"],
    ["https://example.com/?q=%3A", "&x=1"],
    ["日本", "語"],
    ["[", "]."],
  ];

  test.each(embeddable.map(({ id, classification, value }) => [id, classification, value] as const))(
    "%s: %s",
    (_, __, value) => {
      for (const [before, after] of surroundings) {
        const text = before + value + after;
        const spans = tokenSpans(text);
        expect(covered(text, before.length, before.length + value.length)).toBe(true);
        expect(spans.length).toBe(1);
        // What stands around stays, but for a full stop.
        expect(spans[0]?.[0]).toBe(before.length);
        expect((spans[0]?.[1] ?? 0) - (before.length + value.length)).toBeLessThanOrEqual(1);
      }
    },
  );

  test("is found among random words, each one of several", () => {
    const filler = fc.string({
      unit: fc.constantFrom(" ", "\n", '"', "'", "=", ":", "@", "/", "$", "é", "\u{1f600}", "<"),
      maxLength: 20,
    });
    const word = fc.constantFrom(...embeddable.map(({ value }) => value));
    let found = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(filler, word), { minLength: 1, maxLength: 4 }), filler, (parts, end) => {
        const text = parts.map(([before, value]) => `${before} ${value}`).join("") + end;
        let at = 0;
        for (const [before, value] of parts) {
          at += before.length + 1;
          expect(covered(text, at, at + value.length)).toBe(true);
          at += value.length;
          found++;
        }
      }),
    );
    expect(found).toBeGreaterThan(100);
  });

  test("of a long prefix is found in the middle of a word", () => {
    for (const id of ["sv047", "sv051", "sv054", "sv061", "sv077", "sv097", "sv101"]) {
      const value = secretVectors.find((vector) => vector.id === id)?.value ?? "";
      expect(covered(`xyz${value}xyz`, 3, 3 + value.length)).toBe(true);
    }
  });

  test("is found close behind what only begins like one", () => {
    for (const id of ["sv051", "sv116", "sv091", "sv098"]) {
      const value = secretVectors.find((vector) => vector.id === id)?.value ?? "";
      const near = value.slice(0, 4);
      expect(tokenSpans(`${near} ${near}. ${value}`)).toEqual([[11, 11 + value.length]]);
    }
  });

  test("is covered with what is stuck to it", () => {
    const value = secretVectors.find(({ id }) => id === "sv051")?.value ?? "";
    expect(tokenSpans(`a ${value}12 b`)).toEqual([[2, 2 + value.length + 2]]);
  });

  test("is the whole text if the text is one", () => {
    for (const { value } of tokens) expect(tokenSpans(value)).toEqual([[0, value.length]]);
    expect(tokens.length).toBeGreaterThan(40);
  });

  test("has an end where a private key has none", () => {
    const key = secretVectors.find(({ id }) => id === "sv096")?.value ?? "";
    const cut = key.slice(0, 200);
    expect(tokenSpans(`RUN echo "${cut}" > key`)).toEqual([[10, 210]]);
    expect(tokenSpans(`# ${cut}"\n"${key}"`)).toEqual([[2, 202 + 3 + key.length]]);
  });

  test("is a key file from brace to brace, also in a string of a string", () => {
    for (const id of ["sv089", "sv093"]) {
      const file = (secretVectors.find((vector) => vector.id === id)?.value ?? "").trim();
      const text = `COPY <<EOF /key.json\n${file}\nEOF\n`;
      expect(tokenSpans(text)).toEqual([[21, 21 + file.length]]);
      const escaped = JSON.stringify(file).slice(1, -1);
      expect(tokenSpans(`ENV KEY="${escaped}" A=b`)).toEqual([[9, 9 + escaped.length]]);
    }
  });
});

describe("a text without its tokens", () => {
  const value = (id: string) => secretVectors.find((vector) => vector.id === id)?.value ?? "";
  const github = value("sv051");
  const keyFile = JSON.stringify({ type: "service_account", project_id: "project", private_key: "k".repeat(90) });
  const encoded = Buffer.from(keyFile).toString("base64");
  const jwt = ['{"alg":"none"}', "{}"].map((part) => Buffer.from(part).toString("base64url")).join(".");
  const spaced = keyFile.replace('"type":', '"type" : ');
  const noKey = '{ "type": "service_account", "client_email": "me@example.com" }';
  const begin = "-----BEGIN PRIVATE KEY-----";
  const material = "MIIE".repeat(20);
  const privateKey = `${begin}\n${material}\n-----END PRIVATE KEY-----`;
  const spoken = `grep "${begin}" ${" ".repeat(400)}${"a".repeat(20)}`;
  const standIn = `KEY="${begin}\n${"x".repeat(20)}\n-----END PRIVATE KEY-----" x`;
  const lines = (end: string) => encoded.replace(/.{76}/g, `$&${end}`);

  test.each([
    ["one", `GH=${github} x`, "GH=******** x"],
    ["two of different kinds, the later first by its pattern", `a ${jwt}.x b ${github} c`, "a ******** b ******** c"],
    ["one at each end", `${github} and ${github}`, "******** and ********"],
    ["one within a URL", `https://me:x${github}@host/x`, "https://me:********@host/x"],
    ["none", "FROM python:3.12", "FROM python:3.12"],
    ["nothing", "", ""],
    ["the header of a JWT alone", `see ${jwt.split(".")[0]} for more`, `see ${jwt.split(".")[0]} for more`],
    ["a key file in one line", `KEY=${encoded}\nRUN x\n`, "KEY=********\nRUN x\n"],
    ["a key file in one line and a longer one", `${encoded}\n${"a".repeat(400)}\n`, `********\n${"a".repeat(400)}\n`],
    ["a key file in lines", `a ${lines("\n")}\nRUN x\n`, "a ********\nRUN x\n"],
    ["a key file in lines of Windows", `a ${lines("\r\n")}\r\nRUN x\r\n`, "a ********\r\nRUN x\r\n"],
    [
      "a key file and another word as long",
      `${encoded} ${"a".repeat(encoded.length)}`,
      `******** ${"a".repeat(encoded.length)}`,
    ],
    [
      "a key file in two lines that is cut short",
      `${encoded.slice(0, 76)}\n${encoded.slice(76, 152)}\n${"b".repeat(100)}`,
      `********\n${"b".repeat(100)}`,
    ],
    ["a key file with blanks in base64", `KEY=${Buffer.from(spaced).toString("base64")} x`, "KEY=******** x"],
    ["a key file as it is", `echo '${keyFile}' x`, "echo '********' x"],
    ["a key file with blanks", `echo '${spaced}' x`, "echo '********' x"],
    ["a key file without an end", `echo '${keyFile.slice(0, -1)}`, "echo '********"],
    ["a key file without a key, and its name", `${noKey} and "private_key"`, `${noKey} and "private_key"`],
    ["one stuck to another", `GH=${github}${ecrPassword()}+/x= y`, "GH=******** y"],
    ["a private key far behind", `${"y ".repeat(40_000)}${privateKey}\nRUN x`, `${"y ".repeat(40_000)}********\nRUN x`],
    [
      "a private key whose end is far away",
      `${begin}\n${material}" ${"! ".repeat(40_000)}-----END PRIVATE KEY-----`,
      `********" ${"! ".repeat(40_000)}-----END PRIVATE KEY-----`,
    ],
    ["a word about a private key, and a long one", spoken, spoken],
    ["a stand-in for a private key", standIn, standIn],
  ])("that holds %s", (_, text, shown) => {
    expect(withoutTokens(text)).toBe(shown);
  });
});

describe("no token", () => {
  const hex = "0123456789abcdef";
  test.each([
    ["a digest", `FROM python@sha256:${hex.repeat(4)}`],
    ["a sha512 digest", `sha512:${hex.repeat(8)}`],
    ["a commit", `git checkout ${hex.repeat(2)}01234567`],
    ["a UUID", "0d1395b7-d107-49de-a6ac-2a476a7c7817"],
    ["a package hash", `numpy==1.26.4 --hash=sha256:${hex.repeat(4)}`],
    ["an npm integrity", `sha512-${"aB3/".repeat(21)}AA==`],
    ["base64 words", "c3VwZXIgbG9uZyBzdHJpbmcgc2hvdWxkIGNhdXNlIGVub3VnaCBlbnRyb3B5"],
    ["a key file without a key", 'RUN echo \'{ "type": "service_account", "client_email": "me@example.com" }\''],
    ["a JSON object in base64", "eyJoZWxsbyI6IndvcmxkIiwiYSI6MSwiYiI6MiwiYyI6MywiZCI6NCwiZSI6NX0="],
    ["words with dots that begin like a JWT", "eyJoZWxsbyI6IndvcmxkIn0.eyJoZWxsbyI6IndvcmxkIn0.c2ln"],
    [
      "names like prefixes",
      "shelf_abcdefghijklmnopqrstuvwxyzabcdefgh npm_config_registry hf_transfer task-runner sk-learn",
    ],
    ["a library's hash", `libelf_${hex.repeat(2)}01234567`],
    ["a placeholder", `ghp_${"x".repeat(36)} and AKIAIOSFODNN7EXAMPLE and hf_<token>`],
    ["a reference", "$DOCKERHUB_TOKEN ${TOKEN} {{ token }}"],
    ["a public key", "-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----"],
    ["a placeholder of a private key", "-----BEGIN PRIVATE KEY-----\nxxx\n-----END PRIVATE KEY-----"],
    ["a word about a private key", 'RUN grep -r "-----BEGIN PRIVATE KEY-----" /app && exit 1'],
    ["CUDA and torch", "RUN pip install torch==2.4.0+cu121 --index-url https://download.pytorch.org/whl/cu121"],
    ["an image", "123456789012.dkr.ecr.us-east-1.amazonaws.com/team/app:2024-01-01"],
    ["nothing", ""],
  ])("in %s", (_, text) => {
    expect(tokenSpans(text)).toEqual([]);
  });
});

describe("any text", () => {
  const size = 2_000_000;

  // What each pattern could stumble over, again and again.
  test.each([
    ["a", 0],
    ["eyJ", 0],
    ["eyJ.", 0],
    ["eyJhbGciOiJub25lIn0", 0],
    ["eyJhbGciOiJub25lIn0.", 1],
    ["ghs_1_eyJ", 0],
    ["ew", 0],
    ["ewogICJ0eXBlIjog ", 0],
    ["sk-", 0],
    ["sk-a ", 0],
    ["sk-ant-api03-", 0],
    ["glpat-", 1],
    ["ya29.", 0],
    ["dckr_pat_", 1],
    ["%41", 0],
    ["+ACR", 0],
    ["AKIA", 0],
    ["Q~", 0],
    ["0-", 0],
    ["-----BEGIN PRIVATE KEY-----", 0],
    ["-----BEGIN PRIVATE KEY-----\n" + "MIIE".repeat(5), 1],
    ["-----BEGIN PRIVATE KEY-----\n" + "MIIE".repeat(5) + '"', null],
    ["-----END ", 0],
    ["eyJwYXlsb2FkIjoi", 1],
    ["RUN pip install --no-cache-dir torch==2.4.0 # a line of a Dockerfile, with words-and_words\n", 0],
  ])("of two million characters takes a moment: %j", (piece, count) => {
    const text = piece.repeat(size / piece.length);
    const start = performance.now();
    const spans = tokenSpans(text);
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(spans.length).toBe(count ?? Math.floor(size / piece.length));
  });

  test("gives spans in order, apart, and within", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(...tokens.map(({ value }) => value), "eyJ", "ghp_", "-----BEGIN PRIVATE KEY"),
    );
    let found = 0;
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join("");
        let last = -1;
        for (const [start, end] of tokenSpans(text)) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          last = end;
          found++;
        }
        expect(last).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(200);
  });
});

describe("a password in a URL", () => {
  test.each([
    ["pip install --index-url https://me:«hunter2»@host/simple"],
    ["fal @ git+https://me:«hunter2»@github.com/a/b.git"],
    ["postgres://me:«p:w»@db:5432/x and https://:«t0ps»@host"],
  ])("%s", (marked) => {
    const parts = marked.split(/[«»]/);
    const expected = parts.flatMap((part, i) => (i % 2 === 1 ? [part] : []));
    const text = parts.join("");
    expect(tokenSpans(text).map((span) => text.slice(...span))).toEqual(expected);
  });

  test.each([
    "https://me:${TOKEN}@host",
    "https://me:$TOKEN@host",
    "https://me:<password>@host",
    "https://user:password@host",
    "https://host:8000/a@b",
    "https://me@host",
    "git@github.com:a/b.git",
    "http://[::1]:80/@",
  ])("none in %s", (text) => {
    expect(tokenSpans(text)).toEqual([]);
  });
});
