// The rules about scale, machines and access: scale-bounds, gpu-count-without-gpu, unknown-machine-type, scale-settings-ignored,
// deprecated-key, public-gpu, missing-auth.
import { describe, expect, test } from "vitest";
import type { Found } from "./run.ts";
import { findings, fixed } from "./run.ts";

const image = 'image = { image = "my-org/app:1.2.0" }';
const imageOnly = (rest: string) => ({ "pyproject.toml": `[tool.fal.apps.a]\n${image}\n${rest}\n` });
const withRef = (rest: string) => ({
  "pyproject.toml": `[tool.fal.apps.a]\nref = "app.py::App"\n${rest}\n`,
  "app.py": "import fal\n\nclass App(fal.App):\n    pass\n",
});
const brief = (found: readonly Found[]) => found.map(({ severity, at, message }) => [severity, at, message]);

describe("scale-bounds", () => {
  test.each([
    [
      "min_concurrency = 4\nmax_concurrency = 2",
      "error",
      "4",
      "`min_concurrency = 4` is above `max_concurrency = 2`: both cannot be.",
    ],
    [
      "concurrency_buffer = 5\nmax_concurrency = 4",
      "warning",
      "5",
      "`concurrency_buffer = 5` is above `max_concurrency = 4`: so many spare runners there will never be.",
    ],
    [
      "min_concurrency = 3",
      "warning",
      "3",
      "`min_concurrency = 3` is above the default `max_concurrency` of 2: there will hardly be that many runners.",
    ],
    [
      "max_concurrency = 0\nmin_concurrency = 1",
      "warning",
      "0",
      "With `max_concurrency = 0` no runner would ever start.",
    ],
    ["max_multiplexing = 0", "warning", "0", "With `max_multiplexing = 0` no runner would take a request."],
    ["request_timeout = 0", "warning", "0", "With `request_timeout = 0` every request would be given up at once."],
    ["startup_timeout = 0", "warning", "0", "With `startup_timeout = 0` no runner would have the time to start."],
    [
      'health_check = { path = "/", timeout_seconds = 0 }',
      "warning",
      "0",
      "With `health_check.timeout_seconds = 0` every check would fail at once.",
    ],
    [
      'health_check = { path = "/", failure_threshold = 0 }',
      "warning",
      "0",
      "With `health_check.failure_threshold = 0` a runner would be unhealthy from the start.",
    ],
  ])("%j", (rest, ...expected) => {
    expect(brief(findings("scale-bounds", imageOnly(rest)))).toEqual([expected]);
  });

  test.each([
    "min_concurrency = 2\nmax_concurrency = 2\nconcurrency_buffer = 2",
    "concurrency_buffer = 3\nmin_concurrency = 1\nmax_concurrency = 3",
    "min_concurrency = 2",
    "concurrency_buffer = 9",
    "concurrency_buffer_perc = 300\nmax_concurrency = 2",
    "min_concurrency = 0\nkeep_alive = 0\nscaling_delay = 0\ntermination_grace_period_seconds = 0\nnum_gpus = 0",
    'health_check = { path = "/", start_period_seconds = 0 }',
  ])("%j is in order", (rest) => {
    expect(findings("scale-bounds", imageOnly(rest))).toEqual([]);
  });

  test("the class of a `ref` can have a maximum of its own", () => {
    expect(findings("scale-bounds", withRef("min_concurrency = 3"))).toEqual([]);
    expect(findings("scale-bounds", withRef("min_concurrency = 3\nmax_concurrency = 1"))).toHaveLength(1);
  });

  test("points at the maximum too", () => {
    const [found] = findings("scale-bounds", imageOnly("min_concurrency = 4\nmax_concurrency = 2"));
    expect(found?.diagnostic.related.map(({ range }) => range.start.line)).toEqual([4]);
  });
});

