import { type CheckResult, check } from "../../src/check.ts";
import { readCopySources } from "../../src/client/copy-sources.ts";
import { firstMatch, readIgnore } from "../../src/client/ignore.ts";
import { readPythonModule } from "../../src/client/python-symbols.ts";
import { decodeBase64, decodeBase64Url } from "../../src/container/base64.ts";
import { classifyValue } from "../../src/container/credential.ts";
import { checkInstructions, listPulls, parseDockerfile, resolveStages } from "../../src/container/dockerfile.ts";
import { decodeEcrToken } from "../../src/container/ecr-token.ts";
import { decodeGoogleKey } from "../../src/container/google-key.ts";
import { dockerReference, parseImageReference } from "../../src/container/image-reference.ts";
import { decodeJwt } from "../../src/container/jwt.ts";
import { keyProblem } from "../../src/container/key-problem.ts";
import { referenceProblem } from "../../src/container/reference-problem.ts";
import { recogniseToken } from "../../src/container/token.ts";
import { tokenSpans } from "../../src/container/token-spans.ts";
import { parseRequirement } from "../../src/packaging/requirement.ts";
import { readDocument } from "../../src/python/document.ts";
import { python as pythonLanguage } from "../../src/python/index.ts";
import { hiddenInPython } from "../../src/report/hidden-in-python.ts";
import { formats } from "../../src/report/index.ts";
import { palette } from "../../src/report/palette.ts";
import { rules } from "../../src/rules/index.ts";
import { readSuppressionComment } from "../../src/silence/suppression-comment.ts";
import { Secret } from "../../src/text/secret.ts";
import type { Span } from "../../src/text/source.ts";
import { scanPositions } from "../../src/toml/positions.ts";
import { readToml } from "../../src/toml/read.ts";
import { isTomlTable, type TomlValue } from "../../src/toml/values.ts";
import { sampleDockerfiles } from "../container/dockerfile-samples.ts";
import { secretVectors } from "../container/secret-vectors.ts";
import { memoryFiles } from "../memory-files.ts";
import buildkit from "../vectors/buildkit_dockerfiles.json" with { type: "json" };
import ignorePatterns from "../vectors/ignore_patterns.json" with { type: "json" };
import imageReferences from "../vectors/image_references.json" with { type: "json" };
import tomlTest from "../vectors/toml_test.json" with { type: "json" };
import type { Target } from "./engine.ts";
import found from "./seeds.json" with { type: "json" };

const now = new Date("2026-01-01T00:00:00Z");

/** What stands for a secret. */
export const canary = "Kanarienvogel-7Q2x";

function within(text: string, spans: Iterable<Span>): void {
  for (const [start, end] of spans) {
    if (!(0 <= start && start <= end && end <= text.length))
      throw new Error(`span [${start}, ${end}) of ${text.length}`);
  }
}

const small = (texts: Iterable<string>) => [...texts].filter((text) => text.length < 2000);

const toml: Target = {
  name: "toml",
  seeds: [...small(tomlTest.documents.flatMap((document) => document.toml ?? [])), ...found.toml],
  words:
    `[|]|[[|]]|{|}|=|.|,|#|"|'|"""|'''|\\|\\u0041|\\e|\\x41|\n|\r\n| |1979-05-27|07:32:00|07:32|T|Z|+01:00|0x1f|1_0|1e9|inf|nan|true|a.b|"a" . b|[tool.fal.apps.a]\n|{ a = 1,\n}|__proto__`.split(
      "|",
    ),
  run(text) {
    const read = readToml(text);
    if (read.kind === "syntax-error") {
      within(text, [[read.offset, read.offset]]);
      return read.message;
    }
    const positions = scanPositions(text);
    within(
      text,
      positions.entries.flatMap(({ keySpan, valueSpan, tableSpan }) => [keySpan, valueSpan, tableSpan]),
    );
    within(text, [...positions.comments, ...read.notices.map(({ span }) => span)]);
    let missing = 0;
    for (const [path, value] of leaves(read.root)) if (positions.find(path) === null && value !== undefined) missing++;
    if (missing > 0) throw new Error(`${missing} values have no position`);
    return positions.entries.length;
  },
  mostWork: 400,
};

