// What is said of modules, exactly: every way to write an image, and every way in which nothing can be known of it.
import { describe, expect, test } from "vitest";
import { checkModule, said, type Tree } from "./run.ts";

/** A password in plain text, in the place that shows whether the call was read. */
const registries = `registries={"ghcr.io": {"username": "me", "password": "hunter2"}}`;
const told = ['unused-registry: "ghcr.io"', 'plaintext-password: "hunter2"'];
const call = `ContainerImage.from_dockerfile_str("FROM python:3.12", ${registries})`;
const app = (image: string) => `import fal
from fal.container import ContainerImage

class App(fal.App):
    image = ${image}
`;
const dockerfile = (expression: string, before = "") =>
  `import fal, textwrap, inspect
from pathlib import Path
from fal.container import ContainerImage
${before}
class App(fal.App):
    image = ContainerImage.from_dockerfile_str(${expression})
`;
const unpinned = (written: string) => [`unpinned-image: ${written}`];

describe("a call is found", () => {
  const found: Record<string, string> = {
    "under its own name": app(call),
    "by its module": `import fal.container\nclass App(fal.App):\n    image = fal.container.${call}\n`,
    "without any import, as the documentation has it": `class App(fal.App):\n    image = fal.container.${call}\n`,
    "from fal itself": `import fal\nclass App(fal.App):\n    image = fal.${call}\n`,
    "under an alias": `import fal\nfrom fal.container import ContainerImage as Image\nclass App(fal.App):\n    image = Image${call.slice(14)}\n`,
    "under an alias of the module": `import fal.container as fc\nimport fal\nclass App(fal.App):\n    image = fc.${call}\n`,
    "under an alias of fal": `import fal as f\nclass App(f.App):\n    image = f.container.${call}\n`,
    "under a name that it was given": `import fal\nfrom fal.container import ContainerImage\nCI = ContainerImage\nclass App(fal.App):\n    image = CI${call.slice(14)}\n`,
    "by a method that has a name": `import fal\nfrom fal.container import ContainerImage\nmake = ContainerImage.from_dockerfile_str\nclass App(fal.App):\n    image = make("FROM python:3.12", ${registries})\n`,
    "imported either way in a try": `try:\n    from fal.container import ContainerImage\nexcept ImportError:\n    from fal import ContainerImage\nimport fal\nclass App(fal.App):\n    image = ${call}\n`,
    "as the class itself": app(`ContainerImage(dockerfile_str="FROM python:3.12", ${registries})`),
    "as the class itself, by position": app(`ContainerImage("FROM python:3.12", {}, ${registries.slice(11)})`),
    "in the head of a class": `import fal\nfrom fal.container import ContainerImage\nclass App(fal.App, keep_alive=3, image=${call}):\n    pass\n`,
    "in a decorator": `import fal\nfrom fal.container import ContainerImage\n@fal.function("container", image=${call})\ndef run():\n    pass\n`,
    "in one of several decorators": `import fal\nfrom fal.container import ContainerImage\n@other\n@fal.function(image=${call})\n@more(1)\ndef run():\n    pass\n`,
    "in the decorator of an async function": `import fal\nfrom fal.api import function\nfrom fal.container import ContainerImage\n@function(image=${call})\nasync def run():\n    pass\n`,
    "by a name of the module": `import fal\nfrom fal.container import ContainerImage\nIMAGE = ${call}\nclass App(fal.App):\n    image = IMAGE\n`,
    "with a type": `import fal\nfrom fal.container import ContainerImage\nclass App(fal.App):\n    image: ContainerImage = ${call}\n`,
    "in parentheses": app(`(\n        ${call}\n    )`),
    "in a class within a class": `import fal\nfrom fal.container import ContainerImage\nclass Outer:\n    class App(fal.App):\n        image = ${call}\n`,
    "in a class within a function": `import fal\nfrom fal.container import ContainerImage\ndef make():\n    class App(fal.App):\n        image = ${call}\n    return App\n`,
    "in a class within an if": `import fal\nfrom fal.container import ContainerImage\nif True:\n    class App(fal.App):\n        image = ${call}\n`,
    "in a base class of the module": `import fal\nfrom fal.container import ContainerImage\nclass Base(fal.App):\n    image = ${call}\n`,
    "without any app": `from fal.container import ContainerImage\nIMAGE = ${call}\n`,
    "returned by a function": `from fal.container import ContainerImage\ndef image():\n    return ${call}\n`,
    "in a lambda": `from fal.container import ContainerImage\nimage = lambda: ${call}\n`,
    "in a list": `from fal.container import ContainerImage\nimages = [${call}]\n`,
    "in a conditional expression": app(`${call} if DEBUG else None`),
    "as an argument": `from fal.container import ContainerImage\nrun(1, image=${call})\n`,
    "in a class with a base of another module": `from base import Base\nfrom fal.container import ContainerImage\nclass App(Base):\n    image = ${call}\n`,
    "with the registries under a name": `import fal\nfrom fal.container import ContainerImage\nREGISTRIES = ${registries.slice(11)}\nclass App(fal.App):\n    image = ContainerImage.from_dockerfile_str("FROM python:3.12", registries=REGISTRIES)\n`,
    "with the registries of several dicts": app(
      `ContainerImage.from_dockerfile_str("FROM python:3.12", registries={**{}, **${registries.slice(11)}})`,
    ),
    "with a semicolon": `import fal; from fal.container import ContainerImage\nclass App(fal.App): image = ${call}; keep_alive = 3\n`,
    "among Python 2": `print "hello"\nexec "x"\n${app(call)}\ntry:\n    pass\nexcept Exception, error:\n    print >>err, error\n`,
    "in a notebook": `%matplotlib inline\n!pip install fal\n# %%\n${app(call)}\n?App\n%%bash\nls -la | grep "x" > y\n`,
    "behind a syntax error": `def broken(:\n    return ]\n\n${app(call)}`,
    "before a syntax error": `${app(call)}\nclass Other(:\n    x = = 3\n`,
    "before a string that does not end": `${app(call)}\nx = """\n`,
    "with tabs": app(call).replaceAll("    ", "\t"),
    "with CRLF": app(call).replaceAll("\n", "\r\n"),
    "with lone CR": app(call).replaceAll("\n", "\r"),
    "behind a byte order mark": `\ufeff${app(call)}`,
    "with lines joined by backslashes": app(call.replace("(", "( \\\n").replace(", registries", ", \\\n registries")),
    "with lines joined by backslashes and CRLF": app(call.replace(", registries", ", \\\n registries")).replaceAll(
      "\n",
      "\r\n",
    ),
  };
  test.each(Object.entries(found))("%s", (_, text) => {
    expect(said(text)).toEqual(told);
  });

  test("of another module of that name nothing is said", () => {
    expect(said(app(call).replace("fal.container", "my.container"))).toEqual([]);
  });

  test("nor of the word in a comment or a string", () => {
    expect(said(`import fal\n# ${call}\nx = '''${call}'''\n`)).toEqual([]);
  });

  test("nor of a class that has the name", () => {
    expect(said(`class ContainerImage:\n    pass\nx = ${call}\n`)).toEqual([]);
  });

  test("two apps of one image are told apart", () => {
    const text = `import fal\nfrom fal.container import ContainerImage\nIMAGE = ${call}\nclass One(fal.App):\n    image = IMAGE\nclass Two(fal.App):\n    image = IMAGE\n`;
    const { apps, diagnostics, summary } = checkModule(text);
    expect(apps).toEqual(["one", "two"]);
    expect(summary).toMatchObject({ apps: 2, images: 2, credentials: 2 });
    expect(diagnostics.filter(({ rule }) => rule === "plaintext-password").map(({ app }) => app)).toEqual([
      "one",
      "two",
    ]);
  });

  test("an image that belongs to no app is none", () => {
    const { apps, diagnostics, manifests, status, summary } = checkModule(
      `from fal.container import ContainerImage\nIMAGE = ${call}\n`,
    );
    expect({ apps, status, manifests }).toEqual({ apps: [], status: "checked", manifests: [] });
    expect(diagnostics.map(({ app }) => app)).toEqual([null, null]);
    expect(summary).toMatchObject({ apps: 0, images: 1, credentials: 1, errors: 1 });
  });

  test("a module without an image is not looked at", () => {
    expect(checkModule("import fal\nclass App(fal.App):\n    num_gpus = -1\n")).toMatchObject({
      status: "no-apps",
      apps: [],
      diagnostics: [],
    });
  });
});

