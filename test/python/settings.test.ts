// What a class or function sets, by the keys of a pyproject.toml, and what of it is only known when the code runs.
import { describe, expect, test } from "vitest";
import { readDocument } from "../../src/python/document.ts";
import { readModule } from "../../src/python/module.ts";
import { memoryFiles } from "../memory-files.ts";

const image = 'image = fal.ContainerImage("FROM a:1")';

/** The table of the last app, without its `ref` and image, and the paths of what is not known. */
function settings(source: string, path = "app.py") {
  const { root, surroundings } = readDocument(`import fal\n${source}`, path, memoryFiles({}));
  const apps: Readonly<Record<string, object>> = JSON.parse(JSON.stringify(root)).tool.fal.apps;
  const key = [...surroundings.keys()].at(-1) ?? "";
  const { ref: _ref, image: _image, ...table } = apps[key] as Readonly<Record<string, unknown>>;
  return { table, dynamic: surroundings.get(key)?.dynamic.paths.map((one) => one.join(".")) ?? [] };
}

const app = (body: string, head = "fal.App") => `class App(${head}):\n    ${image}\n${body}`;

// app.py: App.
const attributes = [
  "requirements",
  "machine_type",
  "num_gpus",
  "regions",
  "app_files",
  "app_files_ignore",
  "request_timeout",
  "startup_timeout",
  "metrics_port",
  "min_concurrency",
  "max_concurrency",
  "concurrency_buffer",
  "concurrency_buffer_perc",
  "scaling_delay",
  "max_multiplexing",
  "skip_retry_conditions",
  "retry_config",
  "termination_grace_period_seconds",
  "secrets",
  "data_mounts",
  "keep_alive",
  "_scheduler",
  "_scheduler_options",
];

describe("an attribute of a class", () => {
  test.each([...attributes.map((name) => [name, name]), ["app_name", "name"], ["app_auth", "auth"]])(
    "%s sets %s",
    (attribute, key) => {
      expect(settings(app(`    ${attribute} = 3\n`))).toEqual({ table: { [key]: 3 }, dynamic: [] });
    },
  );

  test.each(["name", "auth", "local_python_modules", "kind", "python_version", "private_logs", "exposed_port"])(
    "%s sets nothing",
    (name) => {
      expect(settings(app(`    ${name} = 3\n`))).toEqual({ table: {}, dynamic: [] });
    },
  );

  test.each(["requirements_context_dir", "app_files_context_dir"])("%s is relative to the module", (name) => {
    expect(settings(app(`    ${name} = "../x"\n`), "a/b/app.py").table).toEqual({ [name]: "a/x" });
    expect(settings(app(`    ${name} = "/x"\n`), "a/b/app.py").table).toEqual({ [name]: "/x" });
    expect(settings(app(`    ${name} = 3\n`), "a/b/app.py").table).toEqual({ [name]: 3 });
  });
});

describe("an option that no pyproject.toml has", () => {
  // api.py: Host, and the hosts that are based on it.
  const options = [
    "kind",
    "host",
    "serve",
    "resolver",
    "force",
    "force_env_build",
    "local_python_modules",
    "metadata",
    "setup_function",
    "machine_types",
    "health_check_config",
    "_base_image",
    "env_dict",
    "env_yml",
    "env_yml_str",
    "packages",
    "pip",
    "channels",
  ];
  test.each(options)("%s", (name) => {
    const source = `@fal.function(${name}=3, keep_alive=4, image=fal.ContainerImage("FROM a:1"))\ndef run(): pass\n`;
    expect(settings(source)).toEqual({ table: { keep_alive: 4 }, dynamic: [] });
  });
  test("of a class", () => {
    expect(settings(app("", "fal.App, metaclass=M, keep_alive=3"))).toEqual({ table: { keep_alive: 3 }, dynamic: [] });
  });
});

describe("what a class is based on", () => {
  const keep = (value: string) => `    keep_alive = ${value}\n`;
  test.each<[string, string, object, readonly string[]]>([
    ["gives what it has not", `class B(fal.App):\n${keep("5")}${app("", "B")}`, { keep_alive: 5 }, []],
    ["counts less than its own", `class B(fal.App):\n${keep("5")}${app(keep("3"), "B")}`, { keep_alive: 3 }, []],
    [
      "counts less than a base before it",
      `class B:\n${keep("5")}class C:\n${keep("3")}${app("", "C, B, fal.App")}`,
      { keep_alive: 3 },
      [],
    ],
    ["counts where its own is None", `class B(fal.App):\n${keep("5")}${app(keep("None"), "B")}`, { keep_alive: 5 }, []],
    [
      "counts where its own is only a type",
      `class B(fal.App):\n${keep("5")}${app("    keep_alive: int\n", "B")}`,
      { keep_alive: 5 },
      [],
    ],
    ["gives its options too", `class B(fal.App, keep_alive=5): pass\n${app("", "B")}`, { keep_alive: 5 }, []],
    [
      "gives an option, over which an attribute stands",
      `class B(fal.App, keep_alive=5): pass\n${app(keep("3"), "B")}`,
      { keep_alive: 3 },
      [],
    ],
    [
      "gives an option, over which no None stands",
      `class B(fal.App, keep_alive=5): pass\n${app(keep("None"), "B")}`,
      { keep_alive: 5 },
      [],
    ],
    ["may be without anything in brackets", `class B:\n${keep("5")}${app("", "B, fal.App")}`, { keep_alive: 5 }, []],
    ["may be of another module", app("", "Theirs, fal.App"), {}, [""]],
    ["may be in another module", `class B:\n${keep("5")}${app("", "theirs.B, fal.App")}`, {}, [""]],
    ["may be in a class", `class B:\n${keep("5")}${app("", "B.C, fal.App")}`, {}, [""]],
    ["may come out of a call", `class B:\n${keep("5")}${app("", "B(), fal.App")}`, {}, [""]],
    ["may be a function, which gives nothing", `def B():\n${keep("5")}${app("", "B, fal.App")}`, {}, [""]],
    ["may be bound twice", `class B:\n${keep("5")}B = 3\n${app("", "B, fal.App")}`, {}, [""]],
    ["may be among others", app("", "fal.App, *bases"), {}, [""]],
    ["may have more options", app("", "fal.App, **options"), {}, [""]],
    ["may have options that are not seen", `class B(fal.App, **options): pass\n${app("", "B")}`, {}, [""]],
  ])("%s", (_, source, table, dynamic) => {
    expect(settings(source)).toEqual({ table, dynamic });
  });

  test.each([
    [30, { keep_alive: 5 }],
    [80, undefined],
  ])("is found %d classes up", (length, table) => {
    const line = Array.from({ length }, (_, index) => `class B${index + 1}(B${index}): pass\n`).join("");
    const source = `class B0(fal.App):\n${keep("5")}${line}${app("", `B${length}`)}`;
    const { apps } = readModule(`import fal\n${source}`, "app.py", null);
    expect(apps.some(({ key }) => key === "app")).toBe(table !== undefined);
    if (table !== undefined) expect(settings(source).table).toEqual(table);
  });
});