/** Every value below a table by its path; beyond ten steps nobody looks. */
function* leaves(
  value: TomlValue,
  path: readonly (string | number)[] = [],
): Generator<[readonly (string | number)[], TomlValue]> {
  if (path.length > 0) yield [path, value];
  if (path.length > 10) return;
  if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* leaves(item, [...path, index]);
  else if (isTomlTable(value)) for (const key of Object.keys(value)) yield* leaves(value[key] ?? "", [...path, key]);
}

const dockerfile: Target = {
  name: "dockerfile",
  seeds: [
    ...small(Object.values(sampleDockerfiles)),
    ...small(buildkit.accepted.map((vector) => vector.dockerfile)),
    ...found.dockerfile,
  ],
  words:
    `FROM |RUN |COPY |ADD |ENV |LABEL |ARG |CMD |ONBUILD |HEALTHCHECK |VOLUME |SHELL | AS |--from=|--mount=type=bind,from=|--chown=a|# syntax=a/b\n|# escape=\`\n|\n|\\\n|\`\n|\\|\`|#|<<EOF|<<-"E"|EOF\n|["a", "b"]|[|]|"|'|$X|\${X:-|\${X#|\${X//a/b}|}|=|,|\${X%%*|*|?`.split(
      "|",
    ),
  run(text) {
    const parsed = parseDockerfile(text);
    const graph = resolveStages(parsed, { buildArgs: new Map([["X", "a/b"]]) });
    const checks = checkInstructions(parsed);
    const pulls = listPulls(parsed, graph);
    const { instructions, comments, directives, problems } = parsed;
    within(
      text,
      [...instructions, ...comments, ...directives, ...problems, ...checks, ...graph.problems, ...pulls].map(
        ({ span }) => span,
      ),
    );
    const { reads } = readCopySources(text);
    within(
      text,
      reads.flatMap(({ span, sources }) => [span, ...sources.map((source) => source.span)]),
    );
    return [instructions.length, problems, checks.length, pulls.length, graph.stages.length, reads.length];
  },
  mostWork: 3000,
};

const paths = [
  "a",
  "a/b",
  "src/main.py",
  "node_modules/x/y.js",
  ".git/config",
  "a b/\u00e9.md",
  "\ud800",
  "x".repeat(60),
];

const ignore: Target = {
  name: "ignore",
  seeds: [...ignorePatterns.patterns.map(([pattern]) => String(pattern)), ...found.ignore],
  words: "*|**|?|/|**/|/**|!|[|]|[!a]|[a-z]|[]]|\\|#|\n|\r\n|.|a|node_modules|-".split("|"),
  run(text) {
    const rules = readIgnore(text);
    within(
      text,
      rules.patterns.flatMap(({ span }) => (span === null ? [] : [span])),
    );
    return paths.map((path) => firstMatch(rules, path)?.pattern ?? null);
  },
  mostWork: 20_000,
};

const credential: Target = {
  name: "credential",
  seeds: [...small(secretVectors.map(({ value }) => value)), '{"a": 1}', "AWS:x", "e30.e30.e30"],
  words:
    `eyJ|.|=|==|ghp_|glpat-|{"|":"|"}|_json_key|AQEC|gh|:|"|,"expiration":|,"exp":|-----BEGIN PRIVATE KEY-----|A|-|_|+|/`.split(
      "|",
    ),
  run(text) {
    const spans = tokenSpans(text);
    within(text, spans);
    const { kind } = classifyValue(new Secret(text), {});
    const decoded = [
      decodeJwt(text),
      decodeEcrToken(text),
      decodeGoogleKey(text),
      decodeBase64(text),
      decodeBase64Url(text),
    ];
    return [kind, recogniseToken(text)?.kind, spans, decoded.map((each) => each !== null)];
  },
  mostWork: 2000,
};

