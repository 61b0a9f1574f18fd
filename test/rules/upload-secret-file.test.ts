import { describe, expect, test } from "vitest";
import type { MemoryEntry } from "../memory-files.ts";
import { dockerfileApp } from "./run.ts";
import { uploadDiagnostics } from "./upload-findings.ts";

// Put together here: no scanner is to find a key in this file.
const pem = (kind: string) => `-----BEGIN ${kind}-----\nMIIE\n-----END ${kind}-----\n`;
const privateKey = pem(["RSA", "PRIVATE", "KEY"].join(" "));
const token = ["npm", "a1B2".repeat(9)].join("_");
const accountKey = JSON.stringify({ type: "service_account", private_key: privateKey, client_email: "a@b.example" });

function found(files: Record<string, MemoryEntry>, dockerfile = "COPY . /x") {
  const project = dockerfileApp(`FROM python:3.12\n${dockerfile}\n`, { ".dockerignore": "/Dockerfile\n", ...files });
  return uploadDiagnostics(project).map(({ rule, severity, message, range }) => {
    const at = String(project["Dockerfile"]).slice(range.start.offset, range.end.offset);
    return `${rule} ${severity} ${at}: ${message}`;
  });
}

const say = (severity: string, path: string, what: string, at = ".") =>
  `upload-secret-file ${severity} ${at}: This sends \`${path}\`, which ${what}, to stay in a layer of the image.`;
const variables = "holds environment variables, which often are secrets";

const hits: readonly (readonly [path: string, text: MemoryEntry, severity: string, what: string])[] = [
  [".env", "DEBUG=1\n", "warning", variables],
  ["deploy/.env.production", "export KEY = abc\n", "warning", variables],
  ["prod.env", "KEY=abc\n", "warning", variables],
  [".env", `NPM_TOKEN=${token}\n`, "error", "holds a token"],
  ["id_rsa", privateKey, "error", "holds a private key"],
  ["certs/server.key", privateKey, "error", "holds a private key"],
  ["server.pem", pem("CERTIFICATE") + privateKey, "error", "holds a private key"],
  ["store.p12", { size: 2048 }, "warning", "holds keys, by its name"],
  [".npmrc", `//registry.example.com/:_authToken=${token}\n`, "error", "holds a token"],
  [".npmrc", "//registry.example.com/:_authToken=abc123\n", "error", "holds a password"],
  [".pypirc", "[pypi]\nusername = me\npassword = hunter2\n", "error", "holds a password"],
  [".netrc", "machine example.com login me password hunter2\n", "error", "holds a password"],
  [".git-credentials", "https://me:hunter2@example.com\n", "error", "holds a password"],
  [".env", "DATABASE_URL=postgres://me:hunter2@db.example.com/app\n", "error", "holds a password"],
  [".env", `DATABASE_URL=postgres://me:hunter2@db.example.com/app\nNPM=${token}\n`, "error", "holds a token"],
  [".aws/credentials", "aws_secret_access_key = abc/def\n", "error", "holds a password"],
  ["keys/account.json", accountKey, "error", "is a Google service-account key"],
  [".env.example.local", "KEY=abc\n", "warning", variables],
  [".env", "  export  KEY=abc\n", "warning", variables],
  ["id_ed25519", privateKey, "error", "holds a private key"],
  ["_netrc", "machine example.com login me password hunter2\n", "error", "holds a password"],
  ["pip.conf", "[global]\nindex-url = https://me:hunter2@pypi.example.com/simple\n", "error", "holds a password"],
  [".dockercfg", '{ "r.example.com": { "auth": "abc" } }', "error", "holds a password"],
  [".npmrc", "_auth = 'abc'\n", "error", "holds a password"],
  [".netrc", "machine example.com login me password =hunter2\n", "error", "holds a password"],
  ["firebase.json", JSON.stringify({ a: { private_key: privateKey } }), "error", "holds a private key"],
];

