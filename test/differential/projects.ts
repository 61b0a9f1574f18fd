import fc from "fast-check";
import type { Manifest, SecretValue, Shown } from "../../src/manifest/types.ts";
import { tomlKey, tomlString } from "../../src/toml/edit.ts";

export type Table = { readonly [key: string]: Value };
export type Value = string | number | boolean | readonly Value[] | Table;

/** Apps by their keys, and the files beside the pyproject.toml. */
export interface Project {
  readonly apps: Readonly<Record<string, Table>>;
  readonly files: Readonly<Record<string, string>>;
}

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9 '"\\#=[\]\u00e9-]{0,8}$/);
const words = fc.array(word, { minLength: 1, maxLength: 3 });
const count = fc.nat({ max: 3600 });
const command = fc.oneof(word, words);
const name = fc.constantFrom("A", "B_2", "__proto__", "constructor");
const table = <T>(keys: fc.Arbitrary<string>, values: fc.Arbitrary<T>) =>
  fc.dictionary(keys, values, { maxKeys: 3, noNullPrototype: true });

const registries = table(
  fc.constantFrom("https://index.docker.io/v1/", "ghcr.io", "us-central1-docker.pkg.dev", "quay.io/x", "__proto__"),
  fc.record({ username: word, password: fc.constantFrom("$A", "$B_2", "hunter2", "${C}") }),
);
const container = { registries, entrypoint: command, cmd: command };
const pulled = fc.record(
  { image: fc.constantFrom("python:3.12", "ghcr.io/a/b", "ubuntu", "Quay.io/X", "a/b@sha256:1"), ...container },
  { requiredKeys: ["image"] },
);
const built = fc.record(
  {
    dockerfile: fc.constantFrom("Dockerfile", "./docker/Dockerfile", "gone/Dockerfile"),
    build_args: table(name, word),
    secrets: table(name, fc.constantFrom("$S", "plain")),
    ...container,
  },
  { requiredKeys: ["dockerfile"] },
);
const common = {
  name: fc.constantFrom("one", "two"),
  auth: fc.constantFrom("public", "private"),
  machine_type: fc.oneof(fc.constantFrom("GPU-A100", "GPU_H100", "XL"), words),
  min_concurrency: count,
  max_concurrency: count,
  keep_alive: count,
  private_logs: fc.boolean(),
  app_scale_settings: fc.boolean(),
  regions: fc.subarray(["us-west", "eu-north"]),
  secrets: fc.subarray(["HF_TOKEN", "FAL_KEY", "a b"]),
  data_mounts: fc.subarray(["/data/x", "x"]),
  requirements: fc.oneof(
    words,
    fc.array(words, { minLength: 1, maxLength: 2 }),
    fc.constant(["torch", "torch==2.0", "fal>=1"]),
  ),
  health_check: fc.record({ path: word, timeout_seconds: count }, { requiredKeys: ["path"] }),
  retry_config: fc.record({ timeout: fc.record({ retries: count }) }),
  metrics_port: fc.constantFrom(80, 9090),
};
const app = fc.oneof(
  // Nothing is wrong with this one.
  {
    weight: 3,
    arbitrary: fc.record(
      { python_entry_point: fc.constant("pkg.mod:App"), keep_alive: count },
      { requiredKeys: ["python_entry_point"] },
    ),
  },
  fc.record(
    { ref: fc.constantFrom("src/app.py::App", "src/app.py", "gone.py::A"), ...common },
    { requiredKeys: ["ref"] },
  ),
  fc.record({ python_entry_point: fc.constant("pkg.mod:App"), ...common }, { requiredKeys: ["python_entry_point"] }),
  fc.record(
    { image: fc.oneof(pulled, built), exposed_port: fc.constantFrom(80, 8000), ...common },
    { requiredKeys: ["image"] },
  ),
  // Mistakes that keep the app from being compiled.
  fc.record({ ref: fc.constant("src/app.py::App"), exposed_prot: count, min_concurrency: word }),
) as fc.Arbitrary<Table>;

