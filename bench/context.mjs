// How long `fal-lint uploads` takes for a build context of 100,000 files.
import { cli } from "./command.mjs";
import { medianTimes } from "./rounds.mjs";
import { withFolder, writeFiles } from "./temporary.mjs";

export async function context(rounds = 5) {
  const times = await withFolder((folder) => {
    writeContext(folder);
    const file = process.execPath;
    const args = [cli, "uploads", "--format", "json", folder];
    return medianTimes(
      [
        { file, args: ["-e", "0"] },
        { file, args },
      ],
      rounds,
    );
  });
  return {
    title: "Large build context",
    text: `\`fal-lint uploads\` for a Dockerfile that copies a folder of 100,000 files, 10,000 of them in an ignored folder: median of ${rounds} runs in turns.`,
    head: ["", "ms"],
    rows: [
      ["`node -e 0`", times[0]],
      ["`fal-lint uploads --format json`", times[1]],
    ],
  };
}

function writeContext(folder) {
  writeFiles(folder, {
    "pyproject.toml": '[tool.fal.apps.a]\nexposed_port = 8000\n[tool.fal.apps.a.image]\ndockerfile = "Dockerfile"\n',
    Dockerfile: "FROM python:3.12-slim\nCOPY . /app\n",
  });
  const folders = { src: 900, node_modules: 100 };
  for (const [name, count] of Object.entries(folders)) {
    for (let i = 0; i < count; i++) {
      writeFiles(
        folder,
        Object.fromEntries(Array.from({ length: 100 }, (_, j) => [`${name}/folder-${i}/file-${j}.py`, ""])),
      );
    }
  }
}