describe("a Dockerfile is put together", () => {
  const constant: Record<string, readonly [expression: string, before?: string]> = {
    "in single quotes": ["'FROM python:latest'"],
    "in triple quotes": ['"""\nFROM python:latest\n"""'],
    "as a raw string": ['r"""FROM python:latest\nRUN a \\\n    b\n"""'],
    "with an old prefix": ['u"FROM python:latest"'],
    "of strings side by side": ['("# a\\n" \'FROM \'\n    # why\n    """python:latest""")'],
    "by a sum": ['"# a\\n" + "FROM " + BASE', 'BASE = "python:latest"'],
    "by a long sum": [Array.from({ length: 300 }, () => '"# a\\n"').join(" + ") + ' + "FROM python:latest"'],
    "by an f-string": ['f"FROM {BASE}"', 'BASE = "python:latest"'],
    "by an f-string with a number": [
      'f"FROM {BASE}\\nLABEL n={3} {1.5} {True} {None} {{x}}"',
      'BASE = "python:latest"',
    ],
    "by an f-string of another": ['f"FROM {IMAGE}"', 'NAME = "python"\nTAG = "latest"\nIMAGE = f"{NAME}:{TAG}"'],
    "by a raw f-string": ['rf"""FROM {BASE}\nRUN \\d{{3}}"""', 'BASE = "python:latest"'],
    "by dedent": ['textwrap.dedent("""\n        FROM python:latest\n        """)'],
    "by dedent and strip": ['textwrap.dedent("""\n        FROM python:latest\n        """).strip()'],
    "by a dedent of its own name": [
      'dedent("""\n        FROM python:latest\n        """)',
      "from textwrap import dedent",
    ],
    "by cleandoc": ['inspect.cleandoc("""FROM python:latest\n        RUN x\n        """)'],
    "under a name": ["DOCKERFILE", 'DOCKERFILE = """FROM python:latest\n"""'],
    "under the name of a name": ["TWO", 'ONE = "FROM python:latest"\nTWO = ONE'],
    "under a name of the class": ["DOCKERFILE)\n    DOCKERFILE = str(", ""],
    "with the argument by its name": ['text="FROM python:latest"'],
    "with escapes": ['"\\x46ROM\\u0020\\160ython:latest\\n"'],
  };
  test.each(Object.entries(constant).filter(([, [expression]]) => !expression.includes("str(")))(
    "%s",
    (_, [expression, before]) => {
      const found = checkModule(dockerfile(expression, before)).diagnostics.filter(
        ({ rule }) => rule !== "dockerfile-syntax",
      );
      expect(found.map(({ rule }) => rule)).toEqual(["unpinned-image"]);
      expect(found[0]?.message).toMatch("`python:latest`");
    },
  );

  const dynamic: Record<string, readonly [expression: string, before?: string]> = {
    "from a call": ["make()"],
    "from the environment": ['os.environ["DOCKERFILE"]', "import os"],
    "from a file": ['Path("Dockerfile").read_text()'],
    "by format": ['"FROM {}".format("python:latest")'],
    "by %": ['"FROM %s" % "python:latest"'],
    "by join": ['"\\n".join(["FROM python:latest"])'],
    "by replace": ['"FROM python:X".replace("X", "latest")'],
    "by strip of characters": ['"xFROM python:latest".strip("x")'],
    "by an f-string of something else": ['f"FROM python:{tag()}"'],
    "by an f-string with a format": ['f"FROM {BASE:>20}"', 'BASE = "python:latest"'],
    "by an f-string with a conversion": ['f"FROM {BASE!r}"', 'BASE = "python:latest"'],
    "by an f-string that names itself": ['f"FROM {BASE=}"', 'BASE = "python:latest"'],
    "by a sum with something else": ['"FROM python:latest" + extra()'],
    "by a product": ['"FROM python:latest" * 2'],
    "under a name that is set twice": ["D", 'D = "FROM python:latest"\nD = "FROM x:1"'],
    "under a name that grows": ["D", 'D = "FROM python:latest"\nD += "x"'],
    "under a name of a loop": ["D", 'for D in ["FROM python:latest"]:\n    pass'],
    "under a name that is deleted": ["D", 'D = "FROM python:latest"\ndel D'],
    "under a global that a function sets": ["D", 'D = "FROM python:latest"\ndef f():\n    global D\n    D = "x"'],
    "under a name that a walrus sets": ["D", 'D = "FROM python:latest"\nf(D := "x")\nprint((D := "y"))'],
    "under an imported name": ["D", "from images import D"],
    "under a name before a star import": ["D", 'D = "FROM python:latest"\nfrom images import *'],
    "under its own name": ["D", "D = D"],
    "under the name of a parameter": [
      'D)\ndef f(D="FROM python:latest"):\n    return ContainerImage.from_dockerfile_str(D',
    ],
    "as bytes": ['b"FROM python:latest"'],
    "with a character by its name": ['"FROM python:latest\\N{BULLET}"'],
    "as a list": ['["FROM python:latest"]'],
    "with arguments in a dict": ['"FROM python:latest", **options'],
    "with arguments in a list": ["*arguments"],
    "by a condition": ['"FROM python:latest" if DEBUG else "FROM python"'],
    "by an index": ['DOCKERFILES["a"]', 'DOCKERFILES = {"a": "FROM python:latest"}'],
    "in a context that is not known": ['"FROM python:latest", context_dir=where()'],
    "with ignored files that are not known": ['"FROM python:latest", dockerignore=patterns()'],
  };
  test.each(Object.entries(dynamic))("%s: nothing is said", (_, [expression, before]) => {
    const { diagnostics, manifests, apps } = checkModule(dockerfile(expression, before));
    expect(diagnostics).toEqual([]);
    expect(manifests).toEqual([]);
    expect(apps).toEqual(["app"]);
  });

  test("what is found in a part stands where that is written", () => {
    const text = dockerfile('f"FROM {BASE}"', 'BASE = "python:latest"');
    expect(said(text)).toEqual(unpinned("python:latest"));
    expect(said(dockerfile('"FROM python" + ":latest"'))).toEqual(unpinned('python" + ":latest'));
    expect(said(dockerfile('f"FROM python:{TAG}"', 'TAG = "latest"'))).toEqual(unpinned("python:{TAG}"));
  });
});