const reference: Target = {
  name: "reference",
  seeds: [...small(imageReferences.vectors.map(({ input }) => input)), ...found.reference],
  words:
    `/|:|@|.|-|_|__|docker.io/|library/|ghcr.io|localhost|:5000|@sha256:|${"0".repeat(64)}|[::1]|:latest|https://|A|\u00e9`.split(
      "|",
    ),
  run(text) {
    const parsed = parseImageReference(text);
    const problem = referenceProblem(text);
    keyProblem(text);
    if (!parsed.ok) return [parsed.error, problem?.kind];
    const canonical = dockerReference(parsed.reference);
    const again = parseImageReference(canonical);
    if (!again.ok || dockerReference(again.reference) !== canonical)
      throw new Error("the canonical form is not its own");
    return [canonical, problem?.kind];
  },
  mostWork: 2000,
};

const suppression: Target = {
  name: "suppression",
  seeds: [
    "# fal-lint: allow a",
    '# x # fal-lint: allow a, b until=2026-12-31 reason="x" # y',
    "# fal-lint: deny",
    ...found.suppression,
  ],
  words: `#| |fal-lint:|allow|,|until=|2026-12-31|reason="|"|=|\t|a|unpinned-image`.split("|"),
  run(text) {
    const comment = readSuppressionComment(text, [0, text.length]);
    if (comment === null) return null;
    within(text, [comment.span]);
    if (comment.kind === "suppression")
      within(text, [...comment.rules.map(({ span }) => span), ...(comment.until ? [comment.until.span] : [])]);
    return comment.kind;
  },
  mostWork: 400,
};

const python: Target = {
  name: "python",
  seeds: [
    "import fal\n\nclass App(fal.App):\n    pass\n",
    "@fal.function('x')\ndef f(): ...\n",
    "torch>=2,<3; python_version > '3.9'",
    "a @ https://x/y.whl",
    ...found.python,
  ],
  words: `class |def |import |from |(|)|[|]|:|,|"""|'|"|\\\n|\n|    |#|fal.App|@|==|>=|;|extra|~=|1.0.*|!`.split("|"),
  run(text) {
    const module = readPythonModule(text);
    const requirement = parseRequirement(text);
    return [JSON.stringify(module), JSON.stringify(requirement)];
  },
  mostWork: 1000,
};

/** A Dockerfile and a .dockerignore may follow the pyproject.toml in one text. */
const separator = "\n---8<---\n";
const registry = `[tool.fal.apps.x.image.registries."ghcr.io"]\nusername = "me"\npassword = "${canary}"\n`;

const project: Target = {
  name: "check",
  seeds: [
    ...rules.flatMap(({ bad, good }) =>
      [bad, good].flatMap((example) =>
        small([
          [example["pyproject.toml"], example["Dockerfile"] ?? "FROM a:1\n", example[".dockerignore"] ?? ""].join(
            separator,
          ),
        ]),
      ),
    ),
    [
      `[tool.fal.apps.x]\nexposed_port = 80\nimage.image = "ghcr.io/a/b:1"\n${registry}`,
      "FROM ghcr.io/a/b:1\nCOPY src /x\n",
      "*.md\n",
    ].join(separator),
    ...found.check,
  ],
  words: [
    ...`[tool.fal.apps.|[tool.fal-lint]\n|image.|dockerfile = "Dockerfile"\n|registries|username = |password = |secrets|build_args|ref = "a.py::A"\n|"$X"|exposed_port = 80\n|cmd = |requirements = |# fal-lint: allow |reason="x"|__proto__|constructor|toString|${separator}`.split(
      "|",
    ),
    registry,
    ...toml.words.slice(0, 12),
    ...dockerfile.words,
  ],
  run(text) {
    const [pyproject = "", Dockerfile = "", dockerignore = ""] = text.split(separator);
    const files = memoryFiles({
      Dockerfile,
      ...(dockerignore !== "" && { ".dockerignore": dockerignore }),
      "src/a.py": "class A: pass\n",
      "README.md": "x",
    });
    const result = check({ path: "pyproject.toml", text: pyproject }, { files, now });
    const byPath: Record<string, string> = { "pyproject.toml": pyproject, Dockerfile, ".dockerignore": dockerignore };
    const isHidden = isOnlySecret(pyproject) && !Dockerfile.includes(canary) && !dockerignore.includes(canary);
    return judged(result, byPath, isHidden);
  },
  mostWork: 60_000,
};

