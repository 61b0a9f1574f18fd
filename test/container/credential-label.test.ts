import { describe, expect, test } from "vitest";
import { type Credential, classifyCredential } from "../../src/container/credential.ts";
import { credentialEnd, credentialLabel } from "../../src/container/credential-label.ts";
import type { Token } from "../../src/container/token.ts";
import { dynamicSecret } from "../../src/text/secret.ts";
import { ecrPassword, recorded } from "../rules/tokens.ts";

describe("a credential in words", () => {
  test.each([
    ["empty", ""],
    ["fal secret", "$DOCKERHUB_TOKEN"],
    ["not a fal reference (${NAME})", "${DOCKERHUB_TOKEN}"],
    ["not a fal reference ({{ NAME }})", "{{ DOCKERHUB_TOKEN }}"],
    ["plain text", "$$hunter2"],
    ["plain text", "$2y$10$abc"],
    ["plain text", "hunter2"],
    ["placeholder", "changeme"],
    ["dynamic", dynamicSecret],
    ["Docker personal access token", recorded("docker-pat")],
    ["GitHub OAuth token", recorded("github-oauth", "valid")],
    ["Amazon ECR password", ecrPassword()],
  ])("%s", (label, secret) => {
    expect(credentialLabel(classifyCredential(secret))).toBe(label);
  });
});

describe("the end of a credential", () => {
  const token: Token = {
    kind: "token",
    id: "jwt",
    expires: null,
    checksum: null,
    claims: null,
    serviceAccount: null,
  };

  test.each<[string, Credential, string | null]>([
    ["of a token that tells it", { ...token, expires: 1_577_836_800 }, "2020-01-01T00:00:00Z"],
    ["of a token that does not", token, null],
    ["in a year of five digits", { ...token, expires: 253_402_300_800 }, null],
    ["of a password", { kind: "plaintext" }, null],
    ["of a reference", { kind: "fal-secret", name: "TOKEN" }, null],
  ])("%s", (_, credential, end) => {
    expect(credentialEnd(credential)).toBe(end);
  });

  test("of ECR's password is in it", () => {
    expect(credentialEnd(classifyCredential(ecrPassword(1_577_836_800)))).toBe("2020-01-01T00:00:00Z");
  });
});
