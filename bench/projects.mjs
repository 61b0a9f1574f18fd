// What is checked: a small project, and files of any number of apps. Nothing in them is to be found fault with.

/** The files of a typical project with two apps. */
export const small = {
  "pyproject.toml": `[build-system]
requires = ["setuptools>=61"]
build-backend = "setuptools.build_meta"

[project]
name = "image-tools"
version = "1.4.0"
requires-python = ">=3.11"
dependencies = ["fal>=1.76.0"]

# A container that is built here and serves by itself.
[tool.fal.apps.upscaler]
auth = "private"
machine_type = ["GPU-H100", "GPU-A100"]
exposed_port = 8000
health_check = { path = "/health", start_period_seconds = 60 }

[tool.fal.apps.upscaler.image]
dockerfile = "Dockerfile"
build_args = { CUDA_VERSION = "12.4.1" }

# A container that somebody else has built, in a private registry.
[tool.fal.apps.captioner]
auth = "private"
machine_type = "GPU-A100"
exposed_port = 8080

[tool.fal.apps.captioner.image]
image = "ghcr.io/my-org/captioner:2.3.1"
cmd = ["serve", "--host", "0.0.0.0", "--port", "8080"]
registries = { "ghcr.io" = { username = "my-org-bot", password = "$GHCR_TOKEN" } }
`,
  Dockerfile: `# syntax=docker/dockerfile:1
ARG CUDA_VERSION=12.4.1
FROM nvidia/cuda:\${CUDA_VERSION}-runtime-ubuntu22.04

RUN apt-get update && apt-get install -y --no-install-recommends python3-pip && rm -rf /var/lib/apt/lists/*
WORKDIR /srv
COPY requirements.txt ./
RUN python3 -m pip install --no-cache-dir -r requirements.txt
COPY src/ src/
EXPOSE 8000
CMD ["python3", "-m", "src.upscaler", "--host", "0.0.0.0", "--port", "8000"]
`,
  ".dockerignore": "__pycache__\n*.pyc\n.venv\n.env\n",
  "requirements.txt": "fastapi==0.115.6\nuvicorn==0.34.0\n",
  "src/__init__.py": "",
  "src/upscaler.py": 'print("serves")\n',
};

/** A pyproject.toml with this many apps, of some 260 bytes each; in the first `mistakes` of them a key is misspelt. */
export function manyApps(count, mistakes = 0) {
  let text = "";
  for (let index = 0; index < count; index++) {
    text += `[tool.fal.apps.app-${index}]
auth = "private"
machine_type = "GPU-A100"
${index < mistakes ? "exposed_prot" : "exposed_port"} = 8080

[tool.fal.apps.app-${index}.image]
image = "ghcr.io/my-org/app-${index}:2.3.1"
registries = { "ghcr.io" = { username = "my-org-bot", password = "$GHCR_TOKEN" } }

`;
  }
  return text;
}