/** The result, if its places lie in the files, and nothing that is made of it shows the canary where that is a secret. */
function judged(result: CheckResult, byPath: Readonly<Record<string, string>>, isHidden: boolean): CheckResult {
  for (const { file, range, related, fix } of result.diagnostics) {
    for (const each of [{ file, range }, ...related, ...(fix?.edits ?? [])])
      within(byPath[each.file] ?? "", [[each.range.start.offset, each.range.end.offset]]);
  }
  const report = {
    version: 1,
    tool: { name: "fal-lint", version: "0" },
    files: [{ path: result.path, status: result.status, apps: result.apps }],
    diagnostics: result.diagnostics,
    summary: result.summary,
  } as const;
  const printed = Object.values(formats).map((format) =>
    [
      ...format(report, { text: (path) => byPath[path] ?? null, palette: palette(false), width: 80, quiet: false }),
    ].join(""),
  );
  if (isHidden) {
    for (const output of [JSON.stringify(result), ...printed]) {
      if (output.includes(canary.slice(1))) throw new Error("the canary is out");
    }
  }
  return result;
}

/** Whether the canary stands nowhere but where secrets do. */
function isOnlySecret(text: string): boolean {
  const times = text.split(canary).length - 1;
  const read = times === 0 ? null : readToml(text);
  if (read?.kind !== "document") return false;
  let secret = 0;
  for (const [path, value] of leaves(read.root)) {
    const isPassword =
      path.length === 8 &&
      path[0] === "tool" &&
      path[1] === "fal" &&
      path[2] === "apps" &&
      path[4] === "image" &&
      path[5] === "registries" &&
      path[7] === "password";
    if (isPassword && value === canary) secret++;
  }
  return secret === times;
}

const login = `"password": "${canary}"`;
const modules = [
  `import fal\nfrom fal.container import ContainerImage\n\nclass App(fal.App):\n    machine_type = "XL"\n    image = ContainerImage.from_dockerfile_str("FROM python:3.12", registries={"ghcr.io": {"username": "me", ${login}}})\n`,
  `import fal, textwrap\nfrom pathlib import Path\nfrom fal.container import ContainerImage as Image\nTAG = "3.12"\nD = textwrap.dedent(f"""\n    FROM python:{TAG}\n    COPY src /x\n    """).strip()\nHERE = Path(__file__).resolve().parent\nIMAGE = Image(D, builder="worker", context_dir=HERE / "a")\nIMAGE.add_dockerignore(["*.md"])\n@fal.function("container", image=IMAGE)\ndef run(a, *b, c=1, **d): return [x for x in (lambda y: y)(a)]\n`,
  `import fal.container as fc\nclass Base(fal.App, keep_alive=3):\n    requirements = ["a", './b']\nclass App(Base):\n    image = fc.ContainerImage.from_dockerfile("Dockerfile", build_args={"A": "1", **more}, secrets={"T": "$T"}, cmd=("a", "b"))  # fal-lint: allow unpinned-image reason="x"\nApp.name = "x"\n`,
  `try:\n    from fal import ContainerImage\nexcept ImportError:\n    ContainerImage = None\nimage = ContainerImage('FROM a\\n' "RUN b\\x41" + rf"\\d{{}}", {}, {"ghcr.io": {"username": "me", "password": os.getenv("A")}}, 'depot')\nif x:\n    image.dockerignore = []\n`,
  'image = ContainerImage("""\n    FROM a\n    COPY b c\n    """, dockerignore_path=\'x\')\nimage = image\n',
];
const pythonWords = [
  ...`ContainerImage|.from_dockerfile_str(|.from_dockerfile(|registries={"ghcr.io": {"username": "me", |secrets={|build_args={|image = |image=|builder="worker"|context_dir=|dockerignore=|.add_dockerignore([|textwrap.dedent(|inspect.cleandoc(|.strip()|.parent|Path(__file__)|"FROM a\\nCOPY b c\\n"|FROM a\n|class A(fal.App):\n    |@fal.function(|def f(|lambda |f"{|r"|b'|\\N{|\\x41|{{|if x:\n    |for a in b:\n    |import |from a import *|as |:= |+= |del |global |*|**|None|True|-1|1_0|0x1f|1e5|    |\t|\f|\r\n|\\\r\n|print "x"|%magic\n|!ls\n`.split(
    "|",
  ),
  login,
  ...python.words,
];

