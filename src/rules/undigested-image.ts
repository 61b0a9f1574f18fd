import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { pullLines } from "./dockerfile/pull-lines.ts";
import type { AppContext, Rule } from "./rule.ts";

const example = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

export const undigestedImage: Rule = {
  id: "undigested-image",
  severity: "warning",
  optional: true,
  summary: "An image with a tag and without a digest",
  why: "A tag can be moved to another image, a digest cannot: only with one is a build the same for good. The tag may stand in front of it, for the reader. It is work to keep up to date, so this rule says nothing unless it is selected; a tag that is missing or `latest` is the matter of unpinned-image.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0@${example}"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const { at, written, reference, related } of pullLines(app)) {
      if (reference.digest !== null || reference.tag === null || reference.tag === "latest") continue;
      yield {
        rule: "undigested-image",
        at,
        message: `${quote(written)} has no digest. That is risky: its tag can be moved to another image.`,
        help: "Write the digest behind the tag, as `docker buildx imagetools inspect` prints it: `…@sha256:…`.",
        ...related,
      };
    }
  },
};
