import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Credential,
  classifyCredential,
  classifyValue,
  fingerprint,
  hasOuterBlanks,
} from "../../src/container/credential.ts";
import { isToken } from "../../src/container/token.ts";
import { dynamicSecret, Secret } from "../../src/text/secret.ts";
import { secretVectors } from "./secret-vectors.ts";

/** The names that the vectors use. */
const recordedNames: Readonly<Record<string, string>> = {
  "fal-secret": "fal-secret-ref",
  "escaped-literal": "plaintext-after-unescape",
  "unsupported-reference": "unsupported-ref-syntax",
};

function recordedName(credential: Credential): string {
  return credential.kind === "token" ? credential.id : (recordedNames[credential.kind] ?? credential.kind);
}

describe("the recorded secrets", () => {
  test.each(secretVectors.map((vector) => [vector.id, vector.classification, vector] as const))(
    "%s: %s",
    (_, classification, { value, host, expires, crc }) => {
      const credential = classifyCredential(new Secret(value), host === undefined ? {} : { host });
      expect(recordedName(credential)).toBe(classification);
      expect(credential.kind === "token" ? credential.expires : null).toBe(expires);
      expect(credential.kind === "token" ? credential.checksum : null).toBe(crc);
      // An id alone says nothing of the place where it would be something else.
      expect(isToken(value)).toBe(credential.kind === "token" && host === undefined);
    },
  );

  test("are all here", () => {
    expect(secretVectors.length).toBe(90);
  });
});

describe("references", () => {
  test.each([
    ["$DOCKERHUB_TOKEN", { kind: "fal-secret", name: "DOCKERHUB_TOKEN" }],
    ["$_X", { kind: "fal-secret", name: "_X" }],
    ["$$", { kind: "escaped-literal" }],
    ["$$hunter2", { kind: "escaped-literal" }],
    ["${TOKEN}", { kind: "unsupported-reference", syntax: "${NAME}", name: "TOKEN" }],
    ["${TOKEN:-hunter2}", { kind: "unsupported-reference", syntax: "${NAME:-default}", name: "TOKEN" }],
    ["${hunter 2}", { kind: "unsupported-reference", syntax: "${NAME}", name: null }],
    ["${{ secrets.GHCR_TOKEN }}", { kind: "unsupported-reference", syntax: "${{ NAME }}", name: "GHCR_TOKEN" }],
    ["{{ .Env.TOKEN }}", { kind: "unsupported-reference", syntax: "{{ NAME }}", name: "TOKEN" }],
    ["{{TOKEN}}", { kind: "unsupported-reference", syntax: "{{ NAME }}", name: "TOKEN" }],
    ["{{ 'hunter2' }}", { kind: "unsupported-reference", syntax: "{{ NAME }}", name: null }],
    ["%TOKEN%", { kind: "unsupported-reference", syntax: "%NAME%", name: "TOKEN" }],
    ["@TOKEN_2@", { kind: "unsupported-reference", syntax: "@NAME@", name: "TOKEN_2" }],
    // These are passwords rather than names.
    ["%hunter2%", { kind: "plaintext" }],
    ["%p%", { kind: "plaintext" }],
    ["@hunter2@", { kind: "plaintext" }],
    ["$(cat password.txt)", { kind: "unsupported-reference", syntax: "$(command)", name: null }],
    ["$(cat \\\npassword.txt)", { kind: "unsupported-reference", syntax: "$(command)", name: null }],
    ["$TOKEN ", { kind: "unescaped-dollar" }],
    ["$TOKEN\n", { kind: "unescaped-dollar" }],
    ["$2y$10$abc", { kind: "unescaped-dollar" }],
    ["$", { kind: "unescaped-dollar" }],
    ["${A}${B}", { kind: "unescaped-dollar" }],
    [" $TOKEN", { kind: "plaintext" }],
    ["${{TOKEN}}", { kind: "unsupported-reference", syntax: "${{ NAME }}", name: "TOKEN" }],
    ["${{ env.TOKEN}}", { kind: "unsupported-reference", syntax: "${{ NAME }}", name: "TOKEN" }],
    ["${{ 'hunter2' }}", { kind: "unsupported-reference", syntax: "${{ NAME }}", name: null }],
    ["${TOKEN?missing}", { kind: "unsupported-reference", syntax: "${NAME:-default}", name: "TOKEN" }],
    // A reference and something beside it is none.
    ["${{ TOKEN }}x", { kind: "unescaped-dollar" }],
    ["${{ 'a' }}x", { kind: "unescaped-dollar" }],
    ["${TOKEN}x", { kind: "unescaped-dollar" }],
    ["${TOKEN:-a}x", { kind: "unescaped-dollar" }],
    ["${1}x", { kind: "unescaped-dollar" }],
    ["$(cat a)x", { kind: "unescaped-dollar" }],
    ["x${{ TOKEN }}", { kind: "plaintext" }],
    ["x${{ 'a' }}", { kind: "plaintext" }],
    ["x${TOKEN}", { kind: "plaintext" }],
    ["x${TOKEN:-a}", { kind: "plaintext" }],
    ["x$(cat a)", { kind: "plaintext" }],
    ["x{{ TOKEN }}", { kind: "plaintext" }],
    ["{{ TOKEN }}x", { kind: "plaintext" }],
    ["x{{ 'a' }}", { kind: "plaintext" }],
    ["{{ 'a' }}x", { kind: "plaintext" }],
    ["x%TOKEN%", { kind: "plaintext" }],
    ["%TOKEN%x", { kind: "plaintext" }],
    ["x@TOKEN@", { kind: "plaintext" }],
    ["@TOKEN@x", { kind: "plaintext" }],
  ] as const)("%j", (value, credential) => {
    expect(classifyCredential(value)).toEqual(credential);
  });
});

