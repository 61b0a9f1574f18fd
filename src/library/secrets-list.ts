import type { ListedSecret } from "../rules/rule.ts";
import { parseTime } from "../text/time.ts";
import { requireText } from "./arguments.ts";

/**
 * Reads what `fal secrets list --json` prints, for the option `secrets` of `check`: the names of the fal secrets and when they were set.
 * What is wrong with it is told without its content.
 * @throws TypeError if the text is no string
 * @example
 * ```ts
 * import { lint, readSecretsList } from "fal-lint";
 *
 * const list = readSecretsList('{ "secrets": [{ "name": "GHCR_TOKEN", "created_at": "2026-01-31T12:00:00Z" }] }');
 * if ("problem" in list) throw new Error(list.problem);
 * const text = `[tool.fal.apps.server]
 * ref = "server.py::Server"
 * secrets = ["GHCR_TOKN"]
 * `;
 * for (const { message } of lint({ path: "pyproject.toml", text }, list).diagnostics) console.log(message);
 * // fal has no secret `GHCR_TOKN`, by the given list: what needs it will fail.
 * ```
 */
export function readSecretsList(
  text: string,
): { readonly secrets: readonly ListedSecret[] } | { readonly problem: string } {
  requireText(text, "text");
  const document = parseJson(text);
  if (document === undefined) return { problem: "it is not JSON" };
  const list = member(document, "secrets");
  if (!Array.isArray(list)) return { problem: "it has no list `secrets`" };
  const secrets: ListedSecret[] = [];
  for (const [index, item] of list.entries()) {
    const name = member(item, "name");
    const environment = member(item, "environment") ?? null;
    const created = member(item, "created_at");
    const createdAt = typeof created === "string" ? parseTime(created) : null;
    const at = `\`secrets[${index}]\``;
    if (typeof name !== "string" || name === "") return { problem: `${at} has no \`name\`` };
    if (environment !== null && typeof environment !== "string")
      return { problem: `\`environment\` of ${at} is no string` };
    if (createdAt === null) return { problem: `\`created_at\` of ${at} is no time` };
    secrets.push({ name, environment, createdAt });
  }
  return { secrets };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
