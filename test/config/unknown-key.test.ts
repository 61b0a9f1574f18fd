import { expect, test } from "vitest";
import { unknownKeyHelp } from "../../src/config/unknown-key.ts";

const remove = "Remove it: fal's client refuses the app, and prints the key with its value.";
const context = "The build context is always the folder of the pyproject.toml: remove it.";

test.each<[key: string, path: readonly string[], meant: string | null, help: string]>([
  ["machine_typ", [], "machine_type", "Did you mean `machine_type`?"],
  ["zzzzzz", [], null, remove],
  ["dockerfil", ["image"], "dockerfile", "Did you mean `dockerfile`?"],
  ["usernam", ["image", "registries", "ghcr.io"], "username", "Did you mean `username`?"],
  ["pth", ["health_check"], "path", "Did you mean `path`?"],
  ["server_eror", ["retry_config"], "server_error", "Did you mean `server_error`?"],
  ["retrys", ["retry_config", "timeout"], "retries", "Did you mean `retries`?"],
  ["timeout_secods", ["retry_config", "timeout"], null, remove],
  // Not even a near miss has a name in a table that has none.
  ["ref", ["other"], null, "It belongs directly into the app's table."],
  ["refs", ["other"], null, remove],
  // A key of another table belongs there, also where it looks like one of this table.
  ["exposed_port", ["image"], null, "It belongs directly into the app's table."],
  ["dockerfile", [], null, "It belongs into the app's `image` table."],
  ["cmd", [], null, "It belongs into the app's `image` table."],
  ["password", [], null, 'It belongs into a table `image.registries."HOST"`.'],
  ["username", ["image"], null, 'It belongs into a table `image.registries."HOST"`.'],
  ["timeout_seconds", [], null, "It belongs into the app's `health_check` table."],
  ["context", ["image"], null, context],
  ["context_dir", ["image"], null, context],
  ["builder", ["image"], null, "There is only one builder left: remove it."],
])("%s in %j", (key, path, meant, help) => {
  expect(unknownKeyHelp(key, path)).toEqual({ meant, help });
});
