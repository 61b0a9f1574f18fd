// The run in memory that compiles what a usual one needs: of a project with nothing to find, and without a trace.
import { expect, test } from "vitest";
import { check } from "../../src/check.ts";
import { isFailure } from "../../src/cli/host.ts";
import { main } from "../../src/cli/main.ts";
import { nodeHost } from "../../src/cli/node-host.ts";
import { rehearsal } from "../../src/cli/rehearsal.ts";

const real = nodeHost(process, process.cwd());

test("finds nothing in its project, and has looked at all of it", async () => {
  const host = rehearsal(real);
  const bytes = host.read("pyproject.toml");
  if (isFailure(bytes)) throw new Error(bytes.reason);
  const result = check({ path: "pyproject.toml", bytes }, { files: host.files("."), now: new Date() });
  expect(result.diagnostics).toEqual([]);
  expect(result.summary).toMatchObject({ apps: 2, images: 2, credentials: 1 });
  expect(result.manifests.map(({ build }) => build.uploads?.map(({ path }) => path) ?? null)).toEqual([
    ["requirements.txt", "src/app.py"],
    null,
  ]);
  expect(await main(["pyproject.toml"], host)).toBe(0);
});

test("writes nothing, and sees nothing of the machine", async () => {
  const refuse = () => {
    throw new Error("The machine was asked.");
  };
  const host = rehearsal({ ...real, readStdin: refuse, append: refuse, replace: refuse, watch: refuse, wire: refuse });
  expect(await main(["pyproject.toml"], host)).toBe(0);
  expect([host.kind("package.json"), host.read("package.json")]).toEqual([null, { reason: expect.any(String) }]);
  expect(host.env).toEqual({});
});
