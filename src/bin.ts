import { join } from "node:path";
import { main } from "./cli/main.ts";
import { nodeHost } from "./cli/node-host.ts";

process.exitCode = main(process.argv.slice(2), nodeHost(process, join(import.meta.dirname, "..")));
