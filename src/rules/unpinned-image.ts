import type { Finding } from "../text/finding.ts";
import { quote } from "../text/printable.ts";
import { type PullLine, pullLines } from "./dockerfile/pull-lines.ts";
import type { AppContext, Rule } from "./rule.ts";

export const unpinnedImage: Rule = {
  id: "unpinned-image",
  severity: "warning",
  summary: "An image without a tag, or with the tag `latest`",
  why: "Without a tag `latest` is pulled, which is whatever was pushed last: the same commit is another app next week, an old one cannot be deployed again, and a major release of a base image breaks the build on a day when nothing was changed. Some images, such as `nvidia/cuda`, have no `latest` at all.",
  sources: ["https://docs.docker.com/build/building/best-practices/#pin-base-image-versions"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:latest"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const line of pullLines(app)) {
      const { tag, digest } = line.reference;
      if (digest !== null || (tag !== null && tag !== "latest")) continue;
      yield {
        rule: "unpinned-image",
        at: line.at,
        message: `${subject(line)}, which is whatever was pushed last. That is risky: another build may get another image.`,
        help: "Write the tag of a version, or a digest.",
        ...line.related,
      };
    }
  },
};

function subject({ written, reference }: PullLine): string {
  const name =
    written === reference.written ? quote(written) : `${quote(written)}, which is ${quote(reference.written)},`;
  return `${name} ${reference.tag === null ? "has no tag and is pulled as `latest`" : "has the tag `latest`"}`;
}
