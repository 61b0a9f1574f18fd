// The rules about retries, secrets and data: retry-conflict, negative-retries, invalid-secret-name, reserved-secret,
// build-secret-mismatch, data-mount.
import { describe, expect, test } from "vitest";
import { dockerfileApp, type Found, findings, fixed } from "./run.ts";

const app = (rest: string) => ({
  "pyproject.toml": `[tool.fal.apps.a]\nexposed_port = 8000\nimage = { image = "my-org/app:1" }\n${rest}\n`,
});
const brief = (found: readonly Found[]) => found.map(({ severity, at, message }) => [severity, at, message]);

describe("retry-conflict", () => {
  const both = (condition: string, times: string) =>
    `\`${condition}\` is to be tried again ${times}, and is skipped as well: which of the two counts is not documented.`;

  test("once for each condition", () => {
    const rest =
      'skip_retry_conditions = ["timeout", "server_error", "timeout"]\nretry_config = { server_error = { retries = 1 }, timeout = { retries = 2 } }';
    const found = findings("retry-conflict", app(rest));
    expect(brief(found)).toEqual([
      ["warning", "1", both("server_error", "once")],
      ["warning", "2", both("timeout", "2 times")],
    ]);
    expect(found.map(({ diagnostic }) => diagnostic.related[0]?.range.start.line)).toEqual([4, 4]);
  });

  test.each([
    'skip_retry_conditions = ["timeout"]\nretry_config = { timeout = { retries = 0 } }',
    'skip_retry_conditions = ["timeout"]\nretry_config = { timeout = { retries = -1 } }',
    'skip_retry_conditions = ["timeout"]\nretry_config = { server_error = { retries = 2 } }',
    'skip_retry_conditions = ["timeout"]',
    "skip_retry_conditions = []\nretry_config = { timeout = { retries = 2 } }",
  ])("%j is in order", (rest) => {
    expect(findings("retry-conflict", app(rest))).toEqual([]);
  });
});

describe("negative-retries", () => {
  test("counts as none, and can be written so", () => {
    const rest =
      "retry_config = { timeout = { retries = -1 }, server_error = { retries = 0 }, connection_error = { retries = -20 } }";
    const found = findings("negative-retries", app(rest));
    expect(brief(found)).toEqual([
      ["warning", "-1", "`retries = -1` counts as 0: after `timeout` nothing is tried again."],
      ["warning", "-20", "`retries = -20` counts as 0: after `connection_error` nothing is tried again."],
    ]);
    expect(found.map(({ diagnostic }) => diagnostic.fix?.safe)).toEqual([true, true]);
    const text = fixed(app(rest)["pyproject.toml"], found);
    expect(text).toBe(app(rest.replace("-1 }", "0 }").replace("-20", "0"))["pyproject.toml"]);
    expect(findings("negative-retries", { "pyproject.toml": text })).toEqual([]);
  });
});

describe("invalid-secret-name", () => {
  const variable = "cannot be the name of an environment variable";

  test.each([
    ["$HF_TOKEN", `\`$HF_TOKEN\` ${variable}: the name stands without \`$\` here.`, 'Write `"HF_TOKEN"`.'],
    ["${HF_TOKEN}", `\`\${HF_TOKEN}\` ${variable}: the name stands without \`$\` here.`, 'Write `"HF_TOKEN"`.'],
    ["hf-token", `This ${variable}.`, "Write the name under which"],
    ["hf.token", `This ${variable}.`, "Write the name under which"],
    ["HF TOKEN", `This ${variable}.`, "Write the name under which"],
    ["2FA_KEY", `This ${variable}.`, "Write the name under which"],
    ["", `This ${variable}.`, "Write the name under which"],
    ["HF_TOKEN=hunter2", `This ${variable}.`, "The value never stands here."],
    ["hunter2!", `This ${variable}.`, "The value never stands here."],
  ])("secrets = [%j]", (name, message, help) => {
    const project = app(`secrets = ["OK", ${JSON.stringify(name)}]`);
    const found = findings("invalid-secret-name", project);
    expect(brief(found)).toEqual([["error", JSON.stringify(name), message]]);
    expect(found[0]?.help).toContain(help);
    expect(JSON.stringify(found[0]?.diagnostic)).not.toContain("hunter2");
  });

  test("a token is not shown", () => {
    const token = `sk-${"proj"}-${"a1B2c3D4".repeat(6)}`;
    const [found] = findings("invalid-secret-name", app(`secrets = [${JSON.stringify(token)}]`));
    expect(found?.message.startsWith("This ")).toBe(true);
    expect(JSON.stringify(found?.diagnostic)).not.toContain("a1B2c3D4");
  });

  test.each(["HF_TOKEN", "hf_token", "_X", "A1"])("%j is a name", (name) => {
    expect(findings("invalid-secret-name", app(`secrets = ["${name}"]`))).toEqual([]);
  });

  test("the `$` can go", () => {
    const project = app('secrets = ["$HF_TOKEN", "OK"]');
    const found = findings("invalid-secret-name", project);
    expect(found[0]?.diagnostic.fix?.safe).toBe(true);
    expect(fixed(project["pyproject.toml"], found)).toBe(app('secrets = ["HF_TOKEN", "OK"]')["pyproject.toml"]);
  });

  test("build secrets are the ids of mounts", () => {
    const id = "cannot be the `id` of a secret mount";
    const secrets = (names: string[]) =>
      dockerfileApp("FROM a:1\n", {}, `secrets = { ${names.map((name) => `${name} = "$OK"`).join(", ")} }`);
    const bad = ['"$PIP_TOKEN"', '"a b"', '"a,b"', '"a=b"', '""'];
    const found = findings("invalid-secret-name", secrets(bad));
    expect(brief(found)).toEqual([
      ["error", '"$PIP_TOKEN"', `\`$PIP_TOKEN\` ${id}: the name stands without \`$\` here.`],
      ["error", '"a b"', `This ${id}.`],
      ["error", '"a,b"', `This ${id}.`],
      ["error", '"a=b"', `This ${id}.`],
      ["error", '""', `This ${id}.`],
    ]);
    expect(fixed(String(secrets(bad)["pyproject.toml"]), found)).toContain('secrets = { PIP_TOKEN = "$OK"');
    expect(findings("invalid-secret-name", secrets(["PIP_TOKEN", "pip-token", '"pip.conf"']))).toEqual([]);
  });
});

