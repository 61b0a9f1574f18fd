import type { Rule } from "./rule.ts";

export const imageBuilder: Rule = {
  id: "image-builder",
  severity: "error",
  summary: "A `builder` of a `ContainerImage` that does not exist, or no longer",
  why: "fal builds every image with Depot. The builders `service` and `worker` have been removed: the client takes their names, prints a warning on each run, and uses Depot, so this is a warning. Any other name raises a ValueError.",
  sources: ["fal-ai/fal projects/fal/src/fal/container.py: ContainerImage.__post_init__"],
  bad: {
    "app.py": `import fal
from fal.container import ContainerImage


class Server(fal.App):
    image = ContainerImage.from_dockerfile_str("FROM python:3.12-slim", builder="worker")
`,
  },
  good: {
    "app.py": `import fal
from fal.container import ContainerImage


class Server(fal.App):
    image = ContainerImage.from_dockerfile_str("FROM python:3.12-slim")
`,
  },
  since: "0.1.0",
};
