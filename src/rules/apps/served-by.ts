import { readPythonModule } from "../../client/python-symbols.ts";
import { isImageOnly } from "../../manifest/entry.ts";
import type { AppContext } from "../rule.ts";
import { appRef } from "./app-ref.ts";

/** What answers requests, as far as can be seen: `other` is a container or function that serves by itself. */
export function servedBy(app: AppContext): "fal.App" | "unknown" | "other" {
  if (isImageOnly(app.config)) return "other";
  const ref = appRef(app);
  const file = ref === null || ref.symbol === null ? null : app.files?.readText(ref.path);
  if (ref === null || file?.kind !== "text") return "unknown";
  const { definitions, rebound } = readPythonModule(file.text);
  const definition = definitions.findLast(({ name }) => name === ref.symbol);
  if (definition === undefined || rebound.has(definition.name)) return "unknown";
  if (definition.kind === "function") return "other";
  return definition.bases.includes("fal.App") ? "fal.App" : "unknown";
}
