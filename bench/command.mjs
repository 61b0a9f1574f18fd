import { fileURLToPath } from "node:url";

/** The built command. */
export const cli = fileURLToPath(new URL("../dist/cli.cjs", import.meta.url));