describe("gpu-count-without-gpu", () => {
  test.each([
    ['machine_type = "L"\nnum_gpus = 2', "2", "`num_gpus = 2`, but `L` has no GPU: the app will run without."],
    [
      'machine_type = ["S", "XL"]\nnum_gpus = 1',
      "1",
      "`num_gpus = 1`, but `S` and `XL` have no GPU: the app will run without.",
    ],
    ["num_gpus = 1", "1", "`num_gpus = 1`, but the default machine type has no GPU: the app will run without."],
  ])("%j", (rest, at, message) => {
    expect(brief(findings("gpu-count-without-gpu", imageOnly(rest)))).toEqual([["warning", at, message]]);
  });

  test.each([
    imageOnly('machine_type = "GPU-H100"\nnum_gpus = 2'),
    imageOnly('machine_type = ["L", "GPU-H100"]\nnum_gpus = 2'),
    imageOnly('machine_type = "TPU-V9"\nnum_gpus = 2'),
    imageOnly('machine_type = "L"\nnum_gpus = 0'),
    imageOnly('machine_type = "L"'),
    withRef("num_gpus = 2"),
  ])("%j is in order", (project) => {
    expect(findings("gpu-count-without-gpu", project)).toEqual([]);
  });

  test("a class cannot take back what the table says", () => {
    expect(findings("gpu-count-without-gpu", withRef('machine_type = "M"\nnum_gpus = 1'))).toHaveLength(1);
  });
});

describe("unknown-machine-type", () => {
  test.each([
    ['"H100"', '"H100"', "Did you mean `GPU-H100`?"],
    ['"a6000"', '"a6000"', "Did you mean `GPU-A6000`?"],
    ['"gpu-h100"', '"gpu-h100"', "Did you mean `GPU-H100`?"],
    ['"GPU_H200"', '"GPU_H200"', "Did you mean `GPU-H200`?"],
    ['"RTX5090"', '"RTX5090"', "Did you mean `GPU-RTX5090`?"],
    ['["GPU-H100", "xl"]', '"xl"', "Did you mean `XL`?"],
    ['"GPU-H300"', '"GPU-H300"', "Those are `XS`, `S`,"],
    ['"GPU-B300"', '"GPU-B300"', "Those are `XS`, `S`,"],
    ['"XXXL"', '"XXXL"', "Those are `XS`, `S`,"],
    ['"XXL"', '"XXL"', "Did you mean `XL`?"],
    ['"quantum"', '"quantum"', "Those are `XS`, `S`,"],
  ])("%s", (types, at, help) => {
    const found = findings("unknown-machine-type", imageOnly(`machine_type = ${types}`));
    expect(found.map((one) => [one.severity, one.at])).toEqual([["info", at]]);
    expect(found[0]?.message).toContain("is not among the machine types that fal documents.");
    expect(found[0]?.help).toContain(help);
  });

  test("knows what is documented, and what was", () => {
    const types = ["XS", "S", "M", "L", "XL", "GPU-RTX4090", "GPU-A100", "GPU-L40", "GPU-B200", "GPU", "GPU-T4"];
    expect(findings("unknown-machine-type", imageOnly(`machine_type = ${JSON.stringify(types)}`))).toEqual([]);
    expect(findings("unknown-machine-type", imageOnly(""))).toEqual([]);
  });

  test("a suggestion is no safe fix", () => {
    const project = imageOnly('machine_type = ["S", "H100"]');
    const found = findings("unknown-machine-type", project);
    expect(found[0]?.diagnostic.fix?.safe).toBe(false);
    expect(fixed(project["pyproject.toml"], found)).toBe(
      imageOnly('machine_type = ["S", "GPU-H100"]')["pyproject.toml"],
    );
  });
});

