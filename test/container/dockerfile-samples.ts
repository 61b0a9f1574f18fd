/** Dockerfiles as people write them, by what they build. */
export const sampleDockerfiles: Readonly<Record<string, string>> = {
  "Python on CUDA": `# syntax=docker/dockerfile:1
ARG CUDA_VERSION=12.4.1
FROM nvidia/cuda:\${CUDA_VERSION}-cudnn-devel-ubuntu22.04 AS base

ENV DEBIAN_FRONTEND=noninteractive \\
    PYTHONUNBUFFERED=1 \\
    PATH="/opt/venv/bin:$PATH"

# System packages
RUN apt-get update && apt-get install -y --no-install-recommends \\
    git \\
    # for opencv
    libgl1 libglib2.0-0 \\
    python3.10-venv \\
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt ./
RUN python3 -m venv /opt/venv && pip install --no-cache-dir -r requirements.txt
COPY src/ ./src/
EXPOSE 8000
CMD ["python", "-m", "uvicorn", "src.main:app", "--host", "0.0.0.0"]
`,
  "uv with mounts": `FROM python:3.12-slim-bookworm
COPY --from=ghcr.io/astral-sh/uv:0.5.11 /uv /uvx /bin/
WORKDIR /app
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
RUN --mount=type=cache,target=/root/.cache/uv \\
    --mount=type=bind,source=uv.lock,target=uv.lock \\
    --mount=type=bind,source=pyproject.toml,target=pyproject.toml \\
    uv sync --frozen --no-install-project --no-dev
ADD . /app
ENTRYPOINT []
CMD ["uv", "run", "server.py"]
`,
  "Rust in stages": `FROM rust:1.83 AS chef
RUN cargo install cargo-chef --locked
WORKDIR /app

FROM chef AS planner
COPY . .
RUN cargo chef prepare --recipe-path recipe.json

FROM chef AS builder
COPY --from=planner /app/recipe.json recipe.json
RUN cargo chef cook --release --recipe-path recipe.json
COPY . .
RUN cargo build --release

FROM gcr.io/distroless/cc-debian12
COPY --from=builder /app/target/release/server /usr/local/bin/server
USER nonroot:nonroot
HEALTHCHECK --interval=30s --timeout=3s CMD /usr/local/bin/server --health
CMD ["/usr/local/bin/server"]
`,
  "Node server with Windows line ends": `FROM node:22-alpine AS deps\r
WORKDIR /app\r
COPY package.json package-lock.json ./\r
RUN npm ci --omit=dev\r
\r
FROM node:22-alpine\r
ENV NODE_ENV production\r
WORKDIR /app\r
COPY --from=deps --chown=node:node /app/node_modules ./node_modules\r
COPY --chown=node:node . .\r
USER node\r
CMD node server.js\r
`,
  poetry: `from python:3.11 as build
arg POETRY_VERSION=1.8.4
run pip install "poetry==$POETRY_VERSION"
copy pyproject.toml poetry.lock /src/
run cd /src && poetry export -f requirements.txt > /requirements.txt

from python:3.11-slim
copy --from=build /requirements.txt .
run pip install -r requirements.txt
label org.opencontainers.image.title="demo" \\
      org.opencontainers.image.licenses=MIT
volume ["/data", "/models"]
stopsignal SIGINT
`,
  conda: `FROM continuumio/miniconda3:24.9.2-0
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
COPY environment.yml .
RUN conda env create -f environment.yml \\
 && conda clean -afy
# The environment is active in every RUN from here on.
SHELL ["conda", "run", "-n", "app", "/bin/bash", "-c"]
COPY ["my model.bin", "/models/"]
ONBUILD COPY . /app
ENTRYPOINT ["conda", "run", "--no-capture-output", "-n", "app", "python", "app.py"]
`,
  "ComfyUI with heredocs": `FROM pytorch/pytorch:2.5.1-cuda12.4-cudnn9-runtime
RUN <<EOF
set -eux
git clone --depth 1 https://github.com/comfyanonymous/ComfyUI /comfy
# not a comment of the Dockerfile
COPY is not an instruction here
EOF
COPY <<-"EXTRA" /comfy/extra_model_paths.yaml
	fal:
	  base_path: /data/models
	EXTRA
WORKDIR /comfy
CMD ["python", "main.py", "--listen"]
`,
  "vLLM with arguments": `ARG BASE_IMAGE=vllm/vllm-openai
ARG BASE_TAG=v0.6.4
FROM \${BASE_IMAGE}:\${BASE_TAG}
ARG MODEL
ENV MODEL_NAME=\${MODEL:-meta-llama/Llama-3.1-8B-Instruct}
ENTRYPOINT ["/bin/sh", "-c"]
CMD ["exec vllm serve $MODEL_NAME --port 8000"]
`,
  "PowerShell with a backquote": `# escape=\`
FROM mcr.microsoft.com/windows/servercore:ltsc2022
COPY dist\\ C:\\app\\
RUN dir C:\\app && \`
    echo done
`,
};
