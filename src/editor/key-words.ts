import { requiredFal } from "../client/releases.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { code, paragraphs } from "./markdown.ts";
import { formsOf, type SchemaNode } from "./schema.ts";

/** Which release of fal knows a key; null if all do. */
export function sinceMarkdown(path: KeyPath): string | null {
  const inApp = path.slice(0, 3).join(".") === "tool.fal.apps" ? path.slice(4) : [];
  const since = requiredFal({ keys: [inApp], imageOnly: false, extraRequirement: false });
  return since === null ? null : `Since fal ${since.version}.`;
}

/** What a key does, in Markdown: its description, what it may be, since when, and where more is to be read. */
export function keyMarkdown(node: SchemaNode, since: string | null): string {
  const description = node.description ?? "";
  // The schema's descriptions end in the page on the key.
  const page = /\n\n(https:\S+)$/.exec(description);
  return paragraphs(
    node.title === undefined ? null : `**${node.title}**`,
    node.deprecated ? `Deprecated. ${node.deprecationMessage ?? ""}`.trim() : null,
    description.slice(0, page?.index),
    allowed(node),
    since,
    page === null ? null : `[fal's documentation](${page[1]})`,
  );
}

/** What a value may be, as far as the description does not say it, or an example. */
function allowed(node: SchemaNode): string | null {
  const forms = formsOf(node).flatMap((form) => (form.items === undefined ? [form] : formsOf(form.items)));
  const listed = forms.flatMap((form) => form.enum ?? []);
  // Those of all rules are a page of their own.
  if (listed.length > 0 && listed.length <= 12 && !node.description?.includes(`\`${listed[0]}\``)) {
    return `Allowed: ${listed.map(code).join(", ")}`;
  }
  const examples = (node.examples ?? []).map((example) => code(tomlValue(example)));
  if (examples.length > 0) return `For example ${examples.join(", ")}`;
  const [form] = forms;
  if (form?.type === "boolean") return "`true` or `false`";
  if (form?.minimum === undefined) return null;
  return form.maximum === undefined ? `At least ${form.minimum}` : `From ${form.minimum} to ${form.maximum}`;
}

/** An example of the schema as it would be written. */
function tomlValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, member]) => `${key} = ${tomlValue(member)}`);
  return `{ ${members.join(", ")} }`;
}
