ARG UV_VERSION=0.6.0
FROM ghcr.io/astral-sh/uv:${UV_VERSION} AS uv

FROM us-central1-docker.pkg.dev/retrieval-prod/base/rust-python:3.12-1.86 AS build
COPY --from=uv /uv /bin/uv
WORKDIR /src
COPY pyproject.toml uv.lock ./
COPY libs/common libs/common
COPY projects/search/pyproject.toml projects/search/
COPY projects/rerank/pyproject.toml projects/rerank/
RUN --mount=type=cache,target=/root/.cache/uv uv sync --frozen --package common --no-dev

FROM python:3.12.10-slim
COPY --from=build /src/.venv /src/.venv
ENV PATH=/src/.venv/bin:$PATH
