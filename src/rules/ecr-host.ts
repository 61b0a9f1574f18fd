import { type EcrHostProblem, parseEcrHost } from "../container/ecr-host.ts";
import type { Finding, Place } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { namedBy, quoteWord } from "./dockerfile/dockerfile-finding.ts";
import { joinRegistries, type RegistryJoin } from "./registries/registry-join.ts";
import type { AppContext, Rule } from "./rule.ts";

const impossibleHost = "123456789012.dkr.ecr.us-east1.amazonaws.com";
const rightHost = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

export const ecrHost: Rule = {
  id: "ecr-host",
  severity: "error",
  summary: "The host of an Amazon ECR registry that cannot exist",
  why: "An AWS account ID has 12 digits, every region belongs to one partition with its own domain, and `dkr-ecr` is the name of the dual-stack endpoint below `on.aws` alone. A host that breaks one of these does not resolve, so nothing can be pulled from it. A region that fits its partition but is not known to this release is a hint only, since new ones appear all the time.",
  sources: [
    "https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-requests.html",
    "awslabs/amazon-ecr-credential-helper ecr-login/api/client.go",
    "@aws-sdk/core 3.981.0, partitions.js",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "${impossibleHost}/my-server:1.2.0"

[tool.fal.apps.server.image.registries."${impossibleHost}"]
username = "AWS"
password = "$AWS_ECR_PASSWORD"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "${rightHost}/my-server:1.2.0"

[tool.fal.apps.server.image.registries."${rightHost}"]
username = "AWS"
password = "$AWS_ECR_PASSWORD"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const join = joinRegistries(app);
    for (const [host, [at, ...others]] of hosts(join)) {
      const problem = parseEcrHost(host)?.problem ?? null;
      if (problem === null || at === undefined) continue;
      yield {
        rule: "ecr-host",
        at,
        ...verdict(host, problem),
        help: help(problem.suggestion ?? pulledFrom(join)),
        related: [
          ...others.map((other) => ({ at: other, message: "The same host." })),
          ...("file" in at ? namedBy(app) : []),
        ],
      };
    }
  },
};

function help(host: string | null): string {
  return host === null ? "Look it up in the console of ECR." : `Perhaps ${quote(host)}.`;
}

/** The one ECR registry that the build pulls from, if it can exist. */
function pulledFrom({ images }: RegistryJoin): string | null {
  const hosts = images.map(({ domain }) => domain).filter((domain) => parseEcrHost(domain)?.problem === null);
  return hosts.length === 1 ? (hosts[0] ?? null) : null;
}

/** Every host and where it is named, images first. Keys that another rule finds useless, whatever their host, are left out. */
function hosts({ images, entries }: RegistryJoin): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>(images.map(({ domain, at }) => [domain, [at]]));
  for (const { domain, path, use, problem } of entries) {
    if (problem?.kind !== "ecr-host" || use.kind === "unused" || use.kind === "shadowed") continue;
    // A region that is not known here, and not the image's, is told by registry-key.
    if (use.kind === "mismatch" && problem.problem.kind === "unknown-region") continue;
    places.set(domain, [...(places.get(domain) ?? []), { keyPath: path, part: "key" }]);
  }
  return places;
}

function verdict(host: string, { kind }: EcrHostProblem): Pick<Finding, "message" | "severity"> {
  const name = quoteWord(host);
  const region = quoteWord(parseEcrHost(host)?.region ?? "");
  const failing = "does not exist, so pulling from it will fail";
  switch (kind) {
    case "account":
      return { severity: "error", message: `${name} ${failing}: the ID of an AWS account has 12 digits.` };
    case "endpoint":
      return {
        severity: "error",
        message: `${name} ${failing}: \`dkr-ecr\` goes with \`.on.aws\`, and \`dkr.ecr\` with \`.amazonaws.com\`.`,
      };
    case "impossible-region":
      return { severity: "error", message: `${name} ${failing}: no region of that domain can be named ${region}.` };
    case "unknown-region":
      return {
        severity: "info",
        message: `${region} is no AWS region that this release of fal-lint knows. Unless it is a new one, ${name} is mistyped.`,
      };
  }
}
