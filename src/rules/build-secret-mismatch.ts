import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { tomlKey } from "../toml/edit.ts";
import { dockerfileApp } from "./apps/example-app.ts";
import { inDockerfile, namedBy, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { type SecretMount, secretMounts } from "./dockerfile/secret-mounts.ts";
import { secretName } from "./registries/secret-name.ts";
import type { AppContext, Rule } from "./rule.ts";

export const buildSecretMismatch: Rule = {
  id: "build-secret-mismatch",
  severity: "warning",
  summary: "A secret that the Dockerfile mounts and `image.secrets` lacks, or the other way round",
  why: "There are two kinds of secrets: `image.secrets`, a table, is there during the build and nowhere else, for `RUN --mount=type=secret` with its key as `id`; `secrets` of the app, a list, are environment variables of the running app and not there during the build. A mount without its secret is empty, and the command goes on without it: a warning, or an error where the mount says `required`. A build secret that nothing mounts has no effect: neither ARG nor ENV sees it, nor does the running app. Nothing is said where one of the mounts cannot be read.",
  sources: [
    "https://docs.docker.com/reference/dockerfile/#run---mounttypesecret",
    "https://fal.ai/docs/documentation/development/manage-secrets-securely",
    "moby/buildkit frontend/dockerfile/dockerfile2llb/convert_secrets.go: dispatchSecret",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000
secrets = ["PIP_TOKEN"]

[tool.fal.apps.server.image]
dockerfile = "Dockerfile"
`,
    Dockerfile: `FROM python:3.12-slim
RUN --mount=type=secret,id=PIP_TOKEN \\
    pip install --index-url "https://$(cat /run/secrets/PIP_TOKEN)@pypi.example.com/simple" my-server
`,
  },
  good: {
    "pyproject.toml": `${dockerfileApp}secrets = { PIP_TOKEN = "$PIP_TOKEN" }
`,
    Dockerfile: `FROM python:3.12-slim
RUN --mount=type=secret,id=PIP_TOKEN \\
    pip install --index-url "https://$(cat /run/secrets/PIP_TOKEN)@pypi.example.com/simple" my-server
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { build } = app;
    const mounts = build?.kind === "dockerfile" && build.content !== null ? secretMounts(app, build.content) : null;
    if (mounts === null) return;
    if (app.surroundings.dynamic.isOpen(["image", "secrets"])) return;
    const given = new Set(Object.keys(app.config.image?.secrets ?? {}));
    const mounted = new Map<string, SecretMount>();
    for (const mount of mounts) if (mount.required || !mounted.has(mount.id)) mounted.set(mount.id, mount);
    const unused = new Set([...given].filter((name) => !mounted.has(name)));
    for (const mount of mounted.values()) {
      if (given.has(mount.id)) continue;
      const meant = unused.size > mostCandidates ? null : nearest(mount.id, unused);
      // One misspelling is one finding.
      if (meant !== null) unused.delete(meant);
      yield missing(app, mount, meant);
    }
    for (const name of unused) yield unmounted(app, name);
  },
};

// No real table has as many; it bounds the search for a misspelling.
const mostCandidates = 100;

function missing(app: AppContext, { id, required, span }: SecretMount, meant: string | null): Finding {
  const listed = app.config.secrets?.indexOf(id) ?? -1;
  const others = [
    ...(listed < 0 ? [] : [{ path: ["secrets", listed], message: "This is for the running app only." }]),
    ...(meant === null ? [] : [{ path: ["image", "secrets", meant], message: "Is this the one?" }]),
  ].map(({ path, message }) => ({ at: { keyPath: [...app.path, ...path], part: "key" } as const, message }));
  return {
    rule: "build-secret-mismatch",
    ...(required && { severity: "error" as const }),
    at: inDockerfile(app, span),
    message: `${quoteWord(id)} is not among the build secrets${listed < 0 ? "" : ", only among those of the running app"}: ${required ? "the build will stop here" : "nothing will be mounted here"}.`,
    help:
      meant === null
        ? `Write ${quoteWord(`${tomlKey(id)} = "$${secretName({ kind: "build secret", of: id })}"`)} into \`image.secrets\`.`
        : `\`image.secrets\` has ${quoteWord(meant)}: key and \`id\` must be the same.`,
    related: [...namedBy(app), ...others],
  };
}

function unmounted(app: AppContext, name: string): Finding {
  return {
    rule: "build-secret-mismatch",
    at: { keyPath: [...app.path, "image", "secrets", name], part: "key" },
    message: `Nothing that is built mounts the build secret ${quoteWord(name)}: it has no effect.`,
    help: `Read it in the Dockerfile by \`RUN --mount=type=secret,id=…\`. If the running app needs it, list the fal secret in the app's \`secrets\`.`,
  };
}
