import { wrap } from "../report/wrap.ts";
import { rules } from "../rules/index.ts";
import type { Example, Rule } from "../rules/rule.ts";
import { quote } from "../text/printable.ts";
import { type BadUsage, didYouMean, type Invocation } from "./arguments.ts";
import { exit } from "./exit.ts";
import type { Host } from "./host.ts";
import { print } from "./output.ts";

/** Says what a rule finds, why, and shows its examples. */
export function explain({ operands }: Invocation, host: Host): number | BadUsage {
  const [id, ...more] = operands;
  if (id === undefined || more.length > 0)
    return { badUsage: "explain takes the id of one rule; `fal-lint rules` lists them" };
  const rule = rules.find((known) => known.id === id);
  if (rule === undefined) {
    return {
      badUsage: `there is no rule ${quote(id)}${didYouMean(
        id,
        rules.map((known) => known.id),
      )}`,
    };
  }
  return print(host, explanation(rule)) ? exit.ok : exit.unusable;
}

function* explanation({ id, severity, since, summary, why, bad, good, sources }: Rule): Generator<string> {
  yield `${id} (${severity}, since ${since})\n${summary}.\n\n`;
  yield `${why.split("\n").flatMap(paragraph).join("\n")}\n\n`;
  yield `Bad:\n\n${files(bad)}Good:\n\n${files(good)}`;
  yield `Sources:\n${sources.map((source) => `  ${source}\n`).join("")}`;
}

function paragraph(line: string): string[] {
  return wrap(line, 78);
}

/** The text of each file, indented, under its name. */
function files(example: Example): string {
  return Object.entries(example)
    .map(([path, text]) => `  ${path}\n${text.trimEnd().replaceAll(/^(?=.)/gm, "    ")}\n\n`)
    .join("");
}
