import { describe, expect, test } from "vitest";
import { isLiveCredential } from "../../src/silence/live-credential.ts";
import type { KeyPath } from "../../src/text/diagnostic.ts";
import { ecrPassword, recorded } from "../rules/tokens.ts";

const now = new Date("2026-01-15T00:00:00Z");
const seconds = now.getTime() / 1000;
const image = ["tool", "fal", "apps", "server", "image"];
const password = [...image, "registries", "ghcr.io", "password"];
const secret = [...image, "secrets", "TOKEN"];
const token = recorded("github-pat-classic", "valid");

describe("a token", () => {
  test.each<[name: string, keyPath: KeyPath | null]>([
    ["a text of another file", null],
    ["a registry's password", password],
    ["a build secret", secret],
    ["any other value", [...image, "build_args", "TOKEN"]],
  ])("lives in %s, until it tells that it has ended", (_, keyPath) => {
    expect(isLiveCredential(token, keyPath, now)).toBe(true);
    expect(isLiveCredential(token, keyPath, null)).toBe(true);
    expect(isLiveCredential(ecrPassword(seconds + 1), keyPath, now)).toBe(true);
    expect(isLiveCredential(ecrPassword(seconds), keyPath, now)).toBe(false);
    expect(isLiveCredential(ecrPassword(seconds - 1), keyPath, now)).toBe(false);
    // Without a time none has ended.
    expect(isLiveCredential(ecrPassword(seconds - 1), keyPath, null)).toBe(true);
  });

  test("with more around it may live: its end is then not known", () => {
    expect(isLiveCredential(`login ${token}`, null, now)).toBe(true);
    expect(isLiveCredential(`a ${ecrPassword(seconds - 1)} b`, null, now)).toBe(false);
    expect(isLiveCredential(`a ${ecrPassword(seconds - 1)} b ${token}`, null, now)).toBe(true);
  });
});

describe("a text in the open", () => {
  const values: readonly (readonly [value: string, isPassword: boolean])[] = [
    ["hunter2", true],
    ["$$hunter2", true],
    ["$hunter-2", true],
    ["$NAME", false],
    ["", false],
    ["changeme", false],
  ];

  test.each(values)("%j is a password where a secret belongs: %j", (value, isPassword) => {
    expect(isLiveCredential(value, password, now)).toBe(isPassword);
    expect(isLiveCredential(value, secret, now)).toBe(isPassword);
  });

  test.each<[keyPath: KeyPath | null]>([
    [null],
    [[]],
    [[...image, "registries", "ghcr.io", "username"]],
    [[...image, "registries", "ghcr.io"]],
    [[...password, "x"]],
    [[...image, "secrets"]],
    [[...secret, "x"]],
    [[...image, "build_args", "password"]],
    [["tool", "fal", "apps", "server", "secrets", "secrets", "TOKEN"]],
    [["tool", "fal", "apps", "server", "other", "secrets", "TOKEN"]],
    [["tool", "fal", "other", "server", "image", "secrets", "TOKEN"]],
    [["tool", "other", "apps", "server", "image", "secrets", "TOKEN"]],
    [["other", "fal", "apps", "server", "image", "secrets", "TOKEN"]],
    [["tool", "fal", "apps", "server", "image", "registry", "ghcr.io", "password"]],
  ])("is none at %j", (keyPath) => {
    expect(isLiveCredential("hunter2", keyPath, now)).toBe(false);
  });

  test("of a registry's own kind is known by its host", () => {
    // 40 letters and digits are a secret key of AWS beside an ECR host only, and a password anywhere.
    const key = recorded("aws-secret-access-key");
    const ecr = [...image, "registries", "123456789012.dkr.ecr.us-east-1.amazonaws.com", "password"];
    expect(isLiveCredential(key, ecr, now)).toBe(true);
    expect(isLiveCredential(key, null, now)).toBe(false);
  });
});
