import { constraints, entryKeys } from "../config/constraints.ts";
import { keys } from "../config/validator.generated.js";
import { secretName } from "../rules/registries/secret-name.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { Lines, type Span } from "../text/source.ts";
import { tomlKey, tomlString } from "../toml/edit.ts";
import { scanPositions } from "../toml/positions.ts";
import { type Slot, slotAt } from "./cursor.ts";
import { keyMarkdown, sinceMarkdown } from "./key-words.ts";
import { paragraphs } from "./markdown.ts";
import { appsOf, type IsFile, type Project, pyprojectPath } from "./project.ts";
import { exampleKey, neededHosts, type RegistryHost, registryHosts } from "./registry-hosts.ts";
import { formsOf, meaningOf, type SchemaNode, schemaAt } from "./schema.ts";
import { mountedSecrets, mountIdsAt, secretNames } from "./secret-names.ts";

/** Something that may be written at the cursor. */
export interface Suggestion {
  readonly label: string;
  readonly kind: "key" | "table" | "value" | "secret" | "registry";
  /** A few words beside the label; empty for none. */
  readonly detail: string;
  /** Markdown; empty for none. */
  readonly documentation: string;
  /** What takes the place of `span`. */
  readonly text: string;
  /** The same in the syntax of LSP's snippets, with places to fill in; null if there are none. */
  readonly snippet: string | null;
  readonly span: Span;
  readonly isDeprecated: boolean;
}

/**
 * What may be written at an offset of a pyproject.toml, the likeliest first. The text need not be TOML yet. Of a module nothing: that is left
 * to what an editor knows of Python.
 */
export function completePyproject(project: Project, offset: number): readonly Suggestion[] {
  if (project.path !== pyprojectPath) return [];
  const slot = slotAt(project.text, offset);
  if (slot === null) return [];
  return slot.kind === "value" ? valueSuggestions(slot, project) : keySuggestions(slot, project);
}

/** What may be written at an offset of a Dockerfile: the name of a secret behind `--mount=type=secret,id=`. */
export function completeDockerfile(
  project: Project,
  isDockerfile: IsFile,
  text: string,
  offset: number,
): readonly Suggestion[] {
  const ids = mountIdsAt(project, isDockerfile, text, offset);
  if (ids === null) return [];
  return ids.names.map((name) => ({ ...valueSuggestion(name, ids.span), kind: "secret", detail: "build secret" }));
}

type KeySlot = Extract<Slot, { kind: "key" }>;

function keySuggestions(slot: KeySlot, project: Project): Suggestion[] {
  const written = writtenKeys(slot, project.text);
  const forms = schemaAt(slot.table).flatMap(formsOf);
  const known = new Map(forms.flatMap(({ properties = {} }) => Object.entries(properties)));
  const kinds = kindsOf(slot.table, written);
  const required = new Set([...forms.flatMap((form) => form.required ?? []), ...kinds.flatMap(({ needs }) => needs)]);
  const open = [...known].filter(
    ([key]) => !written.has(key) && !isExcluded(key, written) && kinds.some((kind) => kind.keys?.includes(key) ?? true),
  );
  const sorted = [...open.filter(([key]) => required.has(key)), ...open.filter(([key]) => !required.has(key))];
  const own = sorted.flatMap(([key, node]) => keySuggestion(key, node, slot));
  const named = forms.flatMap(({ propertyNames }) => propertyNames?.enum ?? []).filter((key) => !written.has(key));
  return [...own, ...named.map((key) => bareSuggestion(key, "key", slot)), ...openKeys(slot, written, project)];
}

/** One of the things that a table may be: the keys of which it needs one, and all that it may have (null: whatever the schema knows). */
interface Kind {
  readonly needs: readonly string[];
  readonly keys: readonly string[] | null;
}

const imageKinds: readonly Kind[] = [
  { needs: ["dockerfile"], keys: keys.dockerfileImage },
  { needs: ["image"], keys: keys.referenceImage },
];

