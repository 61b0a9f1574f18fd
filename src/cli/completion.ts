import { quote } from "../text/printable.ts";
import { type BadUsage, didYouMean, type Invocation } from "./arguments.ts";
import { bashCompletion } from "./completion/bash.ts";
import { fishCompletion } from "./completion/fish.ts";
import { zshCompletion } from "./completion/zsh.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { print } from "./output.ts";

const scripts: Readonly<Record<string, () => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** Prints the script by which a shell completes the command line of fal-lint. */
export function completion({ operands }: Invocation, host: Host): number | BadUsage {
  const [name, ...more] = operands;
  const names = Object.keys(scripts);
  if (name === undefined || more.length > 0) return { badUsage: `completion takes one of ${names.join(", ")}` };
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  if (script === undefined) {
    return { badUsage: `there is no completion for ${quote(name)}, but ${names.join(", ")}${didYouMean(name, names)}` };
  }
  return print(host, [script()]) ? exit.ok : exit.unusable;
}
