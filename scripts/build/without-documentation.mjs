// Leaves out of the rules what only the pages on them need: the command prints those pages, and does without.
import { readFileSync } from "node:fs";
import typescript from "typescript";

const documentation = new Set(["why", "sources", "bad", "good", "alsoFlagged", "withoutFiles", "now"]);

export const withoutDocumentation = {
  name: "without-documentation",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]rules[\\/][^\\/]+\.ts$/ }, ({ path }) => ({
      contents: strip(path, readFileSync(path, "utf8")),
      loader: "ts",
    }));
  },
};

/** A module without the documentation of the rule that it holds, if it holds one. */
function strip(path, text) {
  const module = typescript.createSourceFile(path, text, typescript.ScriptTarget.ES2023);
  const properties = module.statements
    .flatMap((statement) => statement.declarationList?.declarations ?? [])
    .filter(({ type }) => type?.typeName?.text === "Rule")
    .flatMap(({ initializer }) => initializer.properties)
    .filter(({ name }) => documentation.has(name.text));
  let stripped = "";
  let done = 0;
  for (const { pos, end } of properties) {
    stripped += text.slice(done, pos);
    // The comma behind it goes too.
    done = end + 1;
  }
  return stripped + text.slice(done);
}