/** What a table may still be, by the keys that are written. */
function kindsOf([tool, fal, apps, app, image, ...deeper]: KeyPath, written: ReadonlySet<string>): readonly Kind[] {
  const isApp = tool === "tool" && fal === "fal" && apps === "apps" && app !== undefined;
  if (isApp && image === "image" && deeper.length === 0) {
    const telling = imageKinds.flatMap((kind) => kind.keys ?? []).filter((key) => written.has(key));
    return imageKinds.filter((kind) => telling.every((key) => kind.keys?.includes(key)));
  }
  const lacksEntry = isApp && image === undefined && !entryKeys.some((key) => written.has(key));
  return [{ needs: lacksEntry ? entryKeys : [], keys: null }];
}

/** Keys of tables in which every key is the user's own. */
function openKeys(slot: KeySlot, written: ReadonlySet<string>, project: Project): Suggestion[] {
  const [, , , app, image, table, ...deeper] = slot.table;
  if (slot.table[1] !== "fal" || image !== "image" || deeper.length > 0) return [];
  if (table === "registries") return registrySuggestions(slot, written, String(app), project);
  if (table !== "secrets") return [];
  const names = mountedSecrets(withoutWord(project, slot), String(app));
  return names.filter((name) => !written.has(name)).map((name) => bareSuggestion(name, "secret", slot));
}

function isExcluded(key: string, written: ReadonlySet<string>): boolean {
  return constraints.some(({ kind, key: one, other }) => {
    return kind === "excluded-by" && ((key === one && written.has(other)) || (key === other && written.has(one)));
  });
}

/** The keys of the slot's table, wherever they stand: those behind the cursor only as far as it can be told that they are its own. */
function writtenKeys({ table, place, before, span }: KeySlot, text: string): ReadonlySet<string> {
  const rest = text.slice(0, span[0]) + text.slice(span[1]);
  const positions = scanPositions(rest);
  const entry = positions.find(table);
  if (entry === null) return new Set(before);
  const lines = new Lines(rest);
  const line = lines.position(span[0]).line;
  const keys = positions.entries
    .filter(
      ({ parent, keySpan }) => parent === entry && (place !== "inline" || lines.position(keySpan[0]).line === line),
    )
    .map(({ key }) => String(key));
  return new Set([...before, ...keys]);
}

/** The project as it is without the word at the cursor, which most often keeps it from being read. */
function withoutWord(project: Project, { span, place, isComplete }: KeySlot): Project {
  const { text } = project;
  const lines = new Lines(text);
  const number = lines.position(span[0]).line;
  const [start, end] = place === "inline" || isComplete ? span : lines.line(number);
  return { ...project, text: text.slice(0, start) + text.slice(end) };
}

function keySuggestion(key: string, node: SchemaNode, slot: KeySlot): Suggestion[] {
  const [first] = formsOf(node);
  const isTable = first?.type === "object" && formsOf(node).every(({ type }) => type === "object");
  if (slot.place === "header" && !isTable) return [];
  const [described] = schemaAt([...slot.table, key]);
  const name = tomlKey(key);
  const isAlone = slot.place === "header" || slot.isComplete;
  return [
    {
      label: key,
      kind: isTable ? "table" : "key",
      detail: described?.title ?? "",
      documentation: described === undefined ? "" : keyMarkdown(described, sinceMarkdown([...slot.table, key])),
      text: isAlone ? name : `${name} = `,
      snippet: isAlone ? null : `${snippetText(name)} = ${valueSnippet(first)}`,
      span: slot.span,
      isDeprecated: described?.deprecated === true,
    },
  ];
}

/** The beginning of a value, with the cursor where it goes on. */
function valueSnippet(form: SchemaNode | undefined): string {
  switch (form?.type) {
    case "object":
      return "{ $0 }";
    case "array":
      return "[$0]";
    case "integer":
    case "boolean":
      return "$0";
    default:
      return '"$0"';
  }
}

