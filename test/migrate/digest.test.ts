// What is migrated is built from the same: the tables, once the files are saved that the comments name, give the digests that the code gives.
import iarna from "@iarna/toml";
import fc from "fast-check";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { migrated, module, pythonString, type Tree } from "./migrate.ts";

const digests = (manifests: readonly { readonly app: string; readonly build: { readonly digest: string } }[]) =>
  Object.fromEntries(manifests.map(({ app, build }) => [app, build.digest]));

const files = {
  "requirements.txt": "httpx\n",
  "src/a.py": "",
  "src/b.md": "",
  "src/c.txt": "",
  Dockerfile: "FROM python:3.12\nCOPY src /app\n",
};

const hostile =
  "FROM a.com/b:1\n# \"\"\" ''' \\ \\\\n \" ' ä€😀 \u202e\nRUN echo 'x' \\\n  && echo \"y\"\r\nRUN printf '\\033[1m\u001b\u0007\0'\n\n\n";

const text = (dockerfile: string, rest = "") => module(`ContainerImage.from_dockerfile_str(${dockerfile}${rest})`);

const cases: Readonly<Record<string, string | Tree>> = {
  "a Dockerfile in a string": text('"FROM python:3.12\\nCOPY requirements.txt ./\\n"'),
  "in an indented one": text('dedent("""\n        FROM python:3.12\n        COPY src /app\n    """)'),
  "with whatever characters": text(pythonString(hostile)),
  "that ends without a line end": text('"FROM a:1"'),
  "a file": module('ContainerImage.from_dockerfile("Dockerfile")'),
  "a file beside the module": {
    "docker/app.py": module('ContainerImage.from_dockerfile(Path(__file__).parent / "Dockerfile")'),
    "docker/Dockerfile": "FROM x:1\nCOPY src /app\n",
  },
  "build arguments and secrets": text(
    '"FROM a:1\\nARG SHA"',
    ', build_args={"SHA": "a\\"b\\\\c\\n\'\'\'\\t", "é x": "1"}, secrets={"PIP": "$PIP_TOKEN", "NPM": "$NPM"}',
  ),
  registries: text(
    '"FROM a.com/b:1"',
    ', registries={"https://index.docker.io/v1/": {"username": "me", "password": "$HUB"}, "a.com": {"username": "x\\"y", "password": "$A"}}',
  ),
  "a foreign reference": text(
    '"FROM a.com/b:1"',
    ', registries={"a.com": {"username": "u", "password": "${A_TOKEN}"}}',
  ),
  "a command of one string": text('"FROM a:1"', ', entrypoint="serve --port 80", cmd=""'),
  "a command of several": text(
    '"FROM a:1"',
    ', entrypoint=["sh", "-c"], cmd=["set -e\\nexec \'\'\'x\'\'\' \\"\\"\\"\\n", ""]',
  ),
  "ignored files": text('"FROM a:1\\nCOPY src /app"', ', dockerignore=["*.md", "# x", " y ", ""]'),
  "no ignored files": text('"FROM a:1\\nCOPY src /app"', ", dockerignore=[]"),
  "ignored files that are added": module(
    "IMAGE",
    '\nIMAGE = ContainerImage.from_dockerfile_str("FROM a:1\\nCOPY src /app")\nIMAGE.add_dockerignore(["*.txt"])\n',
  ),
  "a builder and a compression": text('"FROM a:1"', ', builder="depot", compression="zstd", force_compression=True'),
  requirements: `${text('"FROM a:1"')}    requirements = [["httpx", "a; x == '1'"], ["torch"]]\n    machine_type = ["GPU-A100", "GPU-H100"]\n`,
  "local requirements below": { "sub/app.py": `${text('"FROM a:1"')}    requirements = ["./lib"]\n` },
  "two apps": `${text('"FROM a:1"')}\nclass Other(fal.App, keep_alive=3):\n    image = ContainerImage.from_dockerfile_str("FROM b:2")\n`,
  "two apps of one image": module(
    "IMAGE",
    '\nIMAGE = ContainerImage("FROM a:1")\nclass Zwei(fal.App):\n    image = IMAGE\n',
  ),
  "a function": `import fal\nfrom fal.container import ContainerImage\n@fal.function(image=ContainerImage("FROM a:1"), machine_type="L")\ndef run():\n    pass\n`,
  "an app without an image": `import fal\nfrom fal.container import ContainerImage\nclass A(fal.App):\n    requirements = ["a"]\n`,
};

describe("the same digest", () => {
  test.each(Object.entries(cases))("%s", async (_, given) => {
    const own: Tree = typeof given === "string" ? { "app.py": given } : given;
    const path = Object.keys(own)[0] ?? "";
    const { before, after, toml, code, err } = await migrated({ ...files, ...own }, path);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(before.length).toBeGreaterThan(0);
    expect(digests(after)).toEqual(digests(before));
    expect(iarna.parse(toml)).toEqual(JSON.parse(JSON.stringify(parse(toml))));
  });

  test("the whole manifest is the same, but for the file", async () => {
    const { before, after } = await migrated({
      ...files,
      "app.py": `${text('"FROM a:1\\nCOPY src /a"')}    keep_alive = 3\n`,
    });
    const rest = (all: readonly object[]) => all.map((one) => ({ ...one, file: "", digest: "" }));
    expect(rest(after)).toEqual(rest(before));
  });

  const unit = fc.constantFrom(..."\"\"\"'''\\\\\\nr \t\n\n\r\0\u001b\u007f\u0085\u202e#:[]={}$aä😀");
  const part = fc.array(unit, { maxLength: 30 }).map((units) => units.join(""));

  test("of any text, and the text is the same", async () => {
    const met = { multiLine: 0, control: 0, leftOut: 0, built: 0 };
    await fc.assert(
      fc.asyncProperty(part, part, part, part, async (line, argument, word, pattern) => {
        const dockerfile = `FROM a:1\nRUN x ${line}\n`;
        const image = `ContainerImage.from_dockerfile_str(${pythonString(dockerfile)}, build_args={"A": ${pythonString(argument)}}, cmd=[${pythonString(word)}], dockerignore=[${pythonString(`x${pattern.replaceAll(/[\n\r\u0085]/g, "")}`)}])`;
        const { before, after, toml, saved } = await migrated({ "app.py": module(image) });
        const read = parse(toml) as { tool: { fal: { apps: { "my-model": { image: Record<string, unknown> } } } } };
        const { build_args: args, cmd } = read.tool.fal.apps["my-model"].image;
        if (toml.includes("********")) {
          met.leftOut++;
          return;
        }
        if (toml.includes('"""')) met.multiLine++;
        if (/[\0\u001b]/.test(dockerfile)) met.control++;
        expect({ args, cmd }).toEqual({ args: { A: argument }, cmd: [word] });
        expect(saved["Dockerfile"]).toBe(dockerfile);
        // A pattern may be one that fal's client refuses.
        met.built += before.length;
        expect(digests(after)).toEqual(digests(before));
      }),
      { numRuns: 150 },
    );
    expect(met.multiLine).toBeGreaterThan(20);
    expect(met.control).toBeGreaterThan(20);
    expect(met.leftOut).toBeLessThan(20);
    expect(met.built).toBeGreaterThan(80);
  });
});
