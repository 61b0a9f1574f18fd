import type { PipOption } from "../packaging/pip-option.ts";
import type { RequirementProblem } from "../packaging/requirement.ts";
import type { Finding } from "../text/finding.ts";
import { type AppRequirement, appRequirements } from "./apps/app-requirements.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const invalidRequirement: Rule = {
  id: "invalid-requirement",
  severity: "error",
  summary: "A requirement that pip cannot read",
  why: "fal's client sends the list as it is, and each string becomes one argument of `pip install` on a machine of fal's: what pip cannot read is found out only there. Options work as they do on pip's command line. One that takes a value is two strings, or one with `=`; a file that `-r` or `-c` names is not sent along.",
  sources: [
    "https://packaging.python.org/en/latest/specifications/dependency-specifiers/",
    "https://fal.ai/docs/documentation/development/fal-runtime",
    "fal-ai/isolate src/isolate/backends/virtualenv.py: _install_packages",
  ],
  bad: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
requirements = ["torch=2.7.1", "--extra-index-url https://download.pytorch.org/whl/cu128"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
requirements = ["torch==2.7.1", "--extra-index-url", "https://download.pytorch.org/whl/cu128"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const entry of appRequirements(app)) {
      const words = entryWords(entry, app);
      if (words !== null) yield { rule: "invalid-requirement", at: entry.at, ...words };
    }
  },
};

type Words = Pick<Finding, "message" | "help" | "severity">;

function entryWords(entry: AppRequirement, app: AppContext): Words | null {
  if (entry.kind === "option") return optionWords(entry.option, entry.value, app);
  if (entry.kind !== "invalid") return null;
  const [what, help] = problemWords[entry.problem];
  return { message: `${subject(entry.text)} ${what}: pip will stop.`, help };
}

const problemWords: Readonly<Record<RequirementProblem, readonly [what: string, help: string]>> = {
  empty: ["names no package", "Remove it."],
  name: ["does not begin with the name of a package", "Write it as `name`, `name==1.2.3` or `name @ https://…`."],
  extras: ["has brackets that do not hold names of extras, divided by commas", "Write it as `name[first,second]`."],
  operator: [
    "has something behind the name that is no version specifier",
    "A version follows one of `==`, `>=`, `<=`, `~=`, `!=`, `<`, `>`; `=`, `^` and `~` are those of other tools.",
  ],
  separator: ["has no comma between two version specifiers", "Write it as `name>=1.2,<2`."],
  version: [
    "has a version that PEP 440 does not allow there",
    "Write it as `1.2.3`; `.*` goes with `==` and `!=` only, and `~=` wants two numbers.",
  ],
  url: [
    "has no URL behind its `@`",
    "Write it as `name @ https://…` or `name @ git+https://…`, without blanks in the URL.",
  ],
  marker: [
    "has no environment marker behind its `;`",
    "Write it as `name; python_version < '3.12'`, with the version in quotes.",
  ],
};

const readsFile = /^(?:-[rc]|--requirements?|--constraints?)$/;
const isUrl = /^[a-z][a-z0-9+.-]*:\/\//i;

function optionWords(option: PipOption, value: string | null, app: AppContext): Words | null {
  const name = quoteWord(option.name);
  if (option.takesValue === true && value === null) {
    return { message: `${name} has no value behind it: pip will stop.`, help: "Write the value as the next string." };
  }
  // What is in the container's own image cannot be seen from here.
  const stays = value === null || isUrl.test(value) || app.config.image !== undefined || /^[/~$]/.test(value);
  if (!stays && readsFile.test(option.name)) {
    return {
      message: `${name} reads a file, and fal sends none: pip will not find it where the requirements are installed.`,
      help: "List the requirements themselves.",
    };
  }
  if (!stays && /^(?:-e|--editable)$/.test(option.name)) {
    return {
      message: `${name} wants a folder, and fal sends a package: pip will stop.`,
      help: "Leave the option out: a folder in the list is packed, sent and installed.",
    };
  }
  if (!option.blank) return null;
  return {
    ...(!option.name.startsWith("--") && { severity: "warning" }),
    message: `${name} and its value are one string, which is one argument to pip: it knows no option of that name.`,
    help: "Write them as two strings.",
  };
}

/** What may be a URL may hold a password. */
function subject(text: string): string {
  return text === "" || /[@:]/.test(text) ? "This requirement" : quoteWord(text);
}