describe("what is only known when the code runs", () => {
  test.each<[string, string, object, readonly string[]]>([
    ["a call", app("    keep_alive = f()\n"), {}, ["keep_alive"]],
    ["what is set from outside", `${app("    keep_alive = 3\n")}App.keep_alive = f()\n`, {}, ["keep_alive"]],
    [
      "what is in it and changed from outside",
      `${app("    secrets = ['a']\n")}App.secrets.append(x)\n`,
      {},
      ["secrets"],
    ],
    [
      "what is in that",
      `${app("    retry_config = {'a': {}}\n")}App.retry_config['a']['b'] = x\n`,
      {},
      ["retry_config"],
    ],
    ["a method", app("    def keep_alive(self): pass\n"), {}, ["keep_alive"]],
    ["a name of a loop", app("    for keep_alive in x: pass\n"), {}, ["keep_alive"]],
    ["a part of a list", app("    secrets = ['a', f()]\n"), {}, ["secrets"]],
    [
      "a part of a dict",
      app("    retry_config = {'a': f(), 'b': 3}\n"),
      { retry_config: { b: 3 } },
      ["retry_config.a"],
    ],
    ["more in a dict", app("    retry_config = {'b': 3, **f()}\n"), { retry_config: { b: 3 } }, ["retry_config"]],
    [
      "more options of a function",
      `@fal.function(**f(), keep_alive=3, image=fal.ContainerImage("FROM a:1"))\ndef run(): pass\n`,
      { keep_alive: 3 },
      [""],
    ],
    ["nothing of an image without an app", `I = fal.ContainerImage("FROM a:1")\n`, {}, []],
    [
      "nothing of another app",
      `${app("    keep_alive = f()\n", "fal.App, **f()")}${app("    num_gpus = 3\n").replace("App", "Other")}`,
      { num_gpus: 3 },
      [],
    ],
  ])("%s", (_, source, table, dynamic) => {
    expect(settings(source)).toEqual({ table, dynamic });
  });

  test("is what `fal deploy` may be told on its command line, unless the code tells it", () => {
    const known = (source: string) => {
      const { surroundings } = readDocument(`import fal\n${source}`, "app.py", null);
      const { dynamic } = [...surroundings.values()].at(-1) ?? {};
      const keys = ["auth", "team", "deployment_strategy", "app_scale_settings", "keep_alive", "name"];
      return keys.filter((key) => !dynamic?.has([key]));
    };
    expect(known(app(""))).toEqual(["keep_alive", "name"]);
    expect(known(app("    app_auth = 'public'\n"))).toEqual(["auth", "keep_alive", "name"]);
    expect(known(app("", "fal.App, team='a', deployment_strategy='b', app_scale_settings=True"))).toEqual([
      "team",
      "deployment_strategy",
      "app_scale_settings",
      "keep_alive",
      "name",
    ]);
  });
});

test.each<[string, string, readonly string[]]>([
  ["an empty list", app("    regions = []\n    secrets = ()\n"), ["image"]],
  ["None", app("", "fal.App, keep_alive=None"), ["image"]],
  ["an image that is None", "I = fal.ContainerImage('FROM a')\nclass App(fal.App, image=None): pass\n", []],
  ["an empty dict, which is one", app("", "fal.App, retry_config={}"), ["retry_config", "image"]],
  ["an empty text, which is one", app("", "fal.App, name=''"), ["name", "image"]],
])("nothing is set by %s", (_, source, keys) => {
  const { apps } = readModule(`import fal\n${source}`, "app.py", null);
  const found = apps.find(({ key }) => key === "app")?.declaration.settings.keys() ?? [];
  expect([...found]).toEqual(keys);
});

test.each(["requirements='./x'", "requirements=[1]", "requirements=[['a'], [2]]"])(
  "%s names no folder by itself",
  (option) => {
    expect(settings(app("", `fal.App, ${option}`), "src/app.py").table).not.toHaveProperty("requirements_context_dir");
  },
);
