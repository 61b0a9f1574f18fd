import { expect, test } from "vitest";
import { openApp } from "../../src/config/open.ts";
import { reveal, Secret } from "../../src/text/secret.ts";
import { readToml } from "../../src/toml/read.ts";
import { isTomlTable, type TomlTable } from "../../src/toml/values.ts";

function table(text: string): TomlTable {
  const document = readToml(text);
  if (document.kind !== "document" || !isTomlTable(document.root)) throw new Error(text);
  return document.root;
}

test("values become plain, all the way down", () => {
  const app = openApp(
    table(
      "_scheduler_options = { a = 1.5, b = 9007199254740993, c = 1979-05-27, d = [{ e = 2.0 }, [true]], __proto__ = 'x' }",
    ),
  );
  const options = app._scheduler_options;
  expect(JSON.stringify(options)).toBe(
    '{"a":1.5,"b":"9007199254740993","c":"1979-05-27","d":[{"e":2},[true]],"__proto__":"x"}',
  );
  expect(Object.getPrototypeOf(options)).toBeNull();
});

test("what may be secret becomes opaque, and the input stays as it is", () => {
  const root = table(`ref = "a.py::A"
[image]
dockerfile = "Dockerfile"
build_args = { A = "1" }
secrets = { TOKEN = "canary-1", OTHER = "$NAME" }
[image.registries."ghcr.io"]
username = "me"
password = "canary-2"
`);
  const before = JSON.stringify(root);
  const { ref, image } = openApp(root);
  expect(ref).toBe("a.py::A");
  expect(image?.dockerfile).toBe("Dockerfile");
  expect({ ...image?.build_args }).toEqual({ A: "1" });
  expect(JSON.stringify(image)).not.toContain("canary");
  const registry = image?.registries?.["ghcr.io"];
  expect(registry?.username).toBe("me");
  const secrets = [image?.secrets?.["TOKEN"], image?.secrets?.["OTHER"], registry?.password];
  expect(secrets.map((secret) => secret instanceof Secret && reveal(secret))).toEqual([
    "canary-1",
    "$NAME",
    "canary-2",
  ]);
  expect(JSON.stringify(root)).toBe(before);
});

test("what is not written is absent", () => {
  expect(Object.keys(openApp(table('ref = "a.py::A"')))).toEqual(["ref"]);
  const { image } = openApp(table('image = { image = "python:3.12" }'));
  expect(Object.keys(image ?? {})).toEqual(["image"]);
});
