import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.ts";
import { canonicalJson } from "../../src/manifest/canonical.ts";
import { byteSize, mostBuildBytes } from "../../src/text/size.ts";
import { type MemoryEntry, memoryFiles } from "../memory-files.ts";
import { recorded } from "../rules/tokens.ts";

const token = recorded("github-pat-classic", "valid");
const literal = { literal: true };

/** The manifest of the one app `a`, given the rest of its table. */
function manifest(body: string, tree?: Readonly<Record<string, MemoryEntry>>) {
  const source = { path: "services/pyproject.toml", text: `[tool.fal.apps.a]\n${body}\n` };
  const { manifests, diagnostics } = compile(source, tree === undefined ? {} : { files: memoryFiles(tree) });
  const [compiled] = manifests;
  if (compiled === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return compiled;
}

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const nothingSet = {
  machine_type: null,
  num_gpus: null,
  regions: null,
  min_concurrency: null,
  max_concurrency: null,
  max_multiplexing: null,
  concurrency_buffer: null,
  concurrency_buffer_perc: null,
  scaling_delay: null,
  request_timeout: null,
  startup_timeout: null,
  keep_alive: null,
  termination_grace_period_seconds: null,
  exposed_port: null,
  metrics_port: null,
  health_check: null,
  skip_retry_conditions: null,
  retry_config: null,
  private_logs: null,
  secrets: null,
  data_mounts: null,
  app_files: null,
  app_files_ignore: null,
  app_files_context_dir: null,
  _scheduler: null,
  _scheduler_options: null,
};

describe("an app with nothing but its entry", () => {
  const compiled = manifest('ref = "./src//app.py::App"');

  test("has null for all that is not set", () => {
    const { build, digest, ...rest } = compiled;
    expect(rest).toEqual({
      version: 1,
      file: "services/pyproject.toml",
      app: "a",
      name: "a",
      entry: { kind: "ref", file: "src/app.py", symbol: "App" },
      run: nothingSet,
      deploy: { auth: null, team: null, deployment_strategy: null, reset_scale: false },
      requires: { fal: null },
    });
    const { digest: buildDigest, ...parts } = build;
    expect(parts).toEqual({
      kind: "virtualenv",
      reference: null,
      dockerfile: null,
      context: null,
      stages: null,
      build_args: {},
      secrets: {},
      sources: null,
      ignore: null,
      uploads: null,
      pulls: [],
      registries: [],
      entrypoint: null,
      cmd: null,
      use_isolate: null,
      python_version: null,
      requirements: null,
      requirements_context_dir: null,
    });
    expect(buildDigest).toBe(`sha256:${sha256(canonicalJson(parts))}`);
    expect(digest).toBe(`sha256:${sha256(canonicalJson({ ...rest, build }))}`);
  });
});

describe("entry", () => {
  // cli/_utils.py and app.py of fal's client: the first `::` of a ref, the first `:` of an entry point.
  test.each<[body: string, entry: unknown]>([
    ['ref = "a.py"', { kind: "ref", file: "a.py", symbol: null }],
    ['ref = "a.py::B::C"', { kind: "ref", file: "a.py", symbol: "B::C" }],
    ['ref = "../x/../a.py::"', { kind: "ref", file: "../a.py", symbol: "" }],
    ['python_entry_point = "m.n"', { kind: "python_entry_point", module: "m.n", symbol: null }],
    ['python_entry_point = "m:A:B"', { kind: "python_entry_point", module: "m", symbol: "A:B" }],
    ['image = { image = "a" }', { kind: "image" }],
    ['ref = "a.py::A"\nimage = { image = "a" }', { kind: "ref", file: "a.py", symbol: "A" }],
  ])("%j", (body, entry) => {
    expect(manifest(body).entry).toEqual(entry);
  });
});

describe("run and deploy", () => {
  test("every key says what is written, in one spelling", () => {
    const { run, deploy, name } = manifest(`ref = "a.py::A"
name = "other"
auth = "shared"
team = "me"
deployment_strategy = "rolling"
app_scale_settings = true
machine_type = "GPU-A100"
num_gpus = 1
regions = ["us-west", "eu-north"]
min_concurrency = 2
max_concurrency = 3
max_multiplexing = 4
concurrency_buffer = 5
concurrency_buffer_perc = 6
scaling_delay = 7
request_timeout = 8
startup_timeout = 9
keep_alive = 10
termination_grace_period_seconds = 11
exposed_port = 12
metrics_port = 13
skip_retry_conditions = ["timeout"]
private_logs = false
secrets = ["S"]
data_mounts = ["/data"]
app_files = ["f"]
app_files_ignore = ["g"]
app_files_context_dir = "./h/"
_scheduler = "nomad"
_scheduler_options = { a = [1, { b = "c" }] }
[tool.fal.apps.a.health_check]
path = "/health"
start_period_seconds = 14
timeout_seconds = 15
failure_threshold = 16
call_regularly = false
method = "post"
[tool.fal.apps.a.retry_config]
timeout = { retries = 17 }
server_error = { retries = -1 }
`);
    expect(name).toBe("other");
    expect(deploy).toEqual({ auth: "shared", team: "me", deployment_strategy: "rolling", reset_scale: true });
    expect(run).toEqual({
      machine_type: ["GPU-A100"],
      num_gpus: 1,
      regions: ["us-west", "eu-north"],
      min_concurrency: 2,
      max_concurrency: 3,
      max_multiplexing: 4,
      concurrency_buffer: 5,
      concurrency_buffer_perc: 6,
      scaling_delay: 7,
      request_timeout: 8,
      startup_timeout: 9,
      keep_alive: 10,
      termination_grace_period_seconds: 11,
      exposed_port: 12,
      metrics_port: 13,
      health_check: {
        path: "/health",
        start_period_seconds: 14,
        timeout_seconds: 15,
        failure_threshold: 16,
        call_regularly: false,
        method: "POST",
      },
      skip_retry_conditions: ["timeout"],
      // The client makes negative retries 0.
      retry_config: { timeout: { retries: 17 }, server_error: { retries: 0 } },
      private_logs: false,
      secrets: ["S"],
      data_mounts: ["/data"],
      app_files: ["f"],
      app_files_ignore: ["g"],
      app_files_context_dir: "h",
      _scheduler: "nomad",
      _scheduler_options: { a: [1, { b: "c" }] },
    });
  });

  test("zeros and blanks are set, not absent", () => {
    const { run } = manifest('ref = "a.py::A"\nkeep_alive = 0\nnum_gpus = 0\nsecrets = []\nmachine_type = ["S", "M"]');
    expect(run).toEqual({ ...nothingSet, keep_alive: 0, num_gpus: 0, secrets: [], machine_type: ["S", "M"] });
  });

  test.each<[body: string, resetScale: boolean]>([
    ["app_scale_settings = false", false],
    ["no_scale = true", false],
    ["no_scale = false", true],
  ])("%s", (body, resetScale) => {
    expect(manifest(`ref = "a.py::A"\n${body}`).deploy.reset_scale).toBe(resetScale);
  });

  test.each<[body: string, port: number | null]>([
    ['python_entry_point = "m:A"', 8080],
    ['python_entry_point = "m:A"\nexposed_port = 1', 1],
    ['image = { image = "a" }', null],
  ])("the port of %j is %j", (body, port) => {
    expect(manifest(body).run.exposed_port).toBe(port);
  });

  test.each<[body: string, method: string | null]>([
    ['image = { image = "a" }\nhealth_check = { path = "/" }', "GET"],
    ['image = { image = "a" }\nhealth_check = { path = "/", method = "head" }', "HEAD"],
    ['ref = "a.py::A"\nimage = { image = "a" }\nhealth_check = { path = "/" }', null],
    ['python_entry_point = "m:A"\nimage = { image = "a" }\nhealth_check = { path = "/" }', null],
  ])("a health check of %j has the method %j", (body, method) => {
    expect(manifest(body).run.health_check).toEqual({
      path: "/",
      start_period_seconds: null,
      timeout_seconds: null,
      failure_threshold: null,
      call_regularly: null,
      method,
    });
  });

  test("the oldest release that accepts the app", () => {
    expect(manifest('ref = "a.py::A"\nimage = { image = "a" }').requires.fal).toBe("1.76.0");
    expect(manifest('ref = "a.py::A"\nimage = { image = "a" }\nmetrics_port = 1').requires.fal).toBe("1.78.0");
    expect(manifest('ref = "a.py::A"\nhealth_check = { path = "/" }').requires.fal).toBe("1.75.3");
    expect(manifest('ref = "a.py::A"\nhealth_check = { path = "/", method = "GET" }').requires.fal).toBe("1.78.1");
    expect(manifest('ref = "a.py::A"\nrequirements = [[". [gpu]"]]').requires.fal).toBe("1.73.0");
    expect(manifest('ref = "a.py::A"\nrequirements = ["x.[gpu]"]').requires.fal).toBe("1.69.6");
  });
});

describe("build", () => {
  test.each<[requirements: string, layers: unknown]>([
    ['["a", "b"]', [["a", "b"]]],
    ['[["a"], ["b", "c"]]', [["a"], ["b", "c"]]],
    ["[]", []],
    ["[[]]", [[]]],
  ])("requirements = %s", (requirements, layers) => {
    const { build } = manifest(`ref = "a.py::A"\nrequirements = ${requirements}\npython_version = "3.12"`);
    expect(build.requirements).toEqual(layers);
    expect(build.python_version).toBe("3.12");
  });

  test("an image that is pulled, with what serves it", () => {
    const { build } = manifest(
      `requirements_context_dir = "./x/"
image = { image = "ghcr.io/Org/../x", cmd = "serve" }`.replace("Org/../x", "org/app:1"),
    );
    expect(build).toMatchObject({
      kind: "image",
      reference: {
        written: "ghcr.io/org/app:1",
        canonical: "ghcr.io/org/app:1",
        registry: "ghcr.io",
        repository: "org/app",
        tag: "1",
        digest: null,
      },
      pulls: [{ written: "ghcr.io/org/app:1", canonical: "ghcr.io/org/app:1" }],
      dockerfile: null,
      build_args: {},
      uploads: null,
      registries: [],
      entrypoint: null,
      cmd: "serve",
      use_isolate: false,
      requirements_context_dir: "x",
    });
  });

  test("registries are sorted by key, each with the images that it serves", () => {
    const { build } = manifest(
      `[tool.fal.apps.a.image]
dockerfile = "Dockerfile"
[tool.fal.apps.a.image.registries."quay.io"]
username = "me"
password = "$QUAY"
[tool.fal.apps.a.image.registries."https://index.docker.io/v1/"]
username = "${token}"
password = "hunter2"
[tool.fal.apps.a.image.registries."other.example"]
username = "me"
password = "$$QUAY"
`,
      { Dockerfile: "FROM ubuntu AS b\nFROM alpine:3\nCOPY --from=ubuntu /a /a\nCOPY --from=quay.io/org/x /a /a\n" },
    );
    expect(build.registries).toEqual([
      {
        key: "https://index.docker.io/v1/",
        host: "docker.io",
        provider: "docker-hub",
        username: literal,
        password: literal,
        serves: ["docker.io/library/alpine:3", "docker.io/library/ubuntu:latest"],
      },
      {
        key: "other.example",
        host: "other.example",
        provider: null,
        username: "me",
        password: literal,
        serves: [],
      },
      {
        key: "quay.io",
        host: "quay.io",
        provider: "quay",
        username: "me",
        password: { fal_secret: "QUAY" },
        serves: ["quay.io/org/x:latest"],
      },
    ]);
  });

  const dockerfile = `FROM ubuntu AS base
FROM base
FROM scratch AS empty
ARG X
FROM $NOWHERE
COPY --from=alpine /a /a
COPY --from=0 /b /b
COPY src b.txt /app/
`;
  const tree = {
    "docker/Dockerfile": dockerfile,
    ".dockerignore": "*.bin\n",
    "src/z.py": "z",
    "src/a.py": "aa",
    "src/x.bin": "",
    "b.txt": "b",
  };
  const body = `[tool.fal.apps.a.image]
dockerfile = "./docker/Dockerfile"
build_args = { A = "1", B = "${token}" }
secrets = { T = "$T", U = "hunter2" }
entrypoint = ["a", "${token}"]
cmd = "run ${token}"
`;

  test("an image that is built, with all that its Dockerfile names", () => {
    const { build } = manifest(body, tree);
    expect(build).toMatchObject({
      kind: "dockerfile",
      reference: null,
      dockerfile: { path: "docker/Dockerfile", sha256: sha256(dockerfile) },
      context: ".",
      stages: [
        {
          name: "base",
          base: {
            reference: {
              written: "ubuntu",
              canonical: "docker.io/library/ubuntu:latest",
              registry: "docker.io",
              repository: "library/ubuntu",
              tag: null,
              digest: null,
            },
          },
          line: 1,
        },
        { name: null, base: { stage: 0 }, line: 2 },
        { name: "empty", base: { scratch: true }, line: 3 },
        { name: null, base: { unresolved: "$NOWHERE" }, line: 5 },
      ],
      build_args: { A: "1", B: literal },
      secrets: { T: { fal_secret: "T" }, U: literal },
      sources: ["src", "b.txt"],
      ignore: { from: ".dockerignore", patterns: ["*.bin"] },
      uploads: [
        { path: "b.txt", size: 1, sha256: sha256("b") },
        { path: "src/a.py", size: 2, sha256: sha256("aa") },
        { path: "src/z.py", size: 1, sha256: sha256("z") },
      ],
      pulls: [
        { written: "alpine", canonical: "docker.io/library/alpine:latest" },
        { written: "ubuntu", canonical: "docker.io/library/ubuntu:latest" },
      ],
      registries: [],
      entrypoint: ["a", literal],
      cmd: literal,
      use_isolate: false,
    });
  });

  test("without the files nothing is said of them", () => {
    const { build } = manifest(body);
    expect(build).toMatchObject({
      kind: "dockerfile",
      dockerfile: { path: "docker/Dockerfile", sha256: null },
      context: ".",
      stages: null,
      build_args: { A: "1", B: literal },
      sources: null,
      ignore: null,
      uploads: null,
      pulls: null,
    });
  });

  test("a token is nowhere shown", () => {
    const text = `name = "${token}"
team = "x ${token}"
machine_type = ["${token}"]
secrets = ["${token}"]
data_mounts = ["${token}"]
_scheduler = "${token}"
_scheduler_options = { a = { b = ["${token}"] } }
health_check = { path = "/${token}", method = "${token}" }
requirements = ["git+https://${token}@example.com/x"]
`;
    for (const entry of [`ref = "${token}.py::${token}"`, `python_entry_point = "${token}:${token}"`]) {
      const json = JSON.stringify(manifest(`${entry}\n${text}`));
      expect(json.split('{"literal":true}')).toHaveLength(13);
      expect(json.toLowerCase()).not.toContain(token.slice(4).toLowerCase());
    }
  });

  test("an image with a token in its name is unresolved, and pulled from nowhere", () => {
    const { build } = manifest(
      `[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\n[tool.fal.apps.a.image.registries."ghcr.io"]\nusername = "u"\npassword = "$P"\n`,
      { Dockerfile: `FROM ghcr.io/org/app:${token}\n` },
    );
    expect(build).toMatchObject({
      stages: [{ base: { unresolved: literal } }],
      pulls: [],
      registries: [{ serves: [] }],
    });
  });
});

describe("what keeps an app from a manifest", () => {
  const image = '[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\n';
  test.each<
    [
      name: string,
      body: string,
      tree: Readonly<Record<string, MemoryEntry>>,
      rule: string,
      message: string,
      help: string,
    ]
  >([
    [
      "no Dockerfile",
      image,
      {},
      "dockerfile-not-found",
      "`Dockerfile` does not exist. fal's client will stop before it builds.",
      "The path is relative to the folder of the pyproject.toml.",
    ],
    [
      "a folder for a Dockerfile",
      image,
      { "Dockerfile/a": "" },
      "dockerfile-not-found",
      "`Dockerfile` cannot be read: is a directory. fal's client will stop before it builds.",
      "Name a Dockerfile that is UTF-8 text.",
    ],
    [
      "a blank Dockerfile",
      image,
      { Dockerfile: " \n\t\u001c\u0085\u3000\n" },
      "dockerfile-empty",
      "`Dockerfile` is empty. fal's client will stop before it builds.",
      "Write at least a FROM line.",
    ],
    [
      "a token for a Dockerfile",
      image.replace('"Dockerfile"', `"${token}"`),
      {},
      "dockerfile-not-found",
      "The Dockerfile does not exist. fal's client will stop before it builds.",
      "The path is relative to the folder of the pyproject.toml.",
    ],
    [
      "a token for an image",
      `image = { image = "${token}" }`,
      {},
      "image-reference",
      "`image.image` holds a token; no image can be pulled by it.",
      "Write the image's name. The credential goes into `image.registries`, as the name of a fal secret.",
    ],
    [
      "no reference",
      'image = { image = "ghcr.io/Org/app" }',
      {},
      "image-reference",
      "`ghcr.io/Org/app` is no image reference: it must be lower case up to its tag. The pull will fail.",
      "Write `ghcr.io/org/app`.",
    ],
    [
      "a .dockerignore that cannot be read",
      image,
      { Dockerfile: "FROM a", ".dockerignore": { unreadable: "permission denied" } },
      "dockerignore-refused",
      "fal's client refuses this .dockerignore and stops: it cannot be read (permission denied).",
      "Make it readable UTF-8 text, or remove it.",
    ],
    [
      "a Dockerfile too large",
      image,
      { Dockerfile: "#".repeat(mostBuildBytes + 1) },
      "too-large-to-check",
      `\`Dockerfile\` is larger than ${byteSize(mostBuildBytes)}, and was not checked: nor what it pulls and uploads.`,
      "Look whether it is the file that was meant.",
    ],
    [
      "a .dockerignore too large",
      image,
      { Dockerfile: "FROM a", ".dockerignore": "#".repeat(mostBuildBytes + 1) },
      "too-large-to-check",
      `The .dockerignore is larger than ${byteSize(mostBuildBytes)}, and was not checked: nor what it pulls and uploads.`,
      "Look whether it is the file that was meant.",
    ],
    [
      "an exclamation mark alone",
      image,
      { Dockerfile: "FROM a", ".dockerignore": "a\n!\n" },
      "dockerignore-refused",
      "fal's client refuses this .dockerignore and stops: nothing is left of this pattern without its `!` and slashes.",
      "Remove or correct the pattern.",
    ],
    [
      "a backslash at the end",
      image,
      { Dockerfile: "FROM a", ".dockerignore": "a\\\n" },
      "dockerignore-refused",
      "fal's client refuses this .dockerignore and stops: this pattern ends in a backslash, with nothing behind it to escape.",
      "Remove or correct the pattern.",
    ],
    [
      "a range that runs backwards",
      image,
      { Dockerfile: "FROM a", ".dockerignore": "[z-a]\n" },
      "dockerignore-refused",
      "fal's client refuses this .dockerignore and stops: a range in this pattern runs backwards.",
      "Remove or correct the pattern.",
    ],
  ])("%s", (_, body, tree, rule, message, help) => {
    const source = { path: "pyproject.toml", text: `[tool.fal.apps.a]\n${body}\n` };
    const { manifests, diagnostics } = compile(source, { files: memoryFiles(tree) });
    expect(manifests).toEqual([]);
    expect(diagnostics.map(({ rule, message, help }) => ({ rule, message, help }))).toEqual([{ rule, message, help }]);
    expect(diagnostics[0]?.app).toBe("a");
    const about = rule === "dockerignore-refused" && !message.includes("cannot be read");
    expect(diagnostics[0]?.file).toBe(about ? ".dockerignore" : "pyproject.toml");
    expect(diagnostics[0]?.related.map(({ message }) => message)).toEqual(
      about ? ["The app is built from this Dockerfile."] : [],
    );
  });

  test("the largest files that are checked", () => {
    const comment = "#".repeat(mostBuildBytes - 7);
    const tree = { Dockerfile: `FROM a\n${comment}`, ".dockerignore": `#${comment}\n*.bin` };
    expect(manifest(image, tree).build.ignore?.patterns).toEqual(["*.bin"]);
  });

  test("a byte order mark is no blank, and a .dockerignore that is no file is none", () => {
    expect(manifest(image, { Dockerfile: "\ufeff\n" }).build.kind).toBe("dockerfile");
    const { build } = manifest(image, { Dockerfile: "FROM a\n", ".dockerignore/x": "" });
    expect(build.ignore?.from).toBe("default");
  });

  test("without files the Dockerfile was not looked at, which is told", () => {
    const text = `[tool.fal.apps.a]\n${image}`;
    const { diagnostics } = compile({ path: "pyproject.toml", text });
    expect(diagnostics.map(({ rule, message }) => [rule, message])).toEqual([
      [
        "files-not-checked",
        "`Dockerfile` was not looked at, nor what it pulls and uploads: there is no access to the files around.",
      ],
    ]);
  });

  test("line ends of a Dockerfile are read as the client reads them", () => {
    const { build } = manifest(image, { Dockerfile: "FROM a\rFROM b\r\nCOPY x /x\r", x: "" });
    expect(build.stages?.map(({ line }) => line)).toEqual([1, 2]);
    expect(build.uploads?.map(({ path }) => path)).toEqual(["x"]);
  });

  test("the file of `ref` is not uploaded with the rest", () => {
    const tree = { Dockerfile: "FROM a\nCOPY src /src\n", "src/app.py": "", "src/b.py": "" };
    const { build } = manifest(`ref = "./src/app.py::App"\n${image}`, tree);
    expect(build.uploads?.map(({ path }) => path)).toEqual(["src/b.py"]);
    expect(manifest(image, tree).build.uploads?.map(({ path }) => path)).toEqual(["src/app.py", "src/b.py"]);
  });
});
