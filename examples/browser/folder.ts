import type { Document, Project } from "./project.ts";

const skipped = /(?:^|\/)(?:node_modules|\.git|\.venv|venv|__pycache__|site-packages)\//;
const read = /^(?:pyproject\.toml|(?:.*\/)?\.dockerignore|.*(?:docker|container)file[^/]*|.*\.py)$/i;
const largest = 1024 * 1024;

/** The project in a folder that the user has opened: texts and sizes, read by the browser from the disk. */
export async function openFolder(list: Iterable<File>): Promise<Project> {
  const texts: Document[] = [];
  const lines: string[] = [];
  for (const file of list) {
    // The first part is the folder itself.
    const path = file.webkitRelativePath.replace(/^[^/]*\//, "");
    if (skipped.test(path)) continue;
    lines.push(`${file.size} ${path}`);
    if (!read.test(path) || file.size > largest) continue;
    const text = await file.text();
    if (!path.endsWith(".py") || text.includes("ContainerImage")) texts.push({ path, text });
  }
  const main = texts.find(({ path }) => path === "pyproject.toml") ??
    texts.find(({ path }) => path.endsWith(".py")) ?? { path: "pyproject.toml", text: "" };
  return { main, others: texts.filter((text) => text !== main), listing: lines.join("\n") };
}
