import { isTomlTable, type TomlValue } from "../toml/values.ts";

/** Whether arrays and tables lie within each other to more levels than that; dotted keys nest them by the hundred thousand. */
export function isDeeperThan(value: TomlValue, levels: number): boolean {
  let layer = [value];
  for (let level = 0; layer.length > 0; level++) {
    if (level > levels) return true;
    layer = layer.flatMap((outer) =>
      (Array.isArray(outer) ? outer : isTomlTable(outer) ? Object.values(outer) : []).filter(
        (inner) => Array.isArray(inner) || isTomlTable(inner),
      ),
    );
  }
  return false;
}
