import { join } from "node:path";
import { loadCompiled } from "./cli/compiled.ts";

declare const FAL_LINT_BUILD: string;

const { exports, keep } = loadCompiled(module, join(import.meta.dirname, "cli/main.cjs"), FAL_LINT_BUILD, process);
const { start, rehearse } = exports as typeof import("./cli/start.ts");
const shipped = join(import.meta.dirname, "..");
start(process, shipped).then(() => keep(() => rehearse(process, shipped)));
