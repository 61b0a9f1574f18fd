// How long `fal-lint uploads` takes for a build context of 100,000 files. Run it on a built tree: npm run bench
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const command = fileURLToPath(new URL("../dist/cli.cjs", import.meta.url));
const runs = 5;

const folder = mkdtempSync(join(tmpdir(), "fal-lint-bench-"));
writeFileSync(
  join(folder, "pyproject.toml"),
  '[tool.fal.apps.a]\nexposed_port = 8000\n[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\n',
);
writeFileSync(join(folder, "Dockerfile"), "FROM python:3.12-slim\nCOPY . /app\n");
for (const [name, folders] of [
  ["src", 900],
  ["node_modules", 100],
]) {
  for (let i = 0; i < folders; i++) {
    const path = join(folder, name, `folder-${i}`);
    mkdirSync(path, { recursive: true });
    for (let j = 0; j < 100; j++) writeFileSync(join(path, `file-${j}.py`), "");
  }
}

/** Wall seconds of one run; its output is thrown away. */
function measure(args) {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: "ignore" });
  if (status !== 0) throw new Error(`exit code ${status}`);
  return (performance.now() - start) / 1000;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const bare = Array.from({ length: runs }, () => measure(["-e", "0"]));
const times = Array.from({ length: runs }, () => measure([command, "uploads", "--format", "json", folder]));
rmSync(folder, { recursive: true });

console.log(`node ${process.version}, ${cpus()[0]?.model}, median of ${runs} runs`);
console.log(`bare node                      ${median(bare).toFixed(2)} s`);
console.log(`uploads, 100,000 files         ${median(times).toFixed(2)} s (10,000 of them in an ignored folder)`);
