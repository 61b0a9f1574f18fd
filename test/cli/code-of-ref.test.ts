// A pyproject.toml by the command, with the code that its apps name; and when the reader of Python is loaded for it.
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import { projectOf } from "../../src/cli/project.ts";
import { fakeHost } from "./fake-host.ts";

const code = `import fal
from fal.container import ContainerImage as CI

class Upscaler(fal.App):
    machine_type = "GPU-A100"
    app_files = ["models"]
`;
const table = `[tool.fal.apps.upscaler]
ref = "src/upscaler.py::Upscaler"
machine_type = "GPU-H100"
image = { image = "ghcr.io/my-org/upscaler:1.2.0" }
`;
const tree = { "api/pyproject.toml": table, "api/src/upscaler.py": code };

async function run(args: readonly string[], files: Readonly<Record<string, string>> = tree, stdin?: string) {
  const host = fakeHost({ tree: files, ...(stdin !== undefined && { stdin }) });
  return { code: await main(args, host), out: host.out(), err: host.err() };
}

describe("lint", () => {
  test("says where the two do not go together", async () => {
    expect(await run(["api/pyproject.toml", "--format", "compact"])).toEqual({
      code: 1,
      out: `api/pyproject.toml:3:1: warning set-in-code: \`Upscaler\` in \`src/upscaler.py\` sets \`machine_type\` to something else, and fal's client takes that: this counts for nothing.
api/pyproject.toml:4:1: error app-files-with-image: \`Upscaler\` in \`src/upscaler.py\` has \`app_files\`, with which fal's client refuses an \`image\`: it will stop.
1 app, 1 image, 0 credentials: 1 error, 1 warning
`,
      err: "",
    });
  });

  test("points at the code", async () => {
    const { out } = await run(["api/pyproject.toml"]);
    expect(out).toContain("api/src/upscaler.py:6:5: Here `app_files` is set.");
    expect(out).toContain("api/src/upscaler.py:5:5: Here `machine_type` is set.");
  });

  test("says it of standard input, and of a file that is fixed", async () => {
    expect(await run(["-", "--stdin-filename", "api/pyproject.toml", "--quiet"], tree, table)).toMatchObject({
      code: 1,
    });
    const { out } = await run(["api", "--fix", "--format", "compact"]);
    expect(out).toContain("error app-files-with-image");
  });

  test("can be suppressed where it stands", async () => {
    const suppressed = table.replace(
      "image = {",
      '# fal-lint: allow app-files-with-image reason="moved next week"\nimage = {',
    );
    const { out } = await run(["api", "--format", "compact"], { ...tree, "api/pyproject.toml": suppressed });
    expect(out).not.toContain("app-files-with-image");
    expect(out).not.toContain("unused-suppression");
  });

  test("passes a pair that is in order", async () => {
    const plain = "import fal\n\nclass Upscaler(fal.App):\n    pass\n";
    expect(await run(["api"], { ...tree, "api/src/upscaler.py": plain })).toMatchObject({ code: 0 });
  });
});

describe("the reader of Python is loaded for a pyproject.toml", () => {
  const count = async (toml: string, python: string | null = code) => {
    const files = { "pyproject.toml": toml, ...(python !== null && { "src/upscaler.py": python }) };
    const source = { path: "pyproject.toml", bytes: Buffer.from(toml) };
    return (await projectOf(source, fakeHost({ tree: files }))).languages.length;
  };
  const app = (keys: string) => `[tool.fal.apps.upscaler]\n${keys}\n`;
  const ref = 'ref = "src/upscaler.py::Upscaler"\n';

  test.each([
    ["with a key that the module assigns to", app(`${ref}machine_type = "L"`), code],
    ["with an image, and a module with files", app(`${ref}image = { image = "a:1" }`), code],
    [
      "with files, and a module with an image",
      app(`${ref}app_files = ["a"]`),
      "class Upscaler(fal.App, image=IMAGE): ...",
    ],
    ["that is wrong in another way", `${app(`${ref}machine_type = "L"\ncolour = 1`)}`, code],
  ])("%s", async (_, toml, python) => {
    expect(await count(toml, python)).toBe(1);
  });

  test.each([
    ["without a ref", app('exposed_port = 1\nmachine_type = "L"'), code],
    ["with a ref and nothing else", app(ref), code],
    ["with what is the table's in any case", app(`${ref}name = "a"\nauth = "private"`), code],
    ["with keys that the module does not assign to", app(`${ref}keep_alive = 1`), code],
    ["with keys that the module has another use for", app(`${ref}keep_alive = 1`), "wait(keep_alive)"],
    ["without the module", app(`${ref}machine_type = "L"`), null],
    ["with an entry point", app('python_entry_point = "upscaler:Upscaler"\nmachine_type = "L"'), code],
    ["with a syntax error", `${app(`${ref}machine_type = "L"`)}[`, code],
    ["without apps", 'requires = ["a.py"]\n', code],
  ])("but not %s", async (_, toml, python) => {
    expect(await count(toml, python)).toBe(0);
  });
});
