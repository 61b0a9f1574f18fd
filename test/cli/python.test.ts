// Python modules by the command: found, checked, mended, compiled and listed as a pyproject.toml is.
import { describe, expect, test } from "vitest";
import { main } from "../../src/cli/main.ts";
import type { MemoryEntry } from "../memory-files.ts";
import { fakeHost } from "./fake-host.ts";

type Tree = Readonly<Record<string, MemoryEntry>>;

const module = `import fal
from fal.container import ContainerImage


class MyModel(fal.App, keep_alive=300):
    machine_type = "GPU-A100"
    image = ContainerImage.from_dockerfile_str(
        """
        FROM ghcr.io/my-org/base:1.2.0
        COPY requirements.txt ./
        """,
        registries={"ghcr.io": {"username": "me", "password": "hunter2"}},
    )
`;
const clean = module.replace('"hunter2"', '"$GHCR_TOKEN"').replaceAll(/^ {8}(?=FROM|COPY|""",)/gm, "");
const around = { "requirements.txt": "httpx\n" };

async function run(tree: Tree, args: readonly string[], stdin?: string) {
  const host = fakeHost({ tree, ...(stdin !== undefined && { stdin }) });
  const code = await main(args, host);
  return { code, out: host.out(), err: host.err(), written: Object.fromEntries(host.written) };
}

describe("lint", () => {
  test("checks a module that is named", async () => {
    expect(await run({ "app.py": module, ...around }, ["app.py", "--format", "compact"])).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /^app\.py:10:9: error dockerfile-string-indented: .*\napp\.py:12:63: error plaintext-password: .*\n1 app, 1 image, 1 credential: 2 errors, 0 warnings\n$/,
      ),
    });
    expect(await run({ "app.py": clean, ...around }, ["app.py"])).toMatchObject({
      code: 0,
      out: "1 app, 1 image, 1 credential: 0 errors, 0 warnings\n",
    });
  });

  test("shows where it is, and no secret", async () => {
    const { out } = await run({ "app.py": module, ...around }, ["app.py"]);
    expect(out).toContain('registries={"ghcr.io": {"username": "me", "password": ********}},');
    expect(out).toContain("         COPY requirements.txt ./");
    expect(out).not.toContain("hunter2");
  });

  test("reads a module from standard input", async () => {
    const { code, out } = await run(around, ["-", "--stdin-filename", "app.py", "--format", "json"], module);
    expect(code).toBe(1);
    expect(JSON.parse(out).files).toEqual([{ path: "app.py", status: "checked", apps: ["my-model"] }]);
  });

  test("passes a module without an image", async () => {
    expect(await run({ "app.py": "import fal\n" }, ["app.py"])).toMatchObject({
      code: 0,
      out: "app.py: no ContainerImage, nothing to check\n0 apps, 0 images, 0 credentials: 0 errors, 0 warnings\n",
    });
  });

  test("passes many of them with one line", async () => {
    const names = Array.from({ length: 6 }, (_, index) => `m${index}.py`);
    const tree = { ...Object.fromEntries(names.map((name) => [name, ""])), "pyproject.toml": "" };
    const { code, out } = await run(tree, [...names, "pyproject.toml"]);
    expect({ code, out }).toEqual({
      code: 0,
      out: "pyproject.toml: no [tool.fal.apps], nothing to check\n6 Python modules: no ContainerImage, nothing to check\n7 files, 0 apps, 0 images, 0 credentials: 0 errors, 0 warnings\n",
    });
    expect((await run(tree, [...names, "--quiet"])).out).not.toContain("Python modules");
    expect((await run(tree, names.slice(1))).out).toContain("m5.py: no ContainerImage, nothing to check\n");
  });

  test("finds the modules of projects, and no others", async () => {
    const tree = {
      "pyproject.toml": "",
      "app.py": clean,
      "other.py": "import fal\n",
      "src/deep/app.py": clean,
      "src/notes.txt": module,
      "venv/app.py": module,
      "env/pyvenv.cfg": "",
      "env/lib/fal.py": module,
      "lib/site-packages/fal.py": module,
      ...around,
    };
    const { out } = await run(tree, [".", "--format", "json"]);
    expect(JSON.parse(out).files.map(({ path }: { path: string }) => path)).toEqual([
      "app.py",
      "pyproject.toml",
      "src/deep/app.py",
    ]);
    expect(JSON.parse(out).summary).toMatchObject({ files: 3, apps: 2, images: 2, credentials: 2, errors: 0 });
    const without = await run({ "a/app.py": module, "b/pyproject.toml": "" }, [".", "--format", "json"]);
    expect(JSON.parse(without.out).files.map(({ path }: { path: string }) => path)).toEqual(["b/pyproject.toml"]);
  });

  test("takes the nearest folder with a pyproject.toml for the one in which fal is started", async () => {
    const text =
      'from fal import App, ContainerImage\nclass A(App):\n    image = ContainerImage.from_dockerfile("Dockerfile")\n';
    const place = async (tree: Tree, path: string) =>
      JSON.parse((await run({ [path]: text, ...tree }, [path, "--format", "json"])).out).summary.errors;
    expect(await place({ Dockerfile: "FROM a:1" }, "src/app.py")).toBe(0);
    expect(await place({ "src/Dockerfile": "FROM a:1" }, "src/app.py")).toBe(1);
    expect(await place({ "src/pyproject.toml": "", "src/Dockerfile": "FROM a:1" }, "src/deep/app.py")).toBe(0);
    expect(await place({ "../x/Dockerfile": "FROM a:1" }, "../x/app.py")).toBe(0);
  });

  test("goes by the configuration of the project", async () => {
    const config = { "pyproject.toml": '[tool.fal-lint]\nseverity = { dockerfile-string-indented = "off" }\n' };
    const { out } = await run({ ...config, "app.py": module, ...around }, ["app.py", "--format", "compact"]);
    expect(out).toMatch(/^app\.py:12:63: error plaintext-password: .*\n1 app, .*1 error, 0 warnings\n$/);
  });

  test("goes by comments in Python and in a Dockerfile within it", async () => {
    const python = module.replace(
      "        registries",
      '        # fal-lint: allow plaintext-password reason="a test"\n        registries',
    );
    const both = python.replace(
      "        COPY",
      '        # fal-lint: allow dockerfile-string-indented reason="another"\n        COPY',
    );
    const { out, code } = await run({ "app.py": both, ...around }, ["app.py"]);
    expect({ out, code }).toEqual({
      code: 0,
      out: "1 app, 1 image, 1 credential: 0 errors, 0 warnings, 2 suppressed\n",
    });
    const unused = clean.replace("class", '# fal-lint: allow unpinned-image reason="x"\nclass');
    expect((await run({ "app.py": unused, ...around }, ["app.py", "--format", "compact"])).out).toMatch(
      /^app\.py:5:19: warning unused-suppression/,
    );
  });

  test("knows findings by a baseline", async () => {
    const tree = { "app.py": module.replace("ghcr.io/my-org/base:1.2.0", "ghcr.io/my-org/base"), ...around };
    const args = ["app.py", "--baseline", "b.json", "--format", "compact"];
    const made = await run(tree, [...args, "--update-baseline"]);
    expect(made.err).toContain("b.json: 2 findings known, 2 new, 0 gone");
    const later = await run({ ...tree, ...made.written }, args);
    expect(later.out).toMatch(
      /^app\.py:12:63: error plaintext-password: .*\n1 app, .* 1 error, 0 warnings, 2 suppressed\n$/,
    );
  });
});

test("--fix mends a module", async () => {
  const old = module
    .replace("registries", 'builder="service",\n        registries')
    .replace('"ghcr.io"', '"http://ghcr.io"');
  const { written, err } = await run({ "app.py": old, ...around }, ["--fix", "app.py"]);
  expect(err).toContain("made 3 fixes in 1 file");
  expect(written["app.py"]).toBe(
    old
      .replace("import fal\n", "import textwrap\nimport fal\n")
      .replace('(\n        """', '(\n        textwrap.dedent("""')
      .replace('        """,', '        """),')
      .replace('"service"', '"depot"')
      .replace('"http://ghcr.io"', '"ghcr.io"'),
  );
});

describe("of a module", () => {
  const tree = { "app.py": clean, ...around };
  test("compile prints the manifest", async () => {
    const { code, out } = await run(tree, ["compile", "app.py"]);
    expect(code).toBe(0);
    expect(JSON.parse(out).manifests).toMatchObject([
      {
        file: "app.py",
        app: "my-model",
        entry: { file: "app.py", symbol: "MyModel" },
        build: { dockerfile: { path: "Dockerfile" } },
      },
    ]);
  });

  test("compile says which app has none", async () => {
    const dynamic = clean.replace(/"""[\s\S]*"""/, "dockerfile()");
    expect(await run({ "app.py": dynamic, ...around }, ["compile", "app.py"])).toMatchObject({
      code: 1,
      err: "fal-lint: app.py: no manifest for app `my-model`\n",
    });
  });

  test("uploads and credentials are listed", async () => {
    const uploads = JSON.parse((await run(tree, ["uploads", "app.py", "--format", "json"])).out);
    expect(uploads.apps).toMatchObject([
      { file: "app.py", app: "my-model", uploads: [{ path: "requirements.txt", size: 6 }] },
    ]);
    const credentials = JSON.parse((await run(tree, ["credentials", "app.py", "--format", "json"])).out);
    expect(credentials.credentials).toMatchObject([
      {
        file: "app.py",
        app: "my-model",
        host: "ghcr.io",
        password: { fal_secret: "GHCR_TOKEN" },
        serves: ["ghcr.io/my-org/base:1.2.0"],
      },
    ]);
    const dynamic = { "app.py": clean.replace('"$GHCR_TOKEN"', "token()"), ...around };
    expect((await run(dynamic, ["credentials", "app.py"])).out).toMatch(/me +dynamic +dynamic +unknown/);
  });
});
