import { type Provider, providerOf, providers } from "../container/provider.ts";
import { keyFor } from "../container/registry.ts";
import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { tomlKey } from "../toml/edit.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { isImpossibleHost } from "./registries/registry-entries.ts";
import { type DomainImage, joinRegistries, type Use } from "./registries/registry-join.ts";
import type { AppContext, Rule } from "./rule.ts";

type Mismatch = Extract<Use, { readonly kind: "mismatch" }>;

export const registryKey: Rule = {
  id: "registry-key",
  severity: "warning",
  summary: "A registry key that BuildKit does not match to the image it is meant for",
  why: "BuildKit, with which fal builds, compares the host of an image with the keys letter by letter: no case is folded, no `:443` dropped, no pattern matched. Docker Hub has one key, `https://index.docker.io/v1/` with its last slash. A key that does not match is passed over in silence, and the image is pulled without a password. fal does not publish how its servers match keys, and podman would take some of these: so this is a warning, with the form that works everywhere. It is an error where a registry never serves without a password.",
  sources: [
    "moby/buildkit session/auth/authprovider/authconfigprovider.go",
    "docker/cli cli/config/credentials/file_store.go: ConvertToHostname",
    "https://fal.ai/docs/documentation/development/private-registries",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."docker.io"]
username = "my-user"
password = "$DOCKERHUB_TOKEN"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "my-org/my-server:1.2.0"

[tool.fal.apps.server.image.registries."https://index.docker.io/v1/"]
username = "my-user"
password = "$DOCKERHUB_TOKEN"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const keys = new Set(Object.keys(app.config.image?.registries ?? {}));
    for (const { use, path, problem, domain } of joinRegistries(app).entries) {
      if (use.kind !== "mismatch") continue;
      // Told by ecr-host.
      if (problem?.kind === "ecr-host" && isImpossibleHost(domain)) continue;
      if (use.image !== null && isImpossibleHost(use.image.domain)) continue;
      const key = use.image === null ? (problem?.suggestion ?? null) : keyFor(use.image.domain);
      const at = { keyPath: path, part: "key" } as const;
      const finding = { rule: "registry-key", at, ...verdict(use), help: help(use, key), ...related(use.image) };
      if (key === null || keys.has(key)) {
        yield finding;
        continue;
      }
      keys.add(key);
      const description = `Write the key as ${quote(key)}`;
      yield { ...finding, fix: { description, safe: !isOther(use), edits: [{ at, text: tomlKey(key) }] } };
    }
  },
};

const reasons: Readonly<Record<Mismatch["reason"], string>> = {
  empty: "is empty",
  blank: "holds white space",
  variable: "holds a variable, which nothing expands",
  glob: "is a pattern, and BuildKit knows none",
  "docker-hub-form": "is not how BuildKit looks for Docker Hub's password",
  website: "is the address of a web page, not of the registry",
  www: "is the address of a web page, not of the registry",
  "upper-case": "differs in upper and lower case",
  "default-port": "names the default port, and ports are compared as text",
  port: "differs in the port",
  "no-host": "is no host that an image could name",
  "ecr-account": "is for another AWS account",
  "ecr-region": "is for another AWS region",
  "google-location": "is for another location of Google's registry",
  provider: "is for another registry of the same provider",
};

/** Whether the key is right for some registry, only not for this one. */
function isOther({ reason }: Mismatch): boolean {
  return ["ecr-account", "ecr-region", "google-location", "provider", "port", "glob"].includes(reason);
}

function verdict(use: Mismatch): Pick<Finding, "message" | "severity"> {
  const { image, reason } = use;
  const mismatch = `This key ${reasons[reason]}: it does not match ${imagesOf(image)} under BuildKit`;
  const id = providerOf(image?.domain ?? "");
  const provider = id && providers[id];
  if (!isClosed(provider)) return { severity: "warning", message: `${mismatch}, which pulls without a password then.` };
  const unlessOpen = provider.anonymous === "never" ? "" : ", unless its owner has opened it to everybody";
  const message = `${mismatch}. ${provider.label} serves nothing without a password${unlessOpen}: the pull will fail.`;
  // Whoever has a password for this very registry has not opened it.
  return { severity: provider.anonymous === "never" || !isOther(use) ? "error" : "warning", message };
}

function imagesOf(image: DomainImage | null): string {
  if (image === null) return "any image";
  return `images from ${image.domain === "docker.io" ? "Docker Hub" : quoteWord(image.domain)}`;
}

function isClosed(provider: Provider | null): provider is Provider {
  return provider?.anonymous === "never" || provider?.anonymous === "opt-in";
}

function help(use: Mismatch, key: string | null): string {
  if (key === null) return "Write the registry's host as the image names it, such as `ghcr.io`.";
  return isOther(use)
    ? `Write the key as ${quote(key)}, with a credential for it.`
    : `Write the key as ${quote(key)}, and nothing else.`;
}

function related(image: DomainImage | null): Pick<Finding, "related"> {
  return image === null ? {} : { related: [{ at: image.at, message: "The image is named here." }] };
}