describe("a password", () => {
  const image = (password: string, before = "") =>
    dockerfile(`"FROM ghcr.io/a/b:1", registries={"ghcr.io": {"username": "me", "password": ${password}}}`, before);
  test.each([
    'os.environ["TOKEN"]',
    'os.getenv("TOKEN")',
    'os.environ.get("TOKEN", "x")',
    'get_ecr_token("us-east-1")',
    "settings.token",
    "TOKEN",
    'f"{TOKEN}"',
    "token()",
    '"$TOKEN"',
    '"$" + "TOKEN"',
  ])("%s is right", (password) => {
    expect(said(image(password, "import os"))).toEqual([]);
  });
  test.each([
    ['"hunter2"', '"hunter2"'],
    ["TOKEN", '"hunter2"'],
    ['"hunter" + "2"', '"hunter" + "2"'],
    ['f"hunter{2}"', 'f"hunter{2}"'],
    ['("hunter2")', '"hunter2"'],
    ['""', '""'],
    ['"${TOKEN}"', '"${TOKEN}"'],
  ])("%s is told", (password, at) => {
    expect(said(image(password, 'TOKEN = "hunter2"'))).toEqual([`plaintext-password: ${at}`]);
  });
});

describe("what Python alone can have wrong", () => {
  const cases: Record<string, readonly [text: string, found: readonly string[], around?: Tree]> = {
    "a removed builder": [dockerfile('"FROM a:1", builder="service"'), ['image-builder: "service"']],
    "another removed builder": [dockerfile('"FROM a:1", builder="worker"'), ['image-builder: "worker"']],
    "an unknown builder": [dockerfile('"FROM a:1", builder="depo"'), ['image-builder: "depo"']],
    "a builder that is none": [dockerfile('"FROM a:1", builder=3'), ["image-builder: 3"]],
    "the builder": [dockerfile('"FROM a:1", builder="depot"'), []],
    "no builder": [dockerfile('"FROM a:1", builder=None'), []],
    "some builder": [dockerfile('"FROM a:1", builder=which()'), []],
    "a command as a tuple": [dockerfile('"FROM a:1", cmd=("a", "b")'), ['wrong-type: ("a", "b")']],
    "a command as a list": [dockerfile('"FROM a:1", cmd=["a", "b"], entrypoint="c"'), []],
    "an argument that does not exist": [
      dockerfile('"FROM a:1", docker_context_dir="."'),
      ["unknown-key: docker_context_dir"],
    ],
    "a registry without a password": [
      dockerfile('"FROM a:1", registries={"ghcr.io": {"username": "a"}}'),
      ['missing-key: "ghcr.io"'],
    ],
    "a setting of the wrong type": [
      dockerfile('"FROM a:1")\n    keep_alive = str("3"').replace('str("3"', '("3"'),
      ['wrong-type: "3"'],
    ],
    "an option that does not exist": [
      `import fal\nfrom fal.container import ContainerImage\n@fal.function(image=ContainerImage("FROM a:1"), keepalive=3)\ndef f(): ...\n`,
      ["unknown-key: keepalive"],
    ],
    "app_files with an image": [
      dockerfile('"FROM a:1")\n    app_files = list(').replace("list(", '["a"]').replace(/\)\n$/, "\n"),
      ["conflicting-keys: app_files"],
    ],
    "an ignore file that is not there": [
      dockerfile('"FROM a:1", dockerignore_path="x"'),
      ['dockerignore-refused: "x"'],
    ],
    "an ignore file that is there": [dockerfile('"FROM a:1", dockerignore_path="x"'), [], { x: "a\n" }],
    "an indented Dockerfile": [
      dockerfile('"""\n  FROM a:1\n  COPY b c\n  """'),
      ["dockerfile-string-indented: COPY b c"],
      { b: "" },
    ],
    "an indented Dockerfile behind its first line": [
      dockerfile('"""FROM a:1\n  COPY b c\n  """'),
      ["dockerfile-string-indented: COPY b c"],
      { b: "" },
    ],
    "an indented Dockerfile without files": [dockerfile('"""\n  FROM a:1\n  RUN b\n  """'), []],
    "one indented line": [dockerfile('"""\nFROM a:1\n  COPY b c\n"""'), ["copy-indented: COPY"], { b: "" }],
    "an ECR password as a secret": [
      dockerfile(
        '"FROM 123456789012.dkr.ecr.us-east-1.amazonaws.com/a:1", registries={"123456789012.dkr.ecr.us-east-1.amazonaws.com": {"username": "AWS", "password": "$ECR"}}',
      ),
      ['ecr-secret-in-code: "$ECR"'],
    ],
    "an empty Dockerfile": [dockerfile('""'), ['dockerfile-empty: ""']],
    "a Dockerfile that is not there": [
      app('ContainerImage.from_dockerfile("Dockerfile")'),
      ['dockerfile-not-found: "Dockerfile"'],
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [text, found, around]) => {
    expect(said(text, around)).toEqual(found);
  });
});

