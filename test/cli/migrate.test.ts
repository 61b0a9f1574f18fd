// `fal-lint migrate` as a command: what it takes, where its answers go, how it ends.
import { describe, expect, test } from "vitest";
import { pythonString, run, type Tree, module as withImage } from "../migrate/migrate.ts";

const module = withImage('ContainerImage.from_dockerfile_str("FROM a:1\\n", dockerignore=["*.md"])');
const tree: Tree = { "pyproject.toml": "", "app.py": module };
const two = `${module}class Two(fal.App):\n    image = ContainerImage("FROM b:1")\n`;

describe("misuse", () => {
  test.each([
    [[], "migrate takes Python modules: fal-lint migrate app.py"],
    [
      ["pyproject.toml"],
      "migrate takes Python modules, and makes the tables of a pyproject.toml from them, not `pyproject.toml`",
    ],
    [["app.py", "Dockerfile"], "migrate takes Python modules, not `Dockerfile`"],
    [["-"], "migrate needs to know which module standard input is: --stdin-filename app.py"],
    [["-", "--stdin-filename", "pyproject.toml"], "migrate needs to know which module standard input is"],
    [["app.py", "--stdin-filename", "app.py"], "--stdin-filename goes with the path -"],
    [["app.py", "--format", "json"], "--format knows no `json`, but toml, dockerfile, dockerignore"],
    [["app.py", "--output", "pyproject.toml"], "--output is for lint, compile, uploads, credentials, not for migrate"],
    [["app.py", "--app", "my-modal"], "there is no app `my-modal`; did you mean my-model?"],
    [["app.py", "--app", "my-model", "--fix"], "--fix is for lint, not for migrate"],
  ])("%j", async (args, said) => {
    const { code, out, err } = await run(tree, ["migrate", ...args]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(said);
  });
});

describe("the tables", () => {
  test("of a folder are those of its modules", async () => {
    const { code, out, err } = await run({ ...tree, "sub/b.py": module, "no.py": "import fal\n" }, ["migrate", "."]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.match(/^# From \S+,/gm)).toEqual(["# From app.py,", "# From sub/b.py,"]);
  });

  test("of a folder without modules are none", async () => {
    const { code, out, err } = await run({ "pyproject.toml": "" }, ["migrate", "."]);
    expect({ code, out, err }).toEqual({
      code: 3,
      out: "",
      err: "fal-lint: no Python module with a ContainerImage in `.`\n",
    });
  });

  test("of standard input", async () => {
    const { code, out } = await run({ "pyproject.toml": "" }, ["migrate", "-", "--stdin-filename", "src/x.py"], module);
    expect(code).toBe(0);
    expect(out).toContain('ref = "src/x.py::MyModel"');
  });

  test("of one app", async () => {
    const { out } = await run({ ...tree, "app.py": two }, ["migrate", "app.py", "--app", "two"]);
    expect(out.match(/^\[.*\]$/gm)).toEqual(["[tool.fal.apps.two]", "[tool.fal.apps.two.image]"]);
  });

  test("of a module without an image are none, which is said", async () => {
    expect(await run({ "app.py": "import fal\n" }, ["migrate", "app.py"])).toEqual({
      code: 0,
      out: "",
      err: "app.py: no ContainerImage, nothing to migrate\n",
    });
  });

  test("of a file that is not there, or no text", async () => {
    expect(await run(tree, ["migrate", "no.py"])).toEqual({
      code: 2,
      out: "",
      err: "fal-lint: no.py: no such file or directory\n",
    });
    const latin1 = await run({ "app.py": `latin1:# ContainerImage \u00e4` }, ["migrate", "app.py"]);
    expect(latin1).toMatchObject({ code: 1, out: "", err: expect.stringContaining("no UTF-8") });
  });
});

describe("what fails", () => {
  test.each([
    ["an app that fal refuses", "unknown-key", module.replace("(fal.App)", "(fal.App, x=1)")],
    ["an image that stays in the code", "no complete table for app `my-model`", withImage("ContainerImage(make())")],
    ["another one", "no complete table for app `my-model`", withImage("make()")],
    [
      "a username that only the code knows",
      "no complete table for app `my-model`",
      withImage('ContainerImage("FROM a:1", registries={"a.com": {"username": u(), "password": "$A"}})'),
    ],
  ])("%s", async (_, said, text) => {
    // The word that makes a module one for fal-lint.
    const { code, out, err } = await run({ ...tree, "app.py": `${text}# ContainerImage\n` }, ["migrate", "app.py"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^# From app\.py/);
    expect(err).toContain(said);
  });

  test("nothing that is otherwise only known when the code runs", async () => {
    const text = `${withImage('ContainerImage("FROM a:1", build_args={"A": a()})')}    num_gpus = n()\n`;
    expect(await run({ ...tree, "app.py": text }, ["migrate", "app.py"])).toMatchObject({ code: 0, err: "" });
  });
});

describe("the files in the code", () => {
  test.each([
    ["dockerfile", "FROM a:1\n"],
    ["dockerignore", "*.md\n"],
  ])("%s", async (format, text) => {
    const expected = { code: 0, out: text, err: "" };
    expect(await run(tree, ["migrate", "app.py", "--format", format])).toEqual(expected);
    expect(
      await run({ ...tree, "app.py": two }, ["migrate", "app.py", "--format", format, "--app", "my-model"]),
    ).toEqual(expected);
  });

  test("to the byte", async () => {
    const text = "FROM a:1\r\n\u001b[1m \u0000 '''\"\"\" ä😀\u202e\n\n";
    const app = withImage(`ContainerImage(${pythonString(text)})`);
    expect((await run({ "app.py": app }, ["migrate", "app.py", "--format", "dockerfile"])).out).toBe(text);
  });

  test("are one at a time", async () => {
    expect(await run({ ...tree, "app.py": two }, ["migrate", "app.py", "--format", "dockerfile"])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("several apps have a Dockerfile in their code: name one with --app"),
    });
    expect(
      await run({ ...tree, "app.py": two }, ["migrate", "app.py", "--app", "two", "--format", "dockerignore"]),
    ).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("no app has ignored files in its code"),
    });
  });

  test("lack what may be a secret, which is said", async () => {
    const app = withImage('ContainerImage("FROM a:1\\nENV API_TOKEN=hunter2\\n")');
    expect(await run({ "app.py": app }, ["migrate", "app.py", "--format", "dockerfile"])).toEqual({
      code: 0,
      out: "FROM a:1\nENV API_TOKEN=********\n",
      err: "fal-lint: what may be a secret is left out of line 2\n",
    });
  });
});
