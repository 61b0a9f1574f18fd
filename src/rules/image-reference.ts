import { referenceProblem } from "../container/reference-problem.ts";
import { referenceFinding } from "../manifest/reference-words.ts";
import type { Finding } from "../text/finding.ts";
import { tomlString } from "../toml/edit.ts";
import { inDockerfile, namedBy } from "./dockerfile/dockerfile-finding.ts";
import { namedImages } from "./dockerfile/named-images.ts";
import type { AppContext, Rule } from "./rule.ts";

export const imageReference: Rule = {
  id: "image-reference",
  severity: "error",
  summary: "The name of an image cannot be read, or surely names another one",
  why: "A name that does not follow the grammar of distribution/reference cannot be pulled by any builder: a scheme in front, upper case in the repository, a blank, a variable. Others can be read and mean what nobody meant: a registry's host alone is an image on Docker Hub, and so is a digest alone. BuildKit refuses a Dockerfile with a name that it cannot read even where nothing needs it. A host with `_` in it is a warning, since some builders pull from it all the same.",
  sources: [
    "https://github.com/distribution/reference",
    "moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go: resolveBaseImage",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "https://ghcr.io/my-org/my-server:1.2.0"
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.server]
exposed_port = 8000

[tool.fal.apps.server.image]
image = "ghcr.io/my-org/my-server:1.2.0"
`,
  },
  required: true,
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    const { build } = app;
    // An `image.image` that cannot be read has no build, and was told when it was resolved.
    if (build?.kind === "image") {
      const { written } = build.reference;
      const problem = referenceProblem(written);
      const at = { keyPath: [...app.path, "image", "image"], part: "value" } as const;
      const place = { at, written, value: written, spell: tomlString, step: "pull" } as const;
      if (problem !== null) yield referenceFinding(place, problem);
    }
    if (build?.kind !== "dockerfile" || build.content === null) return;
    for (const { verdict, written, value, span } of namedImages(build.content)) {
      if (verdict.kind !== "reference") continue;
      // Not where the line is broken within the name, or the name stands in quotes.
      const spell = build.content.text.slice(...span) === written ? String : null;
      const place = { at: inDockerfile(app, span), written, value, spell, step: "build" } as const;
      yield { ...referenceFinding(place, verdict.problem), related: namedBy(app) };
    }
  },
};
