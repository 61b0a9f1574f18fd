import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { tomlKey, tomlString } from "../toml/edit.ts";
import type { AppContext, Rule } from "./rule.ts";

export const invalidSecretName: Rule = {
  id: "invalid-secret-name",
  severity: "error",
  summary: "A secret's name that no environment variable, or no mount, can have",
  why: "`secrets` of an app lists names of fal secrets, and each becomes an environment variable: letters, digits and `_`, no digit first. A `$` belongs into values (`image.secrets`, passwords), not into names; with it fal looks for a secret that nobody has. A key of `image.secrets` is the `id` of `RUN --mount=type=secret`, which is less strict: only what cannot stand in a mount is told.",
  sources: [
    "https://fal.ai/docs/documentation/development/manage-secrets-securely",
    "https://docs.docker.com/reference/dockerfile/#run---mounttypesecret",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
secrets = ["$HF_TOKEN"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.upscaler]
exposed_port = 8000
image = { image = "my-org/upscaler:1.2.0" }
secrets = ["HF_TOKEN"]
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    for (const [index, name] of (config.secrets ?? []).entries()) {
      if (/^[A-Za-z_]\w*$/.test(name)) continue;
      const at = { keyPath: [...path, "secrets", index], part: "value" } as const;
      yield finding(at, name, "cannot be the name of an environment variable", tomlString);
    }
    for (const name of Object.keys(config.image?.secrets ?? {})) {
      if (/^[^\s,"'=$]+$/.test(name)) continue;
      const at = { keyPath: [...path, "image", "secrets", name], part: "key" } as const;
      yield finding(at, name, "cannot be the `id` of a secret mount", tomlKey);
    }
  },
};

function finding(at: Finding["at"], name: string, problem: string, spell: (name: string) => string): Finding {
  const meant = intended(name);
  return {
    rule: "invalid-secret-name",
    at,
    // Anything else may be the secret itself.
    message: meant === null ? `This ${problem}.` : `${quote(name)} ${problem}: the name stands without \`$\` here.`,
    help:
      meant === null
        ? "Write the name under which `fal secrets set NAME=…` keeps it: letters, digits and `_`. The value never stands here."
        : `Write ${quote(spell(meant))}.`,
    ...(meant !== null && {
      fix: { description: `Write ${quote(meant)}`, safe: true, edits: [{ at, text: spell(meant) }] },
    }),
  };
}

/** The name in `$NAME` and `${NAME}`. */
function intended(name: string): string | null {
  const inner = /^\$\{(.*)\}$/s.exec(name)?.[1] ?? /^\$(.*)$/s.exec(name)?.[1];
  return inner !== undefined && /^[A-Za-z_]\w*$/.test(inner) ? inner : null;
}
