import { type Palette, palette } from "../report/palette.ts";
import { printable, quote } from "../text/printable.ts";
import { type BadUsage, type Invocation, lastValue } from "./arguments.ts";
import { type Host, isFailure, type Stream } from "./host.ts";
import type { Input } from "./inputs.ts";

/** UTF-16 code units that are written at once. */
const batch = 1 << 16;

/** A sentence on standard error, under the program's name. */
export function complain(host: Host, sentence: string): void {
  host.stderr.write(`fal-lint: ${sentence}\n`);
}

/** Writes a document to standard output, as far as somebody reads it. False if that failed, which has then been told. */
export function print(host: Host, pieces: Iterable<string>): boolean {
  for (const text of batches(pieces)) {
    const result = host.stdout.write(text);
    if (result === "closed") return true;
    if (result !== null) {
      complain(host, `standard output: ${result.reason}`);
      return false;
    }
  }
  return true;
}

/** Writes a document to a file, whole or not at all. False if that failed, which has then been told. */
export async function save(host: Host, path: string, pieces: Iterable<string>): Promise<boolean> {
  const failure = await host.replace(path, batches(pieces));
  if (failure !== null) complain(host, `${printable(path)}: ${failure.reason}`);
  return failure === null;
}

/** The path of `--output`, or null. It may be none of the files that are read. */
export function outputPath(invocation: Invocation, inputs: readonly Input[], host: Host): string | null | BadUsage {
  const written = lastValue(invocation, "output");
  if (written === null) return null;
  const path = host.relative(written);
  const place = host.realPath(path);
  if (!inputs.some((input) => host.realPath(input.path) === place)) return path;
  return { badUsage: `--output would overwrite ${quote(path)}, which is to be read` };
}

/** Flags come first, then the environment (https://no-color.org, https://force-color.org), then what the stream is. A file (null) asks for a flag. */
export function paletteFor(stream: Stream | null, { values }: Invocation, env: Host["env"]): Palette {
  if (values.has("no-color")) return palette(false);
  if (values.has("color")) return palette(true);
  if (stream === null || env["NO_COLOR"]) return palette(false);
  const forced = env["FORCE_COLOR"];
  return palette(forced ? forced !== "0" && forced !== "false" : stream.color);
}

/** A text that is shipped with fal-lint. Null if it cannot be read, which has then been told. */
export function readShippedText(path: string, host: Host): string | null {
  const bytes = host.readShipped(path);
  if (!isFailure(bytes)) return new TextDecoder().decode(bytes);
  complain(host, `${path}, which is shipped with fal-lint: ${bytes.reason}`);
  return null;
}

function* batches(pieces: Iterable<string>): Generator<string> {
  let text = "";
  for (const piece of pieces) {
    text += piece;
    if (text.length >= batch) {
      yield text;
      text = "";
    }
  }
  if (text !== "") yield text;
}
