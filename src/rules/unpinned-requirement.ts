import type { Finding } from "../text/finding.ts";
import { type AppRequirement, appRequirements } from "./apps/app-requirements.ts";
import { quoteWord } from "./dockerfile/dockerfile-finding.ts";
import type { AppContext, Rule } from "./rule.ts";

export const unpinnedRequirement: Rule = {
  id: "unpinned-requirement",
  severity: "warning",
  optional: true,
  summary: "A requirement without an exact version",
  why: "fal keeps an environment as long as its list does not change, and builds it anew whenever it does: then every package without an exact version may be another one than before. What a pinned package itself requires is not pinned by that.",
  sources: ["https://fal.ai/docs/documentation/development/fal-runtime"],
  bad: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
requirements = ["torch==2.7.1", "diffusers>=0.31", "git+https://github.com/my-org/brushes"]
`,
  },
  good: {
    "pyproject.toml": `[tool.fal.apps.painter]
python_entry_point = "painter.server:Painter"
requirements = ["torch==2.7.1", "diffusers==0.31.0", "git+https://github.com/my-org/brushes@v1.4.0"]
`,
  },
  since: "0.1.0",
  *check(app: AppContext): Iterable<Finding> {
    for (const entry of appRequirements(app)) {
      const words = entryWords(entry);
      if (words !== null) yield { rule: "unpinned-requirement", at: entry.at, ...words };
    }
  },
};

function entryWords(entry: AppRequirement): Pick<Finding, "message" | "help"> | null {
  const { name, url, specifiers } =
    entry.kind === "package"
      ? entry.requirement
      : { name: null, url: entry.kind === "url" ? entry.url : "", specifiers: [] };
  const subject = name === null ? "This requirement" : quoteWord(name);
  if (url !== null) {
    if (!isFloating(url)) return null;
    return {
      message: `${subject} is whatever was pushed last.`,
      help: "Put `@` and a tag or a commit behind the URL.",
    };
  }
  if (specifiers.some(({ operator, wildcard }) => operator === "===" || (operator === "==" && !wildcard))) return null;
  return { message: `${subject} has no exact version.`, help: "Write `==` and the version that you have tried." };
}

/** A repository without a revision: the `@` of a user does not count. */
function isFloating(url: string): boolean {
  return /^(?:git|hg|svn|bzr)\+[a-z]+:\/\/[^/]*\/[^@]*$/i.test(url);
}
