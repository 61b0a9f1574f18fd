import { isTomlTable, type TomlTable, type TomlValue } from "../../src/toml/values.ts";

/**
 * The apps of a pyproject.toml as a module that says the same: each a class with its keys in the head. A pulled image becomes a Dockerfile of one
 * line, since Python knows no other. Null without an app that can be written so.
 */
export function inPython(root: TomlTable): string | null {
  const apps = Object.entries(table(table(table(root["tool"])["fal"])["apps"])).filter(([, app]) => {
    return isTomlTable(app) && isTomlTable(app["image"]);
  });
  if (apps.length === 0) return null;
  const classes = apps.map(([, app], index) => {
    const { ref: _ref, python_entry_point: _entry, image, ...rest } = table(app);
    const head = Object.entries(rest).map(([key, value]) => `, ${name(key)}=${literal(value)}`);
    return `class App${index}(fal.App${head.join("")}):\n    image = ${imageCall(table(image))}\n`;
  });
  return `import fal\nfrom fal.container import ContainerImage\n\n${classes.join("\n")}`;
}

function imageCall({ image, dockerfile, ...rest }: TomlTable): string {
  const more = Object.entries(rest).map(([key, value]) => `, ${name(key)}=${literal(value)}`);
  const method = dockerfile === undefined ? "from_dockerfile_str" : "from_dockerfile";
  const first = dockerfile ?? `FROM ${typeof image === "string" ? image : "python:3.12"}`;
  return `ContainerImage.${method}(${literal(first)}${more.join("")})`;
}

function literal(value: TomlValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (isTomlTable(value)) {
    return `{${Object.entries(value)
      .map(([key, one]) => `${JSON.stringify(key)}: ${literal(one)}`)
      .join(", ")}}`;
  }
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** A key that is no name of Python's is as good as any that fal does not know. */
function name(key: string): string {
  return key.replaceAll(/[^A-Za-z0-9_]/g, "_");
}

function table(value: TomlValue | undefined): TomlTable {
  return isTomlTable(value) ? value : {};
}