const instruction = fc.constantFrom(
  "COPY src /app/",
  "  COPY lib /x",
  "COPY *.txt /x",
  "ADD gone /x",
  "RUN pip install x",
  "ENV A=$A",
  "COPY --from=ghcr.io/a/b:1 /x /y",
  "# fal-lint: x",
);
const dockerfile = fc
  .tuple(
    fc.constantFrom("FROM python:3.12", "ARG A\nFROM $A", "FROM ghcr.io/a/b"),
    fc.array(instruction, { maxLength: 4 }),
  )
  .map(([from, lines]) => `${[from, ...lines].join("\n")}\n`);

export const anyProject: fc.Arbitrary<Project> = fc.record({
  apps: fc.dictionary(fc.constantFrom("a", "b", "c.d", "__proto__", "app"), app, {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  }),
  files: fc.record(
    {
      Dockerfile: dockerfile,
      "docker/Dockerfile": dockerfile,
      ".dockerignore": fc.constantFrom("*.md\n", "src\n!src/app.py\n", "[z-a]\n"),
      "src/app.py": fc.constantFrom("import fal\nclass App(fal.App): pass\n", "x = 1\n"),
      "lib/x": fc.constant("x"),
    },
    { requiredKeys: ["Dockerfile"] },
  ) as fc.Arbitrary<Record<string, string>>,
});

/** The TOML of a table: each value on a line of its own, each table under a header. */
export function print(apps: Project["apps"]): string {
  return Object.entries(apps)
    .map(([key, table]) => printTable(table, ["tool", "fal", "apps", key]))
    .join("");
}

function printTable(table: Table, path: readonly string[]): string {
  const entries = Object.entries(table);
  const lines = entries.flatMap(([key, value]) => (isTable(value) ? [] : `${tomlKey(key)} = ${inline(value)}\n`));
  const tables = entries.flatMap(([key, value]) => (isTable(value) ? printTable(value, [...path, key]) : []));
  return [`[${path.map(tomlKey).join(".")}]\n`, ...lines, ...tables].join("");
}

function inline(value: Value): string {
  if (typeof value === "string") return tomlString(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  return isTable(value)
    ? `{ ${Object.entries(value)
        .map(([key, item]) => `${tomlKey(key)} = ${inline(item)}`)
        .join(", ")} }`
    : String(value);
}

export function isTable(value: Value): value is Table {
  return typeof value === "object" && !Array.isArray(value);
}

/** The table that a manifest tells of, in the words of the config, defaults left out; of a secret that it does not tell another stands there. */
export function tableOf({ app, name, entry, build, run, deploy }: Manifest): Table {
  const { reset_scale, ...deployed } = deploy;
  const container = {
    registries: Object.fromEntries(
      build.registries.map(({ key, username, password }) => [
        key,
        { username: text(username), password: text(password) },
      ]),
    ),
    entrypoint: build.entrypoint,
    cmd: build.cmd,
  };
  const image = {
    virtualenv: undefined,
    image: { image: build.reference?.written, ...container },
    dockerfile: {
      dockerfile: build.dockerfile && text(build.dockerfile.path),
      build_args: texts(build.build_args),
      secrets: texts(build.secrets),
      ...container,
    },
  }[build.kind];
  const symbol = "symbol" in entry && entry.symbol !== null ? text(entry.symbol) : null;
  return withoutNull({
    name: text(name) === app ? null : text(name),
    ref: entry.kind === "ref" ? [text(entry.file), symbol].filter(Boolean).join("::") : null,
    python_entry_point: entry.kind === "python_entry_point" ? `${text(entry.module)}:${symbol}` : null,
    image,
    python_version: build.python_version,
    requirements: build.requirements,
    requirements_context_dir: build.requirements_context_dir,
    app_scale_settings: reset_scale || null,
    ...run,
    exposed_port: entry.kind === "python_entry_point" && run.exposed_port === 8080 ? null : run.exposed_port,
    health_check: run.health_check && {
      ...run.health_check,
      method: entry.kind === "image" ? null : run.health_check.method,
    },
    ...deployed,
  }) as Table;
}

function text(value: Shown | SecretValue): string {
  if (typeof value === "string") return value;
  return "fal_secret" in value ? `$${value.fal_secret}` : "swordfish";
}

function texts(table: Readonly<Record<string, Shown | SecretValue>>): Table {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, text(value)]));
}

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(entries.map(([key, member]) => [key, withoutNull(member)]));
}
