import { requiredFal } from "../client/releases.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { code, paragraphs } from "./markdown.ts";
import { formsOf, type SchemaNode } from "./schema.ts";

const reference = "https://fal.ai/docs/api-reference/python-sdk/pyproject-toml";
const machines = "https://fal.ai/docs/documentation/deployment/machine-types";

/** The page of fal's documentation on a key, by its path from the app on; the first that fits. */
const pages: readonly (readonly [start: readonly string[], page: string])[] = [
  [["machine_type"], machines],
  [["num_gpus"], machines],
  [["image", "registries"], "https://fal.ai/docs/documentation/development/private-registries"],
  [["health_check"], "https://fal.ai/docs/documentation/development/add-health-check-endpoint"],
  [["secrets"], "https://fal.ai/docs/documentation/development/manage-secrets-securely"],
  [["image", "secrets"], "https://fal.ai/docs/documentation/development/manage-secrets-securely"],
  [[], reference],
];

/** What a key does, in Markdown: its description, what it may be, which release of fal knows it, and where more is to be read. */
export function keyMarkdown(path: KeyPath, node: SchemaNode): string {
  const inApp = path.slice(0, 3).join(".") === "tool.fal.apps" ? path.slice(4) : null;
  const since = inApp === null ? undefined : requiredFal({ keys: [inApp], imageOnly: false, extraRequirement: false });
  const page = inApp === null ? undefined : pages.find(([start]) => start.every((key, index) => inApp[index] === key));
  return paragraphs(
    node.title === undefined ? null : `**${node.title}**`,
    node.deprecated ? `Deprecated. ${node.deprecationMessage ?? ""}`.trim() : null,
    node.description ?? null,
    allowed(node),
    since ? `Since fal ${since.version}.` : null,
    page === undefined || path.length < 4 ? null : `[fal's documentation](${page[1]})`,
  );
}

/** What a value may be, or an example. */
function allowed(node: SchemaNode): string | null {
  const forms = formsOf(node).flatMap((form) => (form.items === undefined ? [form] : formsOf(form.items)));
  const words = forms.flatMap((form) => form.const ?? form.enum ?? []);
  // Those of all rules are a page of their own.
  if (words.length > 0 && words.length <= 12) return `Allowed: ${words.map(code).join(", ")}`;
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
