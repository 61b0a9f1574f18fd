/** A command that the log of a GitHub Actions step gives to the runner. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

const names = new Set(
  "add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning".split(
    " ",
  ),
);

/**
 * Reads a line of a log as the runner does: `::name key=value,…::data` at its start, blanks aside, or else `##[name key=value;…]data` anywhere
 * in it. Null if it is no command. The escapes are undone one after the other, `%25` last.
 */
export function parseCommand(line: string): WorkflowCommand | null {
  const trimmed = line.trimStart();
  const end = trimmed.startsWith("::") ? trimmed.indexOf("::", 2) : -1;
  const modern = end < 0 ? null : command(trimmed.slice(2, end), trimmed.slice(end + 2), ",", [":", ","]);
  if (modern !== null) return modern;
  const start = line.indexOf("##[");
  const bracket = start < 0 ? -1 : line.indexOf("]", start);
  return bracket < 0 ? null : command(line.slice(start + 3, bracket), line.slice(bracket + 1), ";", [";", "]"]);
}

function command(info: string, data: string, separator: string, escaped: readonly string[]): WorkflowCommand | null {
  const space = info.indexOf(" ");
  const name = space < 0 ? info : info.slice(0, space);
  if (!names.has(name.toLowerCase())) return null;
  const written =
    space < 0
      ? []
      : info
          .slice(space + 1)
          .trim()
          .split(separator);
  const pairs = written.flatMap((pair): [string, string][] => {
    const equals = pair.indexOf("=");
    return equals <= 0 || equals === pair.length - 1 ? [] : [[pair.slice(0, equals), pair.slice(equals + 1)]];
  });
  const properties = Object.fromEntries(pairs.map(([key, value]) => [key, unescaped(value, escaped)]));
  return { name, properties, data: unescaped(data, separator === "," ? [] : escaped) };
}

function unescaped(text: string, more: readonly string[]): string {
  return ["\r", "\n", ...more, "%"].reduce((result, character) => {
    const code = `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
    return result.replaceAll(code, character);
  }, text);
}
