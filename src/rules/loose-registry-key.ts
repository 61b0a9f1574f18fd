import type { LooseKeyKind } from "../container/key-problem.ts";
import type { PulledImage } from "../manifest/resolve.ts";
import type { Severity } from "../text/diagnostic.ts";
import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { tomlKey } from "../toml/edit.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { joinRegistries } from "./registries/registry-join.ts";
import type { AppContext, Rule } from "./rule.ts";

export const looseRegistryKey: Rule = {
  id: "loose-registry-key",
  severity: "warning",
  summary: "A registry key with a path, `http://` or a user, which BuildKit ignores",
  why: "Of a key BuildKit takes the host alone. A path does not confine the credential to it: the password is sent for every image of that host. `http://` does not decide how to connect, and a user in front of the host is sent to nobody. podman does heed a path, so what looks confined on one machine is not on fal's. `https://` and `/v2/` are harmless and left alone.",
  sources: [
    "docker/cli cli/config/credentials/file_store.go: ConvertToHostname",
    "containers/image pkg/docker/config/config.go: findCredentialsInFile",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io/my-org"]
username = "my-user"
password = "$GHCR_IO_PASSWORD"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."ghcr.io"]
username = "my-user"
password = "$GHCR_IO_PASSWORD"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { registries = {} } = app.config.image ?? {};
    for (const { key, use, path, problem, domain } of joinRegistries(app).entries) {
      if (problem === null || !isLoose(problem.kind)) continue;
      if (use.kind !== "serves" && use.kind !== "unknown") continue;
      const at = { keyPath: path, part: "key" } as const;
      const words = verdict(problem.kind, key, domain, use.kind === "serves" ? use.images : []);
      const finding = { rule: "loose-registry-key", at, ...words, help: `Write the key as ${quote(domain)}.` };
      if (Object.hasOwn(registries, domain)) yield finding;
      else {
        const description = `Write the key as ${quote(domain)}`;
        yield { ...finding, fix: { description, safe: true, edits: [{ at, text: tomlKey(domain) }] } };
      }
    }
  },
};

type Ignored = Exclude<LooseKeyKind, "scheme">;

function isLoose(kind: string): kind is Ignored {
  return kind === "path" || kind === "http" || kind === "user";
}

interface Verdict {
  readonly severity: Severity;
  readonly message: string;
}

function verdict(kind: Ignored, key: string, domain: string, images: readonly PulledImage[]): Verdict {
  switch (kind) {
    case "http":
      return {
        severity: "warning",
        message:
          "BuildKit ignores the `http://` of this key. It is risky all the same: over plain HTTP a password can be read on its way.",
      };
    case "user":
      return {
        severity: "warning",
        message:
          "BuildKit ignores the user in this key. That is risky: what stands there can be read by everyone who can read the file.",
      };
    case "path": {
      const outside = images.find((image) => !liesUnder(image, key));
      const also = outside ? `, here for ${quote(`${domain}/${outside.reference.repository}`)} too` : "";
      return {
        severity: outside ? "warning" : "info",
        message: `BuildKit ignores the path of this key. That is risky: the password is sent for every image at ${quoteWord(domain)}${also}.`,
      };
    }
  }
}

/** Whether a key's path is that of an image, or of a folder above it. */
function liesUnder({ reference }: PulledImage, key: string): boolean {
  const path = key
    .replace(/^[a-z]+:\/\//i, "")
    .split("/")
    .slice(1)
    .filter((part) => part !== "");
  return `${reference.repository}/`.startsWith(`${path.join("/")}/`);
}