describe("scale-settings-ignored", () => {
  test("names all that a later deploy leaves aside, at the first of them", () => {
    const rest = 'keep_alive = 300\nregions = ["us-east"]\nmin_concurrency = 1\nmax_concurrency = 2\nscaling_delay = 3';
    expect(brief(findings("scale-settings-ignored", imageOnly(rest)))).toEqual([
      [
        "info",
        "min_concurrency",
        "Only the first deploy takes `min_concurrency`, `max_concurrency`, `scaling_delay`, `keep_alive` and `regions` from here: each later one keeps what the deployment before had.",
      ],
    ]);
  });

  test.each(["concurrency_buffer = 1", "concurrency_buffer_perc = 10", "request_timeout = 60", "keep_alive = 0"])(
    "%s",
    (rest) => {
      expect(findings("scale-settings-ignored", withRef(rest))).toHaveLength(1);
    },
  );

  test.each([
    "min_concurrency = 1\napp_scale_settings = true",
    "min_concurrency = 1\napp_scale_settings = false",
    "min_concurrency = 1\nno_scale = false",
    // These come from the table each time.
    'max_multiplexing = 4\nstartup_timeout = 60\nmachine_type = "S"\nnum_gpus = 0\ntermination_grace_period_seconds = 5',
  ])("%j is in order", (rest) => {
    expect(findings("scale-settings-ignored", imageOnly(rest))).toEqual([]);
  });
});

describe("deprecated-key", () => {
  test.each([
    ["true", "false"],
    ["false", "true"],
  ])("no_scale = %s becomes its opposite", (written, inverted) => {
    for (const project of [imageOnly(`no_scale = ${written} # why`), imageOnly(`"no_scale"=${written}`)]) {
      const found = findings("deprecated-key", project);
      expect(found.map(({ severity, at }) => [severity, at.replaceAll('"', "")])).toEqual([["warning", "no_scale"]]);
      expect(found[0]?.diagnostic.fix?.safe).toBe(true);
      const text = fixed(project["pyproject.toml"], found);
      expect(text).toMatch(new RegExp(`^app_scale_settings ?= ?${inverted}( # why)?$`, "m"));
      expect(findings("deprecated-key", { "pyproject.toml": text })).toEqual([]);
    }
  });

  test("in an inline table", () => {
    const text = '[tool.fal.apps]\na = { python_entry_point = "a:A", no_scale=true }\n';
    const found = findings("deprecated-key", { "pyproject.toml": text });
    expect(fixed(text, found)).toBe(text.replace("no_scale=true", "app_scale_settings=false"));
  });

  test("nothing without it", () => {
    expect(findings("deprecated-key", imageOnly("app_scale_settings = true"))).toEqual([]);
  });
});

describe("access", () => {
  const config = { severity: { "public-gpu": "warning", "missing-auth": "info" } } as const;

  test.each([
    ['"GPU-H100"', "`GPU-H100`"],
    ['["S", "GPU-A100"]', "`GPU-A100`"],
  ])("public-gpu: %s", (types, shown) => {
    const found = findings("public-gpu", imageOnly(`auth = "public"\nmachine_type = ${types}`), { config });
    expect(brief(found)).toEqual([
      ["warning", '"public"', `Everyone can call this app without a key, and you pay for ${shown}.`],
    ]);
    expect(found[0]?.diagnostic.related).toMatchObject([{ range: { start: { line: 4, column: 16 } } }]);
  });

  test.each([
    'auth = "shared"\nmachine_type = "GPU-H100"',
    'auth = "public"\nmachine_type = "XL"',
    'auth = "public"',
    'machine_type = "GPU-H100"',
  ])("public-gpu has nothing to say about %j", (rest) => {
    expect(findings("public-gpu", imageOnly(rest), { config })).toEqual([]);
  });

  test("missing-auth", () => {
    expect(brief(findings("missing-auth", imageOnly(""), { config }))).toEqual([
      ["info", "a", "`auth` is not set: the app is private once deployed."],
    ]);
    expect(brief(findings("missing-auth", withRef(""), { config }))).toEqual([
      ["info", "a", "`auth` is not set: the app is private once deployed, unless its class says otherwise."],
    ]);
    expect(findings("missing-auth", imageOnly('auth = "public"'), { config })).toEqual([]);
  });

  test("neither speaks unless it is asked", () => {
    expect(findings("public-gpu", imageOnly('auth = "public"\nmachine_type = "GPU-H100"'))).toEqual([]);
    expect(findings("missing-auth", imageOnly(""))).toEqual([]);
  });
});
