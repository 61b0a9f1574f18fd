import type { Project } from "./project.ts";

/** A project with mistakes, for a first look. */
export const example: Project = {
  main: {
    path: "pyproject.toml",
    text: `[tool.fal.apps.upscaler]
ref = "upscaler.py::Upscaler"
machine_type = "GPU-H10"
requirements = ["torch", "pillow"]

[tool.fal.apps.captioner]
exposed_port = "8000"
auth = "private"

[tool.fal.apps.captioner.image]
dockerfile = "Dockerfile"

[tool.fal.apps.router]
exposed_port = 8080

[tool.fal.apps.router.image]
dockerfile = "Dockerfile"

[tool.fal.apps.router.image.registries."https://ghcr.io"]
username = "my-org"
password = "\${GHCR_TOKEN}"
`,
  },
  others: [
    {
      path: "Dockerfile",
      text: `FROM ghcr.io/my-org/base:1.4
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
  COPY server /app/server
CMD ["python", "-m", "server", "--host", "0.0.0.0", "--port", "8080"]
`,
    },
    { path: ".dockerignore", text: "tests/\n*.log\n" },
  ],
  listing: `212 Dockerfile
431 pyproject.toml
58 requirements.txt
2207 server/__main__.py
640 server/model.py
1815 tests/test_server.py
988 upscaler.py
`,
};

/** The same in Python. */
export const exampleInPython: Project = {
  main: {
    path: "app.py",
    text: `import fal
from fal.container import ContainerImage


class Captioner(fal.App, keep_alive=300):
    machine_type = "GPU-H10"
    image = ContainerImage.from_dockerfile_str(
        """
        FROM ghcr.io/my-org/base:1.4
        WORKDIR /app
        COPY requirements.txt .
        RUN pip install -r requirements.txt
        COPY server /app/server
        """,
        registries={
            "https://ghcr.io": {"username": "my-org", "password": "\${GHCR_TOKEN}"},
        },
    )

    @fal.endpoint("/")
    def caption(self) -> str:
        return "a cat"
`,
  },
  others: [{ path: ".dockerignore", text: "tests/\n*.log\n" }],
  listing: `58 requirements.txt
2207 server/__main__.py
640 server/model.py
1815 tests/test_server.py
`,
};
