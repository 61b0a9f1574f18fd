import { describe, expect, test } from "vitest";
import { classifyCredential } from "../../src/index.ts";
import { secretVectors } from "../container/secret-vectors.ts";
import { ecrPassword, jwt, recorded } from "../rules/tokens.ts";

const noon = Date.UTC(2026, 0, 31, 12) / 1000;

describe("what a credential is", () => {
  test.each([
    ["", { kind: "empty", label: "empty" }],
    ["$GHCR_TOKEN", { kind: "fal-secret", label: "fal secret", secret: "GHCR_TOKEN" }],
    ["${GHCR_TOKEN}", { kind: "unsupported-reference", label: "not a fal reference (${NAME})" }],
    ["<your token>", { kind: "placeholder", label: "placeholder" }],
    ["correct horse", { kind: "plaintext", label: "plain text" }],
    ["$$correct", { kind: "plaintext", label: "plain text" }],
    ["$1correct", { kind: "plaintext", label: "plain text" }],
  ])("%j", (value, told) => {
    const nothing = { token: null, secret: null, serves: null, expires: null, lifetime: null, checksum: null };
    expect(classifyCredential(value)).toEqual({ ...nothing, ...told });
  });

  test("an ECR password, with its end", () => {
    expect(classifyCredential(ecrPassword(noon))).toEqual({
      kind: "token",
      label: "Amazon ECR password",
      token: "ecr-password",
      secret: null,
      serves: ["amazon-ecr", "amazon-ecr-public"],
      expires: "2026-01-31T12:00:00Z",
      lifetime: "12 hours",
      checksum: null,
    });
  });

  test("a token of any registry, or of none", () => {
    expect(classifyCredential(jwt({ exp: noon })).serves).toBeNull();
    expect(classifyCredential(recorded("npm-token", "valid"))).toMatchObject({ serves: [], checksum: "valid" });
  });

  test("known by the host, where it has no shape of its own", () => {
    const value = "Q".repeat(20) + "x7/+".repeat(5);
    expect(classifyCredential(value).kind).toBe("plaintext");
    const host = "https://123456789012.dkr.ecr.us-east-1.amazonaws.com";
    expect(classifyCredential(value, { host }).token).toBe("aws-secret-access-key");
  });

  test("without any part of it", () => {
    const met = new Set<string>();
    for (const { value, host } of secretVectors) {
      const told = classifyCredential(value, host === undefined ? {} : { host });
      met.add(told.kind);
      if (told.kind === "fal-secret" || value.length < 8) continue;
      for (let at = 0; at + 8 <= value.length; at += 4) {
        expect(JSON.stringify(told)).not.toContain(value.slice(at, at + 8));
      }
    }
    expect([...met].sort()).toEqual(
      expect.arrayContaining(["fal-secret", "placeholder", "plaintext", "token", "unsupported-reference"]),
    );
  });
});
