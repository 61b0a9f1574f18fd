import type { ModuleApp } from "../python/module.ts";
import { quote } from "../text/printable.ts";
import type { TomlTable } from "../toml/values.ts";
import type { MigratedModule } from "./module.ts";

/**
 * What is to be done in the code, as a list. A class or function brings the kind of its environment, its image and its requirements along, and
 * what a pyproject.toml says of them then does not count; of the other settings the code's count too (fal/utils.py: _merge_options,
 * app.py: wrap_app).
 */
export function* staysInCode(
  { declaration }: ModuleApp,
  table: TomlTable,
  { places, path }: MigratedModule,
): Generator<string> {
  const { kind, symbol, symbolSpan, settings } = declaration;
  const word = kind === "class" ? "class" : "function";
  const image = settings.get("image");
  yield `In ${path}, ${word} ${quote(symbol)} (line ${places.line(symbolSpan)}):`;
  if (image !== undefined && "image" in table) {
    yield `- Write \`kind="container"\` in the place of \`image\` (line ${places.line(image.keySpan)}). An image that stays there is the one that counts, and without that kind fal's client takes the ${word} for one without a container.`;
  }
  if ("requirements" in table) {
    yield "- Leave `requirements` where they are: fal's client takes them from there.";
  }
  yield `- Whatever else both say, the ${word} counts, but for \`name\` and \`auth\`. What only Python can say stays there.`;
}
