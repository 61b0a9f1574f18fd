// What fal's own client made of 120 recorded projects: a config that it rejects must never pass, one that it accepts may be rejected
// only for a reason that is given here, and a manifest must mean what the client read.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { check } from "../../src/check.ts";
import type { Manifest, SecretValue } from "../../src/manifest/types.ts";
import { memoryFiles } from "../memory-files.ts";

interface AppData {
  readonly ref: string | null;
  readonly python_entry_point: string | null;
  readonly auth: string | null;
  readonly deployment_strategy: string | null;
  readonly reset_scale: boolean;
  readonly team: string | null;
  readonly name: string;
  readonly options: {
    readonly host: Readonly<Record<string, unknown>>;
    readonly environment: Readonly<Record<string, unknown>> & { readonly image?: Readonly<Record<string, unknown>> };
    readonly gateway: { readonly exposed_port?: number };
  };
}

interface Case {
  readonly id: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expect: Readonly<Record<string, { readonly ok: true; readonly data: AppData } | { readonly ok: false }>>;
}

const { cases } = JSON.parse(readFileSync(new URL("../vectors/client_configs.json", import.meta.url), "utf8")) as {
  cases: readonly Case[];
};

/** What the client lets pass and we do not. None of the recorded configs has any of it. */
const stricter: readonly { readonly toml: string; readonly rule: string; readonly why: string }[] = [
  { toml: 'min_concurrency = "3"', rule: "wrong-type", why: "Sent to the server as it is, which wants a number." },
  { toml: "num_gpus = 1.0", rule: "wrong-type", why: "The same: its protocol has integers only." },
  {
    toml: "scaling_delay = -1",
    rule: "invalid-value",
    why: "There is no negative time, number of runners or of GPUs.",
  },
  {
    toml: 'auth = "privat"',
    rule: "invalid-value",
    why: "The server knows three modes; the client hands any word on.",
  },
  { toml: 'deployment_strategy = "blue"', rule: "invalid-value", why: "The server knows two strategies." },
  { toml: "machine_type = []", rule: "invalid-value", why: "MachineRequirements raises ValueError at the deploy." },
  { toml: "name = 3", rule: "wrong-type", why: "A name is a string to the server." },
  { toml: 'app_scale_settings = "yes"', rule: "wrong-type", why: "Any non-empty string would count as true." },
  {
    toml: "health_check = { path = '/', method = 1 }",
    rule: "wrong-type",
    why: "Fails when the client calls .upper().",
  },
  { toml: 'image = { image = "Ubuntu" }', rule: "image-reference", why: "No builder can pull a name in upper case." },
  {
    toml: 'image = { dockerfile = "Dockerfile", build_args = { A = 1 } }',
    rule: "wrong-type",
    why: "Declared Dict[str, str].",
  },
  {
    toml: 'image = { image = "ubuntu", registries = { "ghcr.io" = { username = "u", password = "$P", email = "" } } }',
    rule: "unknown-key",
    why: "Only two keys are documented; a third is a misspelling or a misunderstanding.",
  },
  {
    toml: 'image = { image = "ubuntu", registries = { "ghcr.io" = { username = 1, password = "$P" } } }',
    rule: "wrong-type",
    why: "No registry has a number for a user.",
  },
];

/** What the client accepts in the recorded projects, and the build then fails at. */
const later: ReadonlyMap<string, string> = new Map([
  ["missing-registry", "An image on ECR without a credential: ECR serves nothing without one."],
  ["copy-source-missing", "COPY of a file that the project does not have: the client prints that it was not found."],
  ["copy-indented", "An indented COPY: BuildKit obeys it, the client does not see it and sends nothing."],
  ["copy-unparsable", "The client and BuildKit take different words of the line for the sources."],
  ["unknown-stage", "COPY --from a stage that the Dockerfile does not have: BuildKit looks for an image of that name."],
  ["missing-local-requirement", "A local requirement in a folder that is not there: pip finds nothing to install."],
]);

const beside = { Dockerfile: "FROM a", "a.py": "import fal\n\nclass A(fal.App):\n    pass\n" };

const outcomes = cases.flatMap(({ id, files, expect: expected }) => {
  const text = files["pyproject.toml"] ?? "";
  const result = check({ path: "pyproject.toml", text }, { files: memoryFiles(files) });
  return Object.entries(expected).map(([app, outcome]) => ({
    id,
    app,
    outcome,
    errors: result.diagnostics.filter((found) => found.app === app && found.severity === "error"),
    manifest: result.manifests.find((manifest) => manifest.app === app),
  }));
});

