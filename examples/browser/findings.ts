import { type Diagnostic, type Range, type Rule, rules } from "fal-lint";
import { button, element, prose } from "./elements.ts";

const rulesById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

/** What can be done with a finding. */
export interface FindingActions {
  readonly jump: (file: string, range: Range) => void;
  readonly fix: (fix: NonNullable<Diagnostic["fix"]>) => void;
}

/** One finding as an item of the list. */
export function findingItem(diagnostic: Diagnostic, actions: FindingActions): HTMLLIElement {
  const { severity, rule, file, range, app, message, help, related, fix } = diagnostic;
  const item = element(
    "li",
    `finding ${severity}`,
    element(
      "p",
      "",
      element("span", "severity", severity),
      " ",
      jumpButton(file, range, actions),
      app === null ? "" : ` in ${app}`,
    ),
    element("p", "message", ...prose(message)),
  );
  if (help !== null) item.append(element("p", "", ...prose(help)));
  for (const other of related) {
    item.append(element("p", "hint", jumpButton(other.file, other.range, actions), ` ${other.message}`));
  }
  if (fix !== null) {
    const label = `${fix.description}${fix.safe ? "" : " (look at what it does)"}`;
    item.append(
      element(
        "p",
        "bar",
        button("fix", label, () => actions.fix(fix)),
      ),
    );
  }
  const info = rulesById.get(rule);
  if (info !== undefined) item.append(explanation(info));
  return item;
}

function jumpButton(file: string, range: Range, { jump }: FindingActions): HTMLButtonElement {
  const { line, column } = range.start;
  return button("jump", `${file}:${line}:${column}`, () => jump(file, range));
}

function explanation({ id, summary, why, good, sources }: Rule): HTMLDetailsElement {
  const details = element("details", "", element("summary", "", "Rule ", element("code", "", id)));
  // Only what is opened is made.
  details.addEventListener(
    "toggle",
    () => {
      details.append(
        element("p", "", `${summary}.`),
        ...why.split("\n\n").map((paragraph) => element("p", "", ...prose(paragraph))),
        element("h3", "", "A good example"),
        ...Object.entries(good).map(([path, text]) => element("pre", "", `# ${path}\n${text}`)),
        element("h3", "", "Sources"),
        element("ul", "", ...sources.map((source) => element("li", "", sourceLink(source)))),
      );
    },
    { once: true },
  );
  return details;
}

function sourceLink(source: string): Node | string {
  if (!source.startsWith("https://")) return source;
  const link = element("a", "", source);
  link.href = source;
  link.rel = "noreferrer noopener";
  link.target = "_blank";
  return link;
}