describe("reserved-secret", () => {
  test("FAL_KEY is set by the platform", () => {
    expect(brief(findings("reserved-secret", app('secrets = ["HF_TOKEN", "FAL_KEY"]')))).toEqual([
      [
        "warning",
        '"FAL_KEY"',
        "The platform itself sets `FAL_KEY` for every runner: a secret of that name is not needed, and may get in its way.",
      ],
    ]);
  });

  test("but not for a build, and not under another name", () => {
    expect(findings("reserved-secret", app('secrets = ["fal_key", "OTHER_FAL_KEY"]'))).toEqual([]);
    const build = dockerfileApp(
      "FROM a:1\nRUN --mount=type=secret,id=FAL_KEY x\n",
      {},
      'secrets = { FAL_KEY = "$FAL_KEY" }',
    );
    expect(findings("reserved-secret", build)).toEqual([]);
  });
});

describe("build-secret-mismatch", () => {
  const about = (dockerfile: string, image = "", rest = "") => {
    const project = dockerfileApp(dockerfile, {}, image);
    const toml = String(project["pyproject.toml"]).replace("exposed_port = 8000", `exposed_port = 8000\n${rest}`);
    return findings("build-secret-mismatch", { ...project, "pyproject.toml": toml });
  };
  const mount = (fields: string) => `FROM a:1\nRUN --mount=type=secret,${fields} make\n`;
  const lacks = (id: string) => `\`${id}\` is not among the build secrets: nothing will be mounted here.`;
  const unused = (name: string) => `Nothing that is built mounts the build secret \`${name}\`: it has no effect.`;

  test.each([
    ["id=A", "warning", lacks("A")],
    ["source=A,target=/x", "warning", lacks("A")],
    ["src=A", "warning", lacks("A")],
    ["target=/root/.netrc", "warning", lacks(".netrc")],
    ["id=A,env=B", "warning", lacks("A")],
    ["id=A,required=false", "warning", lacks("A")],
    ["id=A,required", "error", "`A` is not among the build secrets: the build will stop here."],
    ["dst=/root/.netrc", "warning", lacks(".netrc")],
    ["destination=/root/.netrc", "warning", lacks(".netrc")],
    ["target=.netrc", "warning", lacks(".netrc")],
    ["id=A,required=0", "warning", lacks("A")],
    ["id=A,required=T", "error", "`A` is not among the build secrets: the build will stop here."],
    ["id=A,required=1", "error", "`A` is not among the build secrets: the build will stop here."],
    ["id=A,required=true", "error", "`A` is not among the build secrets: the build will stop here."],
  ])("a mount without its secret: %s", (fields, severity, message) => {
    const found = about(mount(fields));
    expect(brief(found)).toEqual([[severity, `--mount=type=secret,${fields}`, message]]);
    expect(found[0]?.file).toBe("Dockerfile");
  });

  test("shows the line to write", () => {
    expect(about(mount("id=A"))[0]?.help).toBe('Write `A = "$A"` into `image.secrets`.');
    expect(about(mount("id=pip.conf"))[0]?.help).toBe('Write `"pip.conf" = "$PIP_CONF"` into `image.secrets`.');
  });

  test("listed for the running app", () => {
    const [found] = about(mount("id=A"), "", 'secrets = ["A"]');
    expect(found?.message).toBe(
      "`A` is not among the build secrets, only among those of the running app: nothing will be mounted here.",
    );
    expect(found?.diagnostic.related.map(({ message, range }) => [message, range.start.line])).toEqual([
      ["The app is built from this Dockerfile.", 6],
      ["This is for the running app only.", 3],
    ]);
  });

  test("a secret without its mount", () => {
    expect(brief(about("FROM a:1\nARG TOKEN\nRUN make\n", 'secrets = { TOKEN = "$TOKEN" }'))).toEqual([
      ["warning", "TOKEN", unused("TOKEN")],
    ]);
    const stages = "FROM a:1 AS test\nRUN --mount=type=secret,id=TOKEN make\nFROM a:1\n";
    expect(brief(about(stages, 'secrets = { TOKEN = "$TOKEN" }'))).toEqual([["warning", "TOKEN", unused("TOKEN")]]);
  });

  test("one misspelling is one finding", () => {
    const found = about(mount("id=PIP_TOKEN"), 'secrets = { pip-tokn = "$A", OTHER = "$B" }');
    expect(found.map(({ at, help }) => [at, help])).toEqual([
      ["--mount=type=secret,id=PIP_TOKEN", "`image.secrets` has `pip-tokn`: key and `id` must be the same."],
      ["OTHER", expect.stringContaining("list the fal secret in the app's `secrets`")],
    ]);
    expect(
      found[0]?.diagnostic.related.map(({ message, range }) => [message, range.start.line, range.start.column]),
    ).toEqual([
      ["The app is built from this Dockerfile.", 6, 14],
      ["Is this the one?", 7, 13],
    ]);
  });

  test("one secret that is mounted twice is one finding", () => {
    const found = about(`${mount("id=A")}RUN --mount=type=secret,id=A,required make\n`);
    expect(found.map(({ severity, at }) => [severity, at])).toEqual([["error", "--mount=type=secret,id=A,required"]]);
    const other = about("FROM a:1\nRUN --mount=type=secret,id=A,required make\nRUN --mount=type=secret,id=A make\n");
    expect(other.map(({ severity, at }) => [severity, at])).toEqual([["error", "--mount=type=secret,id=A,required"]]);
  });

  test.each([
    [mount("id=A"), 'secrets = { A = "$B" }'],
    [mount("target=/run/secrets/A"), 'secrets = { A = "$A" }'],
    ["FROM a:1\nARG N=A\nRUN --mount=type=secret,id=$N make\n", 'secrets = { A = "$A" }'],
    ["FROM a:1 AS b\nONBUILD RUN --mount=type=secret,id=A make\nFROM b\n", 'secrets = { A = "$A" }'],
    ["FROM a:1\nRUN --mount=type=cache,target=/x --mount=type=ssh,id=A make\n", ""],
    // A mount that cannot be read may be any; a stage that is not built needs none; another frontend has rules of its own.
    ["FROM a:1\nRUN --mount=type=secret,id=$NAME make\n", 'secrets = { A = "$A" }'],
    ["FROM a:1 AS test\nRUN --mount=type=secret,id=A make\nFROM a:1\n", ""],
    ["# syntax=example.com/frontend:1\nFROM a:1\n", 'secrets = { A = "$A" }'],
    ["FROM a:1\n", "secrets = {}"],
    // Neither may one in a file that BuildKit refuses, nor one of which nothing can be said.
    ["FROM a:1\nRUN --mount=type=secret,id=A make\nRUN <<EOF\n", ""],
    ["FROM a:1 AS b\nONBUILD RUN --mount=type=secret,id=A make\n", ""],
  ])("%j %s is in order", (dockerfile, image) => {
    expect(brief(about(dockerfile, image))).toEqual([]);
  });
});

