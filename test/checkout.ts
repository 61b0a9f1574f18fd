import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const repository = fileURLToPath(new URL("..", import.meta.url));

/** What git and npm were told about this project is nothing to the programs that run in another folder. */
const ours = /^(?:GIT_|npm_package_|npm_lifecycle_|npm_config_\w*prefix$|INIT_CWD$|VITEST|NODE_ENV$)/;

/** The environment for programs that run in a folder of their own. */
export const cleanEnv: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name))),
  NO_COLOR: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_AUTHOR_NAME: "A",
  GIT_AUTHOR_EMAIL: "a@example.com",
  GIT_COMMITTER_NAME: "A",
  GIT_COMMITTER_EMAIL: "a@example.com",
};

/** A new folder with what Git has, or would have, of the project as it stands. */
export function copyCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), "fal-lint-checkout-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: repository,
    encoding: "utf8",
  });
  for (const path of new Set(listed.split("\0"))) {
    if (path !== "" && path !== "node_modules" && existsSync(join(repository, path))) {
      cpSync(join(repository, path), join(folder, path), { verbatimSymlinks: true });
    }
  }
  return folder;
}

/** A package as `npm pack` tells of it; sizes in bytes. */
export interface Packed {
  /** The path of the tarball. */
  readonly tarball: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** Packs the project as `npm publish` would, into a folder. */
export function packProject(into: string): Packed {
  const folder = copyCheckout();
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  const told = execFileSync("npm", ["pack", "--json", "--pack-destination", into], {
    cwd: folder,
    encoding: "utf8",
    env: cleanEnv,
    stdio: "pipe",
  });
  rmSync(folder, { recursive: true });
  const [packed] = JSON.parse(told);
  return { ...packed, tarball: join(into, packed.filename) };
}