const module: Target = {
  name: "module",
  seeds: [...modules, ...found.module],
  words: pythonWords,
  run(text) {
    // Without the word nothing is read.
    const source = text.includes("ContainerImage") ? text : `# ContainerImage\n${text}`;
    const { root, positions, findings, surroundings, edit } = readDocument(source, "src/app.py", null);
    const spans = positions.entries.flatMap(({ keySpan, valueSpan, tableSpan }) => [keySpan, valueSpan, tableSpan]);
    within(source, [...spans, ...positions.comments, ...hiddenInPython(source).map(({ span }) => span)]);
    within(
      source,
      findings.flatMap(({ at }) => ("span" in at ? [at.span] : [])),
    );
    for (const { embedded } of surroundings.values()) {
      for (const file of embedded.values()) {
        if (!("text" in file)) continue;
        const { length } = file.text;
        for (const at of [0, 1, length >> 1, length])
          within(source, [file.sourceSpan([0, at]), file.sourceSpan([at, length]), file.sourceSpan([at, at])]);
      }
    }
    for (const [path, value] of leaves(root)) {
      // Neither is written in a module.
      if (path[4] === "ref" || path[4] === "requirements_context_dir" || typeof value === "object") continue;
      if (positions.find(path) === null) throw new Error(`no position of ${JSON.stringify(path)}`);
      const change = edit(path, "value", '"x"');
      if (change !== null) within(source, [change.span]);
    }
    return [JSON.stringify(findings), spans.length];
  },
  mostWork: 4000,
};

const code: Target = {
  name: "code",
  seeds: [...modules.map((text) => `${text}${separator}FROM python\nCOPY src /x\n${separator}*.md\n`), ...found.code],
  words: [...pythonWords, separator, ...dockerfile.words],
  run(text) {
    const [app = "", Dockerfile = "", dockerignore = ""] = text.split(separator);
    const byPath: Record<string, string> = { "app.py": app, Dockerfile, ".dockerignore": dockerignore };
    const files = memoryFiles({ ...byPath, "src/a.py": "", "README.md": "x" });
    const source = { path: "app.py", text: app };
    return judged(check(source, { files, now, languages: [pythonLanguage] }), byPath, isOnlyPassword(text));
  },
  mostWork: 60_000,
};

/** Whether the canary stands nowhere but behind `"password":`. */
function isOnlyPassword(text: string): boolean {
  return !text.replaceAll(login, "").includes(canary);
}

export const targets: readonly Target[] = [
  toml,
  dockerfile,
  ignore,
  credential,
  reference,
  suppression,
  python,
  project,
  module,
  code,
];