describe("files are found", () => {
  const image = (rest: string, before = "") =>
    app(`ContainerImage.from_dockerfile(${rest})`).replace("\n\n", `\nfrom pathlib import Path\n${before}\n`);
  const around: Tree = { "docker/Dockerfile": "FROM a:1\nCOPY b c\n", "docker/b": "1", b: "22" };
  const cases: Record<
    string,
    readonly [rest: string, context: string, dockerfile: string, size: number, before?: string]
  > = {
    "from the working directory": ['"docker/Dockerfile"', ".", "docker/Dockerfile", 2],
    "from a folder": ['"docker/Dockerfile", context_dir="docker"', "docker", "docker/Dockerfile", 1],
    "from a folder by Path": [
      'Path("docker") / "Dockerfile", context_dir=Path("docker")',
      "docker",
      "docker/Dockerfile",
      1,
    ],
    "beside the module": [
      'Path(__file__).parent / "docker" / "Dockerfile", context_dir=Path(__file__).parent / "docker"',
      "docker",
      "docker/Dockerfile",
      1,
    ],
    "beside the module by a name": [
      'HERE / "docker/Dockerfile", context_dir=HERE',
      ".",
      "docker/Dockerfile",
      2,
      "HERE = Path(__file__).resolve().parent",
    ],
    "by path": ['path="docker/Dockerfile", context_dir="./docker/"', "docker", "docker/Dockerfile", 1],
  };
  test.each(Object.entries(cases))("%s", (_, [rest, context, path, size, before]) => {
    const { diagnostics, manifests } = checkModule(image(rest, before), around);
    expect(diagnostics).toEqual([]);
    expect(manifests[0]?.build).toMatchObject({ context, dockerfile: { path }, uploads: [{ path: "b", size }] });
  });

  test("above the module's folder", () => {
    const text = image('ROOT / "docker/Dockerfile", context_dir=ROOT', "ROOT = Path(__file__).resolve().parent.parent");
    const { diagnostics, manifests } = checkModule(text, around, { project: { folder: ".", file: "services/app.py" } });
    expect(diagnostics).toEqual([]);
    expect(manifests[0]).toMatchObject({
      entry: { file: "services/app.py", symbol: "App" },
      build: { context: ".", dockerfile: { path: "docker/Dockerfile" }, uploads: [{ size: 2 }] },
    });
  });

  test("above the working directory", () => {
    const text = image('"docker/Dockerfile", context_dir=".."');
    const { diagnostics, manifests } = checkModule(text, {
      ...around,
      "docker/Dockerfile": "FROM a:1\nCOPY project/b x\n",
    });
    expect(diagnostics).toEqual([]);
    expect(manifests[0]).toMatchObject({
      entry: { file: "app.py" },
      build: {
        context: "..",
        dockerfile: { path: "docker/Dockerfile" },
        sources: ["project/b"],
        uploads: [{ path: "project/b", size: 2 }],
      },
    });
  });

  test("what is wrong in them is told there", () => {
    const broken = {
      "docker/Dockerfile": "FROM a:1\nCOPY nothing c\nCOPY b x\n",
      "docker/.dockerignore": "c/d\n!b\n",
      "docker/b": "",
    };
    const { diagnostics } = checkModule(image('"docker/Dockerfile", context_dir="docker"'), broken);
    expect(diagnostics.map(({ rule, file }) => `${rule} ${file}`)).toEqual([
      "dockerignore-negation docker/.dockerignore",
      "copy-source-missing docker/Dockerfile",
    ]);
  });

  describe("but for those that are ignored", () => {
    const copy = `"FROM a:1\\nCOPY . /x\\n"`;
    const files: Tree = { "a.txt": "", "b.md": "", "c/d.txt": "", other: "*.txt\n" };
    const uploads = (rest: string, after = "", tree: Tree = files) => {
      const text = `import fal\nfrom fal.container import ContainerImage\nimage = ContainerImage.from_dockerfile_str(${rest})\n${after}\nclass App(fal.App):\n    image = image\n`;
      const build = checkModule(text.replace("image = image", "image = IMAGE").replaceAll(/^image\b/gm, "IMAGE"), tree)
        .manifests[0]?.build;
      return { from: build?.ignore?.from, uploads: build?.uploads?.map(({ path }) => path) };
    };
    test.each<[string, string, string, string, string[], Tree?]>([
      ["by default", copy, "", "default", ["a.txt", "c/d.txt", "other"]],
      [
        "by a .dockerignore",
        copy,
        "",
        ".dockerignore",
        ["a.txt", "b.md", "c/d.txt"],
        { ...files, ".dockerignore": "other\n.dockerignore\n" },
      ],
      ["by a list", `${copy}, dockerignore=["*.txt", "other"]`, "", ".dockerignore", ["b.md"]],
      ["by an empty list", `${copy}, dockerignore=[]`, "", ".dockerignore", ["a.txt", "b.md", "c/d.txt", "other"]],
      [
        "by a list, and not by a .dockerignore",
        `${copy}, dockerignore=["*.txt", ".*"]`,
        "",
        ".dockerignore",
        ["b.md", "other"],
        { ...files, ".dockerignore": "other\n" },
      ],
      ["by a file", `${copy}, dockerignore_path="other"`, "", ".dockerignore", ["b.md", "other"]],
      [
        "by a list before a file",
        `${copy}, dockerignore=["*.md"], dockerignore_path="other"`,
        "",
        ".dockerignore",
        ["a.txt", "c/d.txt", "other"],
      ],
      ["by what is added", copy, 'IMAGE.add_dockerignore(["*.txt"])', ".dockerignore", ["b.md", "other"]],
      [
        "by what is added by name",
        copy,
        'IMAGE.add_dockerignore(patterns=["*.txt"])',
        ".dockerignore",
        ["b.md", "other"],
      ],
      [
        "by a file that is added",
        `${copy}, dockerignore=["*"]`,
        'IMAGE.add_dockerignore(path="other")',
        ".dockerignore",
        ["b.md", "other"],
      ],
    ])("%s", (_, rest, after, from, paths, tree) => {
      const found = uploads(rest, after, tree);
      expect({ ...found, uploads: found.uploads?.filter((path) => path !== "app.py") }).toEqual({
        from,
        uploads: paths,
      });
    });
    test.each([
      'if X:\n    IMAGE.add_dockerignore(["a"])',
      "IMAGE.add_dockerignore(what())",
      'IMAGE.add_dockerignore(["a"])\nIMAGE.add_dockerignore(["b"])',
      'IMAGE.dockerfile_str = "FROM x"',
      'def f():\n    IMAGE.add_dockerignore(["a"])',
    ])("unless that cannot be told: %s", (after) => {
      expect(uploads(copy, after)).toEqual({ from: undefined, uploads: undefined });
    });
  });
});