const misses: readonly (readonly [path: string, text: MemoryEntry])[] = [
  [".env.example", "KEY=abc\n"],
  [".env.production.sample", "KEY=abc\n"],
  [".env", ""],
  [".env", "# KEY=abc\nOTHER=\n"],
  ["env", "KEY=abc\n"],
  ["environment.py", "KEY='abc'\n"],
  ["ca.pem", pem("CERTIFICATE")],
  ["public.key", pem("PUBLIC KEY")],
  ["id_rsa.pub", "ssh-rsa AAAA me@here"],
  ["big.pem", { size: 1_000_000 }],
  [".npmrc", "registry=https://registry.example.com\nalways-auth=true\n"],
  [".npmrc", "//registry.example.com/:_authToken=${NPM_TOKEN}\n"],
  [".pypirc", "[pypi]\nusername = __token__\n"],
  ["package.json", '{"name": "a"}'],
  ["type.json", '{"type": "service_account"}'],
  [".gitignore", "a"],
  ["my_id_rsa", privateKey],
  ["id_rsa.md", privateKey],
  ["server.pem.md", privateKey],
  ["store.p12.md", "keys"],
  ["my.npmrc", "_auth=abc\n"],
  [".npmrc.md", "_auth=abc\n"],
  ["key.json.md", JSON.stringify({ private_key: privateKey })],
  [".npmrc", "_auth\n"],
  [".npmrc", '_auth = "$NPM"\n'],
  [".npmrc", "//registry.example.com/:_authToken = ${NPM_TOKEN}\n"],
  [".pypirc", "[pypi]\npassword: $PYPI\n"],
  [".netrc", "machine example.com login me\n"],
  ["a.git/HEAD", "ref"],
  [".github/a.yml", "a"],
];

describe("upload-secret-file", () => {
  test.each(hits)("%s is flagged (%#)", (path, text, severity, what) => {
    const shown = found({ [path]: text });
    expect(shown).toEqual([say(severity, path, what)]);
    expect(shown.join()).not.toMatch(/hunter2|abc|MIIE|a1B2/);
  });

  test.each(misses)("%s is not (%#)", (path, text) => {
    expect(found({ [path]: text })).toEqual([]);
  });

  test("only if it is sent", () => {
    expect(found({ ".env": "KEY=abc\n", ".dockerignore": "/Dockerfile\n.env\n" })).toEqual([]);
    expect(found({ ".env": "KEY=abc\n", "src/a": "1" }, "COPY src /x")).toEqual([]);
    expect(found({ "src/.env": "KEY=abc\n", "app.py": "1" }, "COPY app.py src /x")).toEqual([
      say("warning", "src/.env", variables, "src"),
    ]);
  });

  test("a repository counts as one file", () => {
    const repository = { ".git/HEAD": "ref", ".git/objects/ab/c": "1", ".git/config": "[core]" };
    const history = "holds the whole history, and all that was ever removed from it";
    expect(found(repository)).toEqual([say("warning", ".git", history)]);
    const config = "[remote]\nurl = https://me:hunter2@example.com/a.git";
    expect(found({ ...repository, ".git/config": config })).toEqual([say("error", ".git", "holds a password")]);
    expect(found({ ...repository, ".dockerignore": "/Dockerfile\n.git" })).toEqual([]);
    const nested = Object.fromEntries(Object.entries(repository).map(([path, text]) => [`vendor/lib/${path}`, text]));
    expect(found(nested)).toEqual([say("warning", "vendor/lib/.git", history)]);
    expect(found({ ...repository, ...nested })).toHaveLength(1);
  });

  test("says where to write what", () => {
    const helps = (files: Record<string, MemoryEntry>) =>
      uploadDiagnostics(dockerfileApp("FROM python:3.12\nCOPY . /x\n", { "prod.env": "KEY=abc\n", ...files })).map(
        ({ help }) => help,
      );
    expect(helps({ ".dockerignore": ".git" })).toEqual([
      expect.stringMatching(
        /^Add `\/prod\.env` to the \.dockerignore\. Give the app its secrets with `fal secrets set`/,
      ),
    ]);
    expect(helps({})).toEqual([
      expect.stringMatching(
        /^Add `\/prod\.env` to the \.dockerignore, together with what fal's client leaves out without one/,
      ),
    ]);
  });

  test("files that two words send are told at each, one that both send at the first", () => {
    const files = { "a/x.pem": privateKey, "b/y.pem": privateKey };
    expect(found(files, "COPY a b /x/").map((one) => one.split(":")[0])).toEqual([
      "upload-secret-file error a",
      "upload-secret-file error b",
    ]);
    expect(found(files, "COPY a /x/\nCOPY a/x.pem /y").map((one) => one.split(":")[0])).toEqual([
      "upload-secret-file error a/x.pem",
    ]);
  });

  test("files of one sort that one word sends are told together", () => {
    const keys = Object.fromEntries(["a", "b", "c", "d", "e"].map((name) => [`keys/${name}.pem`, privateKey]));
    expect(found(keys)).toEqual([
      "upload-secret-file error .: This sends `keys/a.pem`, `keys/b.pem`, `keys/c.pem` and 2 more, each of which holds a private key, to stay in a layer of the image.",
    ]);
  });
});
