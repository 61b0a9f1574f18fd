import type { FileEntry, Files } from "../text/files.ts";
import type { Host, Stream } from "./host.ts";

/** A small project with what most projects have. */
const project: Readonly<Record<string, string>> = {
  "pyproject.toml": `[project]
name = "demo"
dependencies = ["fal>=1.76.0"]

# A container that is built here.
[tool.fal.apps.built]
auth = "private"
machine_type = ["GPU-H100", "GPU-A100"]
exposed_port = 8000
health_check = { path = "/health", start_period_seconds = 60 }

[tool.fal.apps.built.image]
dockerfile = "Dockerfile"
build_args = { VERSION = "12.4.1" }

[tool.fal.apps.pulled]
exposed_port = 8080
image = { image = "ghcr.io/me/demo:1.2", registries = { "ghcr.io" = { username = "me", password = "$GHCR_TOKEN" } } }
`,
  Dockerfile: `# syntax=docker/dockerfile:1
ARG VERSION=12.4.1
FROM nvidia/cuda:\${VERSION}-runtime-ubuntu22.04
RUN apt-get update && apt-get install -y --no-install-recommends python3-pip
WORKDIR /srv
COPY requirements.txt ./
COPY src/ src/
EXPOSE 8000
CMD ["python3", "-m", "src.app", "--host", "0.0.0.0", "--port", "8000"]
`,
  ".dockerignore": "__pycache__\n*.pyc\n.env\n",
  "requirements.txt": "fastapi==0.115.6\n",
  "src/app.py": 'print("serves")\n',
};

/** A world with that project alone, in which nothing is written: what is run there runs all that a usual check needs. */
export function rehearsal(host: Host): Host {
  const silent: Stream = { write: () => null, color: false, columns: 80 };
  const bytes = (path: string) => {
    const text = project[path];
    return text === undefined ? { reason: "no such file or directory" } : new TextEncoder().encode(text);
  };
  return {
    ...host,
    stdout: silent,
    stderr: silent,
    env: {},
    ancestors: ["."],
    kind: (path) => files.stat(path)?.kind ?? null,
    realPath: (path) => path,
    list: (folder) => files.list(folder) ?? { reason: "no such file or directory" },
    read: bytes,
    files: () => files,
  };
}

const files: Files = {
  readText(path) {
    const text = project[path];
    return text === undefined ? { kind: "missing" } : { kind: "text", text };
  },
  stat(path) {
    const text = project[path];
    if (text !== undefined) return { kind: "file", size: text.length };
    return path === "." || path === "src" ? { kind: "directory", size: 0 } : null;
  },
  list(path) {
    const prefix = path === "." ? "" : `${path}/`;
    const below = Object.keys(project).filter((name) => name.startsWith(prefix));
    const entries = below.map((name): FileEntry => {
      const [first = "", inner] = name.slice(prefix.length).split("/");
      return { name: first, kind: inner === undefined ? "file" : "directory" };
    });
    return below.length === 0 ? null : entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  },
  realPath: (path) => path,
  digest: () => null,
};