describe("what a class inherits", () => {
  const image = `    image = fal.ContainerImage("FROM a:1")\n`;
  test.each<[string, string, readonly string[]]>([
    [
      "its own option counts",
      `class Base(fal.App, keep_alive="1"): pass\nclass App(Base, keep_alive=3):\n${image}`,
      ['wrong-type: "1"'],
    ],
    [
      "the one of its base is told where that is",
      `class Base(fal.App, keep_alive="1"): pass\nclass App(Base):\n${image}`,
      ['wrong-type: "1"', 'wrong-type: "1"'],
    ],
    [
      "its own attribute counts",
      `class Base(fal.App):\n    keep_alive = "1"\nclass App(Base):\n    keep_alive = 3\n${image}`,
      ['wrong-type: "1"'],
    ],
    [
      "nothing of one that is set from outside",
      `class App(fal.App):\n    keep_alive = "1"\n${image}App.keep_alive = 3\n`,
      [],
    ],
    [
      "nothing of options that Python alone has",
      `@fal.function("container", image=fal.ContainerImage("FROM a:1"), setup_function=f, force=True)\ndef run(): pass\n`,
      [],
    ],
    [
      "nothing of an image whose ignored files are not certain",
      `IMAGE = fal.ContainerImage("FROM a:1\\nCOPY b c\\n")\nif x:\n    IMAGE.add_dockerignore(["b"])\n`,
      [],
    ],
    [
      "the files of an image without an app",
      `IMAGE = fal.ContainerImage("FROM a:1\\nCOPY b c\\n")\n`,
      ["copy-source-missing: b"],
    ],
    [
      "nothing of a base that is defined twice",
      `class Base(fal.App):\n    keep_alive = "1"\nclass Base(fal.App): pass\nclass App(Base):\n${image}`,
      ['wrong-type: "1"'],
    ],
  ])("%s", (_, classes, found) => {
    expect(said(`import fal\n${classes}`)).toEqual(found);
  });

  test("classes of one name are numbered", () => {
    const one = `class App(fal.App):\n${image}`;
    expect(checkModule(`import fal\n${one}${one}${one}`).apps).toEqual(["app", "app-2", "app-3"]);
  });

  test("a pattern with a line end is none that can be told", () => {
    const text = (pattern: string) => app(`ContainerImage("FROM a:1\\nCOPY b c\\n", dockerignore=["${pattern}"])`);
    expect(checkModule(text("x"), { b: "" }).manifests).toHaveLength(1);
    expect(checkModule(text("x\\ny"), { b: "" }).manifests).toHaveLength(0);
  });
});