function bareSuggestion(key: string, kind: Suggestion["kind"], { span }: KeySlot): Suggestion {
  return {
    label: key,
    kind,
    detail: "",
    documentation: "",
    text: tomlKey(key),
    snippet: null,
    span,
    isDeprecated: false,
  };
}

function registrySuggestions(slot: KeySlot, written: ReadonlySet<string>, app: string, project: Project): Suggestion[] {
  const context = appsOf(withoutWord(project, slot)).find(({ key }) => key === app);
  const needed = context === undefined ? [] : neededHosts(context);
  const keys = new Set(needed.map(exampleKey));
  const all = [...needed, ...registryHosts.filter((host) => !keys.has(exampleKey(host)))];
  return all
    .filter((host) => !written.has(exampleKey(host)))
    .map((host) => registrySuggestion(host, keys.has(exampleKey(host)), slot));
}

function registrySuggestion(host: RegistryHost, isNeeded: boolean, slot: KeySlot): Suggestion {
  const { template, label, username, docs } = host;
  const key = tomlString(exampleKey(host));
  let places = 0;
  const keySnippet = `"${template.replaceAll(/<([^<>]*)>/g, (_, example) => `\${${++places}:${example}}`)}"`;
  const user = `"${username === null ? `$${++places}` : snippetText(username)}"`;
  const credential = ` = { username = ${user}, password = "\\$\${${++places}:${secretName({ kind: "password", of: exampleKey(host) })}}" }`;
  const isAlone = slot.place === "header" || slot.isComplete;
  return {
    label: exampleKey(host),
    kind: "registry",
    detail: [label, isNeeded ? "pulled from by this app" : ""].filter((part) => part !== "").join(", "),
    documentation: paragraphs(docs === null ? null : `[How to log in](${docs})`),
    text: key,
    snippet: isAlone ? (template === exampleKey(host) ? null : keySnippet) : keySnippet + credential,
    span: slot.span,
    isDeprecated: false,
  };
}

function valueSuggestions({ path, span }: Extract<Slot, { kind: "value" }>, project: Project): Suggestion[] {
  const own = schemaAt(path);
  // Examples of what may be one word or a list of them stand above the list.
  const described = typeof path.at(-1) === "number" ? [...own, ...schemaAt(path.slice(0, -1))] : own;
  const examples = [...new Set(described.flatMap((node) => node.examples ?? []))];
  const words = own.flatMap(formsOf).flatMap((form) => valuesOf(form, examples));
  const suggestions = words.map(([value, documentation]): Suggestion => {
    const text = typeof value === "string" ? tomlString(value) : String(value);
    return { ...valueSuggestion(text, span), label: String(value), documentation };
  });
  const secrets = secretNames(path, project.options.secrets ?? []);
  return [
    ...unique(suggestions),
    ...secrets.map(
      (name): Suggestion => ({
        ...valueSuggestion(tomlString(name), span),
        label: name,
        kind: "secret",
        detail: "fal secret",
      }),
    ),
  ];
}

function valueSuggestion(text: string, span: Span): Suggestion {
  const plain = { detail: "", documentation: "", snippet: null, isDeprecated: false };
  return { ...plain, label: text, kind: "value", text, span };
}

/** What a value may be, word by word, each with what it means. Examples count where there are several, which are then a list to choose from. */
function valuesOf(
  form: SchemaNode,
  examples: readonly unknown[],
): readonly (readonly [value: string | boolean, documentation: string])[] {
  if (form.enum !== undefined) return form.enum.map((word) => [word, meaningOf(form, word) ?? ""] as const);
  if (form.type === "boolean")
    return [
      [true, ""],
      [false, ""],
    ];
  const words = form.type === "string" ? examples.filter((example) => typeof example === "string") : [];
  return words.length > 1 ? words.map((word) => [word, ""] as const) : [];
}

/** A dollar sign that is none of the snippet's, and so on. */
function snippetText(text: string): string {
  return text.replaceAll(/[\\$}]/g, "\\$&");
}

function unique(suggestions: readonly Suggestion[]): Suggestion[] {
  return [...new Map(suggestions.map((one) => [one.text, one])).values()];
}
