import type { Rule } from "./rule.ts";

export const dockerfileStringIndented: Rule = {
  id: "dockerfile-string-indented",
  severity: "error",
  summary: "A Dockerfile in an indented string, of which fal's client sees no COPY",
  why: "A string in triple quotes holds the blanks in front of its lines. Docker does not mind them, but fal's client looks for COPY and ADD in column 0: it sends nothing for an indented one, and the remote build fails with `not found`, though the same text builds with `docker build`. Said once for the whole string, in place of copy-indented for each line.",
  sources: [
    "fal-ai/fal projects/fal/src/fal/container.py: DockerfileParser.parse_copy_add_sources",
    "https://docs.python.org/3/library/textwrap.html#textwrap.dedent",
  ],
  bad: {
    "app.py": `import fal
from fal.container import ContainerImage


class Server(fal.App):
    image = ContainerImage.from_dockerfile_str(
        """
        FROM python:3.12-slim
        COPY requirements.txt ./
        RUN pip install -r requirements.txt
        """
    )
`,
    "requirements.txt": "httpx==0.28.1\n",
  },
  good: {
    "app.py": `import textwrap

import fal
from fal.container import ContainerImage


class Server(fal.App):
    image = ContainerImage.from_dockerfile_str(
        textwrap.dedent(
            """
            FROM python:3.12-slim
            COPY requirements.txt ./
            RUN pip install -r requirements.txt
            """
        )
    )
`,
    "requirements.txt": "httpx==0.28.1\n",
  },
  since: "0.1.0",
};