describe("a manifest", () => {
  const manifest = (head: string, rest = "") =>
    checkModule(`import fal\nclass App(${head}):\n    image = fal.ContainerImage("FROM a:1"${rest})\n`).manifests[0];

  test("is there in spite of a warning, and not in spite of an error", () => {
    expect(manifest("fal.App", ', builder="worker"')).toBeDefined();
    expect(manifest("fal.App", ', builder="x"')).toBeUndefined();
  });

  test.each([
    ["of the app", "fal.App, **options"],
    ["of the app, from a base of another module", "fal.App, theirs.Base"],
  ])("tells that there may be more settings: %s", (_, head) => {
    expect(manifest("fal.App")?.dynamic).toBeUndefined();
    expect(manifest(head)?.dynamic).toEqual(["*"]);
  });

  test("tells where there may be more of them, and where one is not known", () => {
    const args = `, build_args={**args, "A": a(), "*": b(), "C": "3"}, cmd=[c()], secrets=d()`;
    expect(manifest("fal.App, keep_alive=e(), **options", args)?.dynamic).toEqual([
      "*",
      'image.build_args."*"',
      "image.build_args.*",
      "image.build_args.A",
      "image.cmd",
      "image.secrets",
      "keep_alive",
    ]);
  });
});

describe("a module that cannot be read", () => {
  test("behind a string that does not end: that is said, and no more", () => {
    const { diagnostics } = checkModule(`import fal\nx = """\n${app(call)}`);
    expect(diagnostics.map(({ rule, severity, app }) => [rule, severity, app])).toEqual([
      ["syntax-error", "warning", null],
    ]);
  });

  test.each([
    ["with an image that can be", `def broken(:\n    return ]\n\n${app(call)}`, told],
    ["that only speaks of one", "# Without a ContainerImage.\nx = 1\n", []],
    ["that does not even speak of one", "def broken(:\n", []],
  ])("%s: nothing is said of that", (_, text, expected) => {
    expect(said(text)).toEqual(expected);
  });
});