describe("data-mount", () => {
  test.each([
    ["data/models", "error", "`data/models` is not absolute: nothing can be mounted there.", "Write `/data/models`."],
    ["./data", "error", "`./data` is not absolute: nothing can be mounted there.", "Write `/data`."],
    [
      "models",
      "error",
      "`models` is not absolute: nothing can be mounted there.",
      "Write `/data`, or a folder below it.",
    ],
    [
      "",
      "error",
      "The empty path is not absolute: nothing can be mounted there.",
      "Write `/data`, or a folder below it.",
    ],
    [
      "/models",
      "warning",
      "`/models` is not in `/data`, where fal's shared storage is: no other mount is documented.",
      "Write",
    ],
    [
      "/data/../etc",
      "warning",
      "`/data/../etc` is not in `/data`, where fal's shared storage is: no other mount is documented.",
      "Write",
    ],
    [
      "/database",
      "warning",
      "`/database` is not in `/data`, where fal's shared storage is: no other mount is documented.",
      "Write",
    ],
  ])("%j", (mount, severity, message, help) => {
    const found = findings("data-mount", app(`data_mounts = ["/data", ${JSON.stringify(mount)}]`));
    expect(brief(found)).toEqual([[severity, JSON.stringify(mount), message]]);
    expect(found[0]?.help).toContain(help);
  });

  test.each(["/data", "/data/", "/data/.cache", "//data/models"])("%j is in order", (mount) => {
    expect(findings("data-mount", app(`data_mounts = ["${mount}"]`))).toEqual([]);
  });

  test("the slash can be written", () => {
    const project = app('data_mounts = ["data/a"]');
    const found = findings("data-mount", project);
    expect(found[0]?.diagnostic.fix?.safe).toBe(true);
    expect(fixed(project["pyproject.toml"], found)).toBe(app('data_mounts = ["/data/a"]')["pyproject.toml"]);
  });
});
