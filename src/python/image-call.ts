import type { Span } from "../text/source.ts";
import type { Argument, SyntaxNode } from "./syntax-tree.ts";
import type { ImageValue, NamedValue, Value } from "./values.ts";

/** The parameters of `ContainerImage` in order (container.py): its fields. */
const parameters: readonly string[] = [
  "dockerfile_str",
  "build_args",
  "registries",
  "builder",
  "compression",
  "force_compression",
  "secrets",
  "entrypoint",
  "cmd",
  "use_isolate",
  "context_dir",
  "dockerignore",
  "dockerignore_path",
];

/** What each form takes in the first place, and how that is called. */
const forms: Readonly<Record<string, { readonly form: ImageValue["form"]; readonly positional: readonly string[] }>> = {
  ContainerImage: { form: "str", positional: parameters },
  "ContainerImage.from_dockerfile_str": { form: "str", positional: ["text"] },
  "ContainerImage.from_dockerfile": { form: "path", positional: ["path"] },
};

type Evaluate = (node: SyntaxNode | null) => Value;

/** The image that a call makes. Its Dockerfile is the value `dockerfile`, in whatever form. Null if it is no call that makes one. */
export function readImageCall(
  name: string,
  given: readonly Argument[],
  span: Span,
  text: string,
  evaluate: Evaluate,
): ImageValue | null {
  const call = forms[name];
  if (call === undefined) return null;
  const values = new Map<string, NamedValue>();
  let isOpen = false;
  for (const [index, { keyword, isSpread, value }] of given.entries()) {
    const written = keyword === null ? call.positional[index] : text.slice(keyword.from, keyword.to);
    if (isSpread || written === undefined) {
      isOpen = true;
      continue;
    }
    const parameter = written === call.positional[0] ? "dockerfile" : written;
    const keySpan: Span = keyword === null ? [value.from, value.to] : [keyword.from, keyword.to];
    values.set(parameter, { keySpan, value: evaluate(value) });
  }
  return { kind: "image", span, form: call.form, values, isOpen, ignore: null };
}

/** What `add_dockerignore(patterns, path)` sets. */
export function readIgnoreCall(given: readonly Argument[], text: string, evaluate: Evaluate): ImageValue["ignore"] {
  const [only, ...more] = given;
  if (only === undefined || more.length > 0 || only.isSpread) return "unknown";
  const keyword = only.keyword === null ? "patterns" : text.slice(only.keyword.from, only.keyword.to);
  const value = evaluate(only.value);
  if (keyword === "path") return { path: value };
  return keyword === "patterns" ? { patterns: value } : "unknown";
}
