import { isImageOnly } from "../../manifest/entry.ts";
import type { AppContext } from "../rule.ts";
import { appRef } from "./app-ref.ts";
import { namedModule } from "./named-module.ts";

/** What answers requests, as far as can be seen: `other` is a container or function that serves by itself. */
export function servedBy(app: AppContext): "fal.App" | "unknown" | "other" {
  if (isImageOnly(app.config)) return "other";
  const ref = appRef(app);
  const module = ref === null || ref.symbol === null ? null : namedModule(app, ref.path);
  if (ref === null || module === null) return "unknown";
  const { defined, rebound } = module;
  const definition = defined.get(ref.symbol ?? "")?.at(-1);
  if (definition === undefined || rebound.has(definition.name)) return "unknown";
  if (definition.kind === "function") return "other";
  return definition.bases.includes("fal.App") ? "fal.App" : "unknown";
}
