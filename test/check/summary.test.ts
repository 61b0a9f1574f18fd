// What is counted of a file.
import { expect, test } from "vitest";
import { check } from "../../src/check.ts";

const text = `[tool.fal.apps.a]
exposed_port = 8000
image.image = "ghcr.io/me/server:latest"
image.registries."ghcr.io" = { username = "me", password = "hunter2" }
image.registries."quay.io" = { username = "me", password = "hunter2" }
[tool.fal.apps.b]
python_entry_point = "b:B"
[tool.fal.apps.c]
ref = 1
`;

test("apps, images, credentials, and what was found by its severity", () => {
  const severity = { "unused-registry": "info", "unpinned-image": "info" } as const;
  const { diagnostics, summary } = check({ path: "pyproject.toml", text }, { config: { severity } });
  expect(diagnostics.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
    "info unpinned-image",
    "error plaintext-password",
    "info unused-registry",
    "error plaintext-password",
    "error wrong-type",
  ]);
  const counted = { files: 1, apps: 3, images: 1, credentials: 2, errors: 3, warnings: 0, infos: 2, suppressed: 0 };
  expect(summary).toEqual(counted);
  const loud = check({ path: "pyproject.toml", text }, { config: { severity: { "unused-registry": "warning" } } });
  expect(loud.summary).toEqual({ ...counted, warnings: 2, infos: 0 });
});