describe("placeholders", () => {
  test.each([
    ...[
      "changeme",
      "change-it",
      "CHANGE_ME",
      "password",
      "your-token-here",
      "YOUR_PASSWORD",
      "my_token",
      "***",
      "x",
      "...",
    ],
    ...[
      "<token>",
      "{token}",
      "todo",
      "[redacted]".slice(1, -1),
      "ghp_<token>",
      "hf_xxxxxxxxxx",
      "hf_your_token",
      "123456",
      "1234567890",
      " changeme\n",
      "pass",
      "yourpassword",
      "your token",
      "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
      "-----BEGIN PRIVATE KEY-----xxx-----END PRIVATE KEY-----",
    ],
  ])("%s", (value) => {
    expect(classifyCredential(value)).toEqual({ kind: "placeholder" });
    expect(isToken(value)).toBe(false);
  });

  test.each([
    "passw0rd",
    "p",
    "pp",
    "12345",
    "changeme1",
    "testing",
    "aBcDeF",
    "correct horse",
    "dckr_pat_",
    "EXAMPLE1",
    "<token>1",
    "1<token>",
    "{token}1",
    "1{token}",
    "not-your-token",
    "your-token!",
    "not my-token",
    "my-token!",
    "x-----BEGIN PRIVATE KEY-----xxx-----END PRIVATE KEY-----",
  ])("not %s", (value) => {
    expect(classifyCredential(value)).toEqual({ kind: "plaintext" });
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function jwt(header: object, claims: object): string {
  return [JSON.stringify(header), JSON.stringify(claims), "signature"]
    .map((part) => Buffer.from(part).toString("base64url"))
    .join(".");
}

describe("tokens", () => {
  const password = (rest: object): string => base64(JSON.stringify({ payload: "cA==", datakey: "ZA==", ...rest }));

  test.each([
    ["a time", password({ expiration: 1577836800 }), "ecr-password", 1577836800],
    ["no time", password({}), "ecr-password", null],
    ["a time in words", password({ expiration: "2020-01-01" }), "ecr-password", null],
    ["a time no clock shows", password({ expiration: 1e300 }), "ecr-password", null],
    ["a time before time", password({ expiration: -1 }), "ecr-password", null],
    ["the beginning of time", password({ expiration: 0 }), "ecr-password", null],
    ["the last second of the year 9999", password({ expiration: 253_402_300_799 }), "ecr-password", 253_402_300_799],
    ["a year of five digits", password({ expiration: 253_402_300_800 }), "ecr-password", null],
    ["a number in quotes", password({ expiration: "1577836800" }), "ecr-password", null],
    ["part of a second", password({ expiration: 1577836800.9 }), "ecr-password", 1577836800],
    ["an authorization token", base64(`AWS:${password({ expiration: 5 })}`), "ecr-authorization-token", 5],
    ["another password within", base64("AWS:hunter2"), "ecr-authorization-token", null],
    ["`AWS:` in front", `AWS:${password({ expiration: 5 })}`, "ecr-user-and-password", 5],
    ["an end that is lost", password({ expiration: 5 }).slice(0, -8), "ecr-password-truncated", null],
    [
      "an authorization token's end that is lost",
      base64(`AWS:${password({})}`).slice(0, -9),
      "ecr-authorization-token",
      null,
    ],
    ["a line break behind it", `${password({ expiration: 5 })}\n`, "ecr-password", 5],
  ])("ECR's with %s", (_, value, id, expires) => {
    expect(classifyCredential(value)).toMatchObject({ kind: "token", id, expires });
  });

  test.each([
    "AWS:hunter2",
    base64('{"payload":"x"}'),
    base64('{"payload":1,"datakey":2}'),
    base64('{"payload":1,"datakey":"ZA=="}'),
    base64('{"datakey":"ZA=="}'),
    base64("[1]"),
    base64("hello"),
    "QVdT",
  ])("%s is none of ECR's", (value) => {
    expect(classifyCredential(value).kind).toBe("plaintext");
  });

  test("JWTs tell their claims, as far as they are fit to be shown", () => {
    const claims = {
      exp: 1577836800,
      iss: "https://example.com",
      aud: ["a.azurecr.io", 7, "x".repeat(200), "évil", ""],
    };
    expect(classifyCredential(jwt({ alg: "HS256" }, claims))).toMatchObject({
      id: "jwt",
      expires: 1577836800,
      claims: { expires: 1577836800, issuer: "https://example.com", audience: ["a.azurecr.io"] },
    });
    expect(classifyCredential(jwt({ alg: "none" }, {}))).toMatchObject({
      id: "jwt",
      expires: null,
      claims: { issuer: null, audience: [] },
    });
    // Begins as ECR's passwords do.
    expect(classifyCredential(jwt({ payload: "x", alg: "none" }, {}))).toMatchObject({ id: "jwt" });
    expect(classifyCredential(jwt({ typ: "JWT" }, {})).kind).toBe("plaintext");
    expect(classifyCredential(`${jwt({ alg: "none" }, {})}.x`).kind).toBe("plaintext");
    for (const iss of ["two\nlines", "1st", "x".repeat(101), 7]) {
      expect(classifyCredential(jwt({ alg: "none" }, { iss }))).toMatchObject({ claims: { issuer: null } });
    }
  });

  test("JWTs have three parts, the last of letters that base64url has", () => {
    const [header = "", claims = ""] = jwt({ alg: "none" }, {}).split(".");
    expect(isToken(`${header}.${claims}.`)).toBe(true);
    // No beginning of GitHub's, but a part of the signature.
    expect(classifyCredential(`${header}.${claims}.ghs_1_x`)).toMatchObject({ id: "jwt" });
    const none = [header, `${header}.${claims}`, `${header}..`, `${header}.x.`, `${header}.${claims}.!x`];
    for (const text of [...none, `${header}.${claims}.x!`, `.${claims}.`, `${claims}.${claims}.`]) {
      expect(isToken(text)).toBe(false);
    }
  });

  test("Azure's access token is told by its issuer, and names its registry", () => {
    const value = jwt({ alg: "RS256" }, { exp: 5, iss: "Azure Container Registry", aud: "my.azurecr.io" });
    expect(classifyCredential(value)).toMatchObject({
      id: "acr-refresh-token",
      expires: 5,
      claims: { audience: ["my.azurecr.io"] },
    });
  });

  test("GitHub's new installation token holds a JWT", () => {
    const value = `ghs_123456_${jwt({ alg: "RS256" }, { exp: 5 })}`;
    expect(classifyCredential(value)).toMatchObject({ id: "github-app-installation", expires: 5, checksum: null });
  });

  test.each([
    [
      "whole",
      { type: "service_account", private_key: "k", client_email: "e" },
      { hasPrivateKey: true, hasClientEmail: true },
    ],
    ["without a key", { type: "service_account", client_email: "e" }, { hasPrivateKey: false, hasClientEmail: true }],
    [
      "without an address",
      { type: "service_account", private_key: "k", client_email: "" },
      { hasPrivateKey: true, hasClientEmail: false },
    ],
  ])("Google's key %s", (_, key, serviceAccount) => {
    const json = JSON.stringify(key);
    const wrapped = base64(json).replace(/.{20}/g, "$&\n");
    expect(classifyCredential(`${json}\n`)).toMatchObject({ id: "gcp-service-account-json", serviceAccount });
    expect(classifyCredential(`\n ${json}`)).toMatchObject({ id: "gcp-service-account-json", serviceAccount });
    expect(classifyCredential(base64(json))).toMatchObject({ id: "gcp-service-account-json-base64", serviceAccount });
    expect(classifyCredential(wrapped)).toMatchObject({
      id: "gcp-service-account-json-base64-wrapped",
      serviceAccount,
    });
  });

  test("Google's other files are none", () => {
    for (const key of [{ type: "external_account" }, {}, { __proto__: null, constructor: 1 }]) {
      expect(classifyCredential(JSON.stringify(key)).kind).not.toBe("token");
    }
    expect(classifyCredential(base64('{"type":"authorized_user"}'))).toMatchObject({ id: "gcp-adc-user-json" });
  });

  test("that have no shape of their own are told by the host", () => {
    const key = "oojNToOm57qJ1jqp1OZEarAqss4i/" + "5XmPsPobx06";
    const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    expect(classifyCredential(key, { host })).toMatchObject({ id: "aws-secret-access-key" });
    expect(classifyCredential(key, { host: `https://${host}/v2/` })).toMatchObject({ id: "aws-secret-access-key" });
    expect(classifyCredential(key, { host: "ghcr.io" }).kind).toBe("plaintext");
    expect(classifyCredential(key).kind).toBe("plaintext");
  });
});

describe("a secret that is known only when code runs", () => {
  test("is not judged", () => {
    expect(classifyCredential(dynamicSecret)).toEqual({ kind: "dynamic" });
    expect(classifyCredential(new Secret(""))).toEqual({ kind: "empty" });
  });
});

describe("the value of a fal secret", () => {
  // fal puts it in as it is.
  test.each([
    ["$DOCKERHUB_TOKEN", { kind: "plaintext" }],
    ["$$hunter2", { kind: "plaintext" }],
    ["$2y$10$abc", { kind: "plaintext" }],
    ["hunter2", { kind: "plaintext" }],
    ["", { kind: "empty" }],
    ["changeme", { kind: "placeholder" }],
    ["${TOKEN}", { kind: "unsupported-reference", syntax: "${NAME}", name: "TOKEN" }],
  ])("%j", (value, credential) => {
    expect(classifyValue(new Secret(value))).toEqual(credential);
  });

  test("may be told by the registry", () => {
    const key = new Secret("aB7/+".repeat(8));
    const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    expect(classifyValue(key, { host })).toMatchObject({ id: "aws-secret-access-key" });
    expect(classifyValue(key)).toEqual({ kind: "plaintext" });
    expect(classifyValue(dynamicSecret)).toEqual({ kind: "dynamic" });
  });
});

describe("a fingerprint", () => {
  test("is HMAC-SHA-256", () => {
    // RFC 4231, test case 2.
    const key = new TextEncoder().encode("Jefe");
    expect(fingerprint(new Secret("what do ya want for nothing?"), key)).toBe(
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    );
  });
});

describe("any secret", () => {
  const piece = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "$",
      "$$",
      "$TOKEN",
      "${",
      "}",
      "{{",
      "%",
      "@",
      "<",
      ">",
      "eyJ",
      ".",
      "AWS:",
      " ",
      "\n",
      "{",
      '"type"',
    ),
    fc.constantFrom(...secretVectors.map(({ value }) => value)),
  );
  const value = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""));

  test("is classified, and what is said holds nothing of it but a name that is meant to be read", () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(value, (text) => {
        const credential = classifyCredential(new Secret(text));
        kinds.set(credential.kind, (kinds.get(credential.kind) ?? 0) + 1);
        expect(classifyCredential(text)).toEqual(credential);
        const { kind: _, ...said } = credential;
        if (text.length > 8) expect(JSON.stringify(said)).not.toContain(text);
      }),
      { numRuns: 3000 },
    );
    for (const kind of [
      "empty",
      "fal-secret",
      "escaped-literal",
      "unescaped-dollar",
      "placeholder",
      "token",
      "plaintext",
    ]) {
      expect([kind, (kinds.get(kind) ?? 0) > 5]).toEqual([kind, true]);
    }
  });

  test("of the same kind is said to be the same, whatever it holds", () => {
    const password = fc.string({
      unit: fc.constantFrom("a", "B", "7", "!", "-", "/", " "),
      minLength: 7,
      maxLength: 60,
    });
    const said = new Set<string>();
    fc.assert(fc.property(password, (text) => void said.add(JSON.stringify(classifyCredential(`Z7q!${text}`)))));
    expect([...said]).toEqual(['{"kind":"plaintext"}']);
  });

  test("of more than 65,536 characters is a password, whatever it looks like", () => {
    for (const [long, kind] of [
      ["$A", "fal-secret"],
      ["x", "placeholder"],
    ] as const) {
      expect(classifyCredential(long.padEnd(65_536, "x"))).toMatchObject({ kind });
      expect(classifyCredential(long.padEnd(65_537, "x"))).toEqual({ kind: "plaintext" });
    }
  });

  test("of any length is classified at once", () => {
    for (const piece of ["a", "$a", "$", "{", "x", "eyJ", "<", " ", "\n", "your-", "%", "(.)"]) {
      const start = performance.now();
      classifyCredential(piece.repeat(10_000_000 / piece.length));
      classifyCredential(piece.repeat(Math.floor(65_536 / piece.length)));
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });

  test.each([
    ["hunter2", false],
    ["hunter2\n", true],
    [" hunter2", true],
    ["", false],
  ])("tells white space around it: %j", (text, expected) => {
    expect(hasOuterBlanks(new Secret(text))).toBe(expected);
    expect(hasOuterBlanks(text)).toBe(expected);
  });
});
