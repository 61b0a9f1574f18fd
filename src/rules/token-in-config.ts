import type { KeyPath } from "../text/diagnostic.ts";
import type { Finding } from "../text/finding.ts";
import { printable } from "../text/printable.ts";
import { Secret } from "../text/secret.ts";
import { tomlKey } from "../toml/edit.ts";
import { tokensIn } from "./dockerfile/token-in.ts";
import type { AppContext, Rule } from "./rule.ts";

// The shape of a fal key, and of no other secret that is known.
const example = ["00000000-1111-4222-8333-444444444444", "0123456789abcdef0123456789abcdef"].join(":");

export const tokenInConfig: Rule = {
  id: "token-in-config",
  severity: "error",
  securitySeverity: 9.1,
  summary: "A token in a value that is no secret's",
  why: "Everyone who can read the repository can read it, now and in its history, and fal's client prints what it does not understand. Only a registry's `password` and the values of `image.secrets` can name a fal secret; requirements take `${NAME}`, and everything else is sent as it stands. Only tokens whose shape or content is known are told, so silence is no promise.",
  sources: ["https://docs.fal.ai/serverless/deployment-operations/manage-secrets-securely"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
cmd = ["serve", "--fal-key", "${example}"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000
secrets = ["UPSTREAM_FAL_KEY"]

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
cmd = ["serve", "--fal-key-env", "UPSTREAM_FAL_KEY"]
`,
  },
  since: "0.1.0",
  *check({ config, path }: AppContext): Iterable<Finding> {
    for (const { keyPath, value } of strings(config)) {
      if (isTold(keyPath)) continue;
      const [token] = tokensIn(value);
      if (token === undefined) continue;
      yield {
        rule: "token-in-config",
        at: { keyPath: [...path, ...keyPath], part: "value" },
        message: `${name(keyPath)} holds ${token.label}, in plain text: everyone who can read the repository can read it.`,
        help: `${help(keyPath)} Revoke this one where it was issued: it may be in the repository's history.`,
      };
    }
  },
};

interface StringValue {
  /** Within the app. */
  readonly keyPath: KeyPath;
  readonly value: string;
}

/** Every string of an app's table, at any depth, in no order; what may be secret is opaque and left out. */
function strings(config: object): StringValue[] {
  const found: StringValue[] = [];
  const waiting: [keyPath: KeyPath, value: unknown][] = [[[], config]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [keyPath, value] = next;
    if (typeof value === "string") found.push({ keyPath, value });
    else if (Array.isArray(value))
      for (const [index, item] of value.entries()) waiting.push([[...keyPath, index], item]);
    else if (typeof value === "object" && value !== null && !(value instanceof Secret)) {
      for (const [key, item] of Object.entries(value)) waiting.push([[...keyPath, key], item]);
    }
  }
  return found;
}

/** By image-reference and secret-in-dockerfile. */
function isTold([first, second]: KeyPath): boolean {
  return first === "image" && (second === "image" || second === "build_args");
}

/** `image.cmd[2]`, in backquotes; not if a key is itself a token. */
function name(keyPath: KeyPath): string {
  const path = keyPath
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${tomlKey(key)}`))
    .join("");
  return tokensIn(path).length > 0 ? "This value" : `\`${printable(path)}\``;
}

function help([first, second, ...rest]: KeyPath): string {
  if (first === "requirements") return "Write `${NAME}` in its place, and run `fal secrets set NAME=…`.";
  if (first === "image" && (second === "cmd" || second === "entrypoint")) {
    return "Run `fal secrets set NAME=…`, list NAME in the app's `secrets`, and let the program read it from its environment.";
  }
  if (rest.at(-1) === "username") return "Write the username itself: only `password` can name a fal secret.";
  return "Take it out: nothing here can name a fal secret.";
}