describe("recorded configs", () => {
  test("hold both outcomes often enough to mean something", () => {
    expect(outcomes.filter(({ outcome }) => outcome.ok)).toHaveLength(80);
    expect(outcomes.filter(({ outcome }) => !outcome.ok)).toHaveLength(112);
    expect(outcomes.filter(({ outcome, manifest }) => outcome.ok && manifest === undefined)).toEqual([]);
  });

  test.each(outcomes.filter(({ outcome }) => !outcome.ok))("$id $app: rejected by both", ({ errors, manifest }) => {
    expect(errors).not.toEqual([]);
    expect(manifest).toBeUndefined();
  });

  test.each(outcomes.filter(({ outcome }) => outcome.ok))("$id $app: accepted by both", ({ errors }) => {
    expect(errors.filter(({ rule }) => !later.has(rule))).toEqual([]);
  });

  test("each reason to refuse what the client accepts is met", () => {
    const met = new Set(outcomes.flatMap(({ outcome, errors }) => (outcome.ok ? errors.map(({ rule }) => rule) : [])));
    expect([...met].sort()).toEqual([...later.keys()].sort());
  });

  test.each(stricter)("stricter than the client: $toml", ({ toml, rule }) => {
    const text = `[tool.fal.apps.a]\nref = "a.py::A"\n${toml}\n`;
    const { diagnostics } = check({ path: "pyproject.toml", text }, { files: memoryFiles(beside) });
    expect(diagnostics.map((found) => [found.rule, found.severity])).toEqual([[rule, "error"]]);
  });

  test.each(
    outcomes.flatMap(({ id, app, outcome, manifest }) =>
      outcome.ok && manifest ? [{ id, app, data: outcome.data, manifest }] : [],
    ),
  )("$id $app: the manifest means what the client read", ({ data, manifest }) => {
    expect(asRead(manifest)).toEqual(normalized(data));
  });
});

/** The client's data in the terms that a manifest keeps: lists for what may be a string or a list, layers, the values of defaults. */
function normalized({ ref, options, ...data }: AppData): object {
  const { machine_type, requirements_context_dir, ...host } = options.host;
  const { requirements, image, python_version } = options.environment;
  const layers = Array.isArray(requirements) && typeof requirements[0] === "string" ? [requirements] : requirements;
  return {
    ref: ref?.replace("<root>/", "") ?? null,
    python_entry_point: data.python_entry_point,
    auth: data.auth,
    deployment_strategy: data.deployment_strategy,
    reset_scale: data.reset_scale,
    team: data.team,
    name: data.name,
    host: { ...host, ...(machine_type !== undefined && { machine_type: [machine_type].flat() }) },
    requirements_context_dir,
    requirements: layers,
    python_version,
    exposed_port: options.gateway.exposed_port ?? (data.python_entry_point === null ? undefined : 8080),
    image: image && {
      image: image["image"],
      registries: image["registries"] ?? {},
      build_args: image["build_args"] ?? {},
      secrets: image["secrets"] ?? {},
      entrypoint: image["entrypoint"],
      cmd: image["cmd"],
      use_isolate: image["use_isolate"],
    },
  };
}

function asRead({ entry, build, run, deploy, name }: Manifest): object {
  const { exposed_port, health_check, ...rest } = run;
  const host = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  const hasContext = build.requirements !== null || build.requirements_context_dir !== null;
  const context = build.requirements_context_dir ?? ".";
  return {
    ref: entry.kind === "ref" ? `${entry.file}::${entry.symbol}` : null,
    python_entry_point: entry.kind === "python_entry_point" ? `${entry.module}:${entry.symbol}` : null,
    ...deploy,
    name,
    host: { ...host, ...(health_check && { health_check_config: health_check }) },
    requirements_context_dir: hasContext ? rooted(String(context)) : undefined,
    requirements: build.requirements ?? undefined,
    python_version: build.python_version ?? undefined,
    exposed_port: exposed_port ?? undefined,
    image:
      build.kind === "virtualenv"
        ? undefined
        : {
            image: build.reference?.written,
            registries: Object.fromEntries(
              build.registries.map(({ key, username, password }) => [key, { username, password: reference(password) }]),
            ),
            build_args: build.build_args,
            secrets: Object.fromEntries(Object.entries(build.secrets).map(([key, secret]) => [key, reference(secret)])),
            entrypoint: build.entrypoint ?? undefined,
            cmd: build.cmd ?? undefined,
            use_isolate: build.use_isolate ?? undefined,
          },
  };
}

function rooted(path: string): string {
  return path === "." ? "<root>" : `<root>/${path}`;
}

function reference(secret: SecretValue): string {
  return "fal_secret" in secret ? `$${secret.fal_secret}` : "literal";
}
