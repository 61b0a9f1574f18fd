// What is printed for a module: tables, and comments where TOML cannot say it, or somebody has to do something.
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { module, run, type Tree } from "./migrate.ts";

async function printed(given: string | Tree, ...args: readonly string[]): Promise<string> {
  const tree: Tree = typeof given === "string" ? { "pyproject.toml": "", "app.py": given } : given;
  const { out } = await run(tree, ["migrate", ...(args.length > 0 ? args : ["app.py"])]);
  parse(out);
  return out;
}

/** Comments in one line each, so that it does not matter where they are broken. */
const flat = (toml: string) => toml.replaceAll(/\n# {1,3}(?!(?:app\.py:|fal-lint |- |In ))/g, " ");

const registry = (password: string) =>
  module(
    `ContainerImage.from_dockerfile_str("FROM a:1", registries={"ghcr.io": {"username": "me", "password": ${password}}})`,
  );

test("a whole module", async () => {
  const text = `import fal
from fal.container import ContainerImage

class MyModel(fal.App, keep_alive=300):
    machine_type = "GPU-A100"
    requirements = ["httpx==0.28.1"]
    num_gpus = count()
    image = ContainerImage.from_dockerfile_str(
        "FROM ghcr.io/my-org/base:1.2.0\\nCOPY src /app\\n",
        registries={"ghcr.io": {"username": "me", "password": "hunter2"}},
    )
`;
  expect(
    await printed(text),
  ).toBe(`# From app.py, for \`pyproject.toml\`. Made by \`fal-lint migrate\`, which has written no file.

[tool.fal.apps.my-model]
ref = "app.py::MyModel"
keep_alive = 300
requirements = ["httpx==0.28.1"]
machine_type = "GPU-A100"
# app.py:7: num_gpus is only known when the code runs, and stays in the code.

[tool.fal.apps.my-model.image]
# app.py:9: this is a string, and has to become a file.
#   fal-lint migrate app.py --app my-model --format dockerfile > Dockerfile
dockerfile = "Dockerfile"

[tool.fal.apps.my-model.image.registries."ghcr.io"]
username = "me"
# app.py:10: the password stands there in plain text. Run \`fal secrets set GHCR_IO_PASSWORD=…\`, and
# revoke this one where it was issued: it may be in the repository's history.
password = "$GHCR_IO_PASSWORD"

# In app.py, class \`MyModel\` (line 4):
# - Write \`kind="container"\` in the place of \`image\` (line 8). An image that stays there is the one
#   that counts, and without that kind fal's client takes the class for one without a container.
# - Leave \`requirements\` where they are: fal's client takes them from there.
# - Whatever else both say, the class counts, but for \`name\` and \`auth\`. What only Python can say
#   stays there.

`);
});

describe("a password", () => {
  test.each([
    ['"$GHCR_TOKEN"', "$GHCR_TOKEN", null],
    ['"${GHCR_TOKEN}"', "${GHCR_TOKEN}", "fal does not know this form of a reference: write `$GHCR_TOKEN`."],
    ['"${A:-b}"', "$GHCR_IO_PASSWORD", "the password stands there in plain text."],
    ['"$$x"', "$GHCR_IO_PASSWORD", "the password stands there in plain text."],
    ['""', "$GHCR_IO_PASSWORD", "there is no password yet. Run `fal secrets set GHCR_IO_PASSWORD=…`."],
    ['"<token>"', "$GHCR_IO_PASSWORD", "there is no password yet."],
    [
      'os.environ["REG_TOKEN"]',
      "$REG_TOKEN",
      "Python takes it from the environment of the machine that deploys; here it is a fal secret. Run `fal secrets set REG_TOKEN=…`.",
    ],
    ["os.environ.get('REG_TOKEN')", "$REG_TOKEN", "Python takes it from the environment"],
    ['os.getenv("REG_TOKEN", "")', "$REG_TOKEN", "Python takes it from the environment"],
    [
      'os.getenv("REG_TOKEN").strip()',
      "$GHCR_IO_PASSWORD",
      "it is only known when the code runs; here it is a fal secret.",
    ],
    ['os.environ["1"]', "$GHCR_IO_PASSWORD", "it is only known when the code runs"],
    [
      "get_token()",
      "$GHCR_IO_PASSWORD",
      "it is only known when the code runs; here it is a fal secret. Run `fal secrets set GHCR_IO_PASSWORD=…`.",
    ],
  ])("%s is %s", async (written, reference, said) => {
    const toml = flat(await printed(registry(written)));
    expect(toml).toContain(`password = ${JSON.stringify(reference)}`);
    if (said === null) expect(toml).not.toMatch(/app\.py:10: (?!this is a string)/);
    else expect(toml).toContain(`\n# app.py:10: ${said}`);
  });

  test("of Amazon ECR that the code asks for may better stay", async () => {
    const host = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
    const toml = flat(await printed(registry("get_ecr_token()").replace("ghcr.io", host)));
    expect(toml).toContain('password = "$AWS_ECR_PASSWORD"');
    expect(toml).toContain("It is dead after 12 hours, and nothing renews a fal secret");
  });

  test("has one name for one value, and no other has that", async () => {
    const text = `${registry('"one"')}
class Same(fal.App):
    image = ContainerImage("FROM a:1", registries={"ghcr.io": {"username": "me", "password": "one"}})
class Other(fal.App):
    image = ContainerImage("FROM a:1", registries={"ghcr.io": {"username": "me", "password": "two"}}, secrets={"GHCR_IO_PASSWORD_3": "x"})
class Third(fal.App):
    image = ContainerImage("FROM a:1", registries={"ghcr.io": {"username": "me", "password": "$GHCR_IO_PASSWORD"}})
`;
    const toml = await printed(text);
    expect([...toml.matchAll(/^(?:password|GHCR\S*) = (.*)$/gm)].map((match) => match[1])).toEqual([
      '"$GHCR_IO_PASSWORD_2"',
      '"$GHCR_IO_PASSWORD_2"',
      '"$GHCR_IO_PASSWORD_3"',
      '"$GHCR_IO_PASSWORD_3_2"',
      '"$GHCR_IO_PASSWORD"',
    ]);
  });
});

describe("what TOML cannot say", () => {
  const image = (rest: string, text = '"FROM a:1"') => module(`ContainerImage.from_dockerfile_str(${text}${rest})`);
  test.each([
    [
      image(', builder="service"'),
      "app.py:10: builder cannot be said in a pyproject.toml: fal builds with depot, whatever it is.",
    ],
    [image(", compression=choose()"), "app.py:10: compression cannot be said in a pyproject.toml: fal takes gzip."],
    [
      image(", force_compression=True"),
      "app.py:10: force_compression cannot be said in a pyproject.toml: fal takes false.",
    ],
    [image(", use_isolate=False"), "app.py:10: use_isolate cannot be said in a pyproject.toml"],
    [
      image(', context_dir="docker"'),
      "app.py:10: the build context is `docker`, and of a pyproject.toml it is the folder of that file",
    ],
    [
      image(', dockerignore_path="x.ignore"'),
      "app.py:10: fal reads `.dockerignore` here, and no other file: copy `x.ignore`.",
    ],
    [image("", "make()"), "app.py:10: the image stays in the code: its Dockerfile is only known when that runs."],
    [
      image(", context_dir=here()"),
      "app.py:10: the image stays in the code: its build context, or what is left out of it, is only known when that runs.",
    ],
    [image(", dockerignore=[x]"), "app.py:10: the image stays in the code: its build context, or"],
    [
      image(", **options"),
      "app.py:10: the image stays in the code: what `**` adds to its arguments is only known when that runs.",
    ],
    [module("make()"), "app.py:10: image is only known when the code runs, and stays in the code."],
    [
      image(', build_args={"A": a()}'),
      "app.py:10: image.build_args.A is only known when the code runs: write a value here.",
    ],
    [
      image(', build_args={**more, "A": "1"}'),
      "app.py:10: image.build_args may have more entries than these, which are only known when the code runs.",
    ],
    [
      image(', registries={"a.com": {"username": me(), "password": "$A"}}'),
      'app.py:10: image.registries."a.com".username is only known when the code runs: write a value here.',
    ],
    [
      image("").replace("(fal.App)", "(Base, fal.App)"),
      "app.py:9: there may be more settings than these: of a base class in another module, or of `**`. They stay in the code.",
    ],
    [
      `${image("")}    _scheduler_options = {"a": 99999999999999999999}\n`,
      "app.py:11: _scheduler_options.a is a number that TOML cannot hold.",
    ],
    [`${image("")}x = ]\n`, "app.py:11: this is no Python 3. What stands around it has been read."],
    [
      `${image("")}LONE = ContainerImage("FROM a:1")\n`,
      "app.py:11: the image `LONE` belongs to no app here: there is no table for it.",
    ],
    [
      image("").replace("(fal.App)", "(fal.App, pasword=1)"),
      "app.py:9: there is no table for `my-model`, which fal would refuse: see `fal-lint app.py`.",
    ],
  ])("case %#", async (text, said) => {
    expect(flat(await printed(text))).toContain(`# ${said}`);
  });

  test("nothing is said of defaults", async () => {
    const toml = await printed(
      image(', builder="depot", compression="gzip", force_compression=False, use_isolate=None'),
    );
    expect(toml).not.toContain("cannot be said");
  });

  test("without a Dockerfile there is no image in the table", async () => {
    expect(await printed(image("", "make()"))).not.toContain("apps.my-model.image");
  });

  test("paths are named from the folder of the pyproject.toml", async () => {
    const toml = await printed(image(', context_dir="docker"'));
    expect(toml).toContain('ref = "app.py::MyModel"');
    expect(toml).toContain('dockerfile = "docker/Dockerfile"');
    expect(toml).toContain("--format dockerfile > docker/Dockerfile");
  });
});

describe("files", () => {
  const text = module('ContainerImage("FROM a:1", dockerignore=["*.md"])');

  test("that are there already need not be saved", async () => {
    const there = { "pyproject.toml": "", "app.py": text, Dockerfile: "FROM a:1", ".dockerignore": "*.md\n" };
    const toml = await printed(there);
    expect(toml).toContain('dockerfile = "Dockerfile"');
    expect(toml).not.toContain("--format");
  });

  test("that are others are told", async () => {
    const there = { "pyproject.toml": "", "app.py": text, Dockerfile: "FROM b:1", ".dockerignore": "x\n" };
    const toml = flat(await printed({ ...there, "Dockerfile.my-model": "FROM c:1" }));
    expect(toml).toContain('dockerfile = "Dockerfile.my-model"');
    expect(toml).toContain("has to become a file, in the place of the other `Dockerfile.my-model` that is there.");
    expect(toml).toContain("which counts for every app. It takes the place of the one that is there.");
  });

  test("a .dockerignore is one for all", async () => {
    const two = `${text}class Two(fal.App):\n    image = ContainerImage("FROM a:1", dockerignore=["*.txt"])\n`;
    expect(flat(await printed(two))).toContain("App `my-model` wants another one, and there is only one.");
  });

  test("an app that the pyproject.toml has already is told", async () => {
    const there = { "pyproject.toml": '[tool.fal.apps.my-model]\nref = "app.py"\n', "app.py": text };
    expect(flat(await printed(there))).toContain(
      "The pyproject.toml has an app `my-model` already: make one of the two.",
    );
  });
});

describe("several modules", () => {
  const one = module('ContainerImage("FROM a:1")');
  const other = module('ContainerImage("FROM b:1")');

  test("keep their keys and Dockerfiles apart", async () => {
    const tree = { "pyproject.toml": "", "a.py": one, "b.py": other, "c.py": one };
    const toml = await printed(tree, "a.py", "b.py", "c.py");
    expect([...toml.matchAll(/^\[tool\.fal\.apps\.([^.]*)\]$/gm)].map((match) => match[1])).toEqual([
      "my-model",
      "my-model-2",
      "my-model-3",
    ]);
    expect(toml).toContain("# b.py:9: `my-model` is the key of an app above: give one of them another.");
    expect([...toml.matchAll(/^dockerfile = "(.*)"$/gm)].map((match) => match[1])).toEqual([
      "Dockerfile",
      "Dockerfile.my-model",
      "Dockerfile",
    ]);
  });

  test("of several projects name each", async () => {
    const tree = { "x/pyproject.toml": "", "x/src/a.py": one, "y/pyproject.toml": "", "y/b.py": other };
    const toml = await printed(tree, ".");
    expect(toml).toContain("# From x/src/a.py, for `x/pyproject.toml`.");
    expect(toml).toContain('ref = "src/a.py::MyModel"');
    expect(toml).toContain("fal-lint migrate y/b.py --app my-model --format dockerfile > y/Dockerfile");
  });

  test("are the same whenever they are printed", async () => {
    const tree = { "pyproject.toml": "", "a.py": one, "b.py": other };
    expect(await printed(tree, "a.py", "b.py")).toBe(await printed(tree, "a.py", "b.py"));
  });
});

test("what is hostile stays within its line", async () => {
  const path = "a\u001b[1m'b.py";
  const tree = {
    "pyproject.toml": "",
    [path]: `${module('ContainerImage("FROM a:1")')}    name = "x\\u001b\\n[evil]"\n`,
  };
  const toml = await printed(tree, path);
  expect([...toml].filter((character) => character !== "\n" && character < " ")).toEqual([]);
  expect(toml).toContain("> Dockerfile");
});
