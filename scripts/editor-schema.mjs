// The schema of [tool.fal] in the form that editors show best: a mistake is refused at its own key, with as little of the values around it
// as can be (Taplo quotes what it refuses), and every key has words and a link.
import { nodes } from "./schema-nodes.mjs";

/** Where a key without a page of its own is explained. */
const reference = "https://fal.ai/docs/api-reference/python-sdk/pyproject-toml";

/** What the keys of a table are names of, which Tombi shows in completion. */
const keyLabels = { apps: "app", registries: "registry", build_args: "argument", secrets: "secret" };

/** `types` is the schema as it is generated from src/config/types.ts, which stays as it is. */
export function editorSchema(types, { constraints, entryKeys }) {
  const schema = structuredClone(types);
  const { definitions } = schema;
  mergeImages(definitions);
  constrain(definitions.AppConfig, constraints, entryKeys);
  for (const node of nodes(schema)) {
    closeList(node);
    for (const [key, property] of Object.entries(node.properties ?? {})) {
      if (property === true || property === false || property.const !== undefined) continue;
      if (property.title !== undefined || property.description !== undefined) link(property);
      if (property.type === "object" && keyLabels[key]) property["x-tombi-additional-key-label"] = keyLabels[key];
    }
  }
  return schema;
}

/** The same as SchemaStore takes it: its validation knows no `deprecationMessage`. */
export function schemaStorePartial(editor) {
  const schema = structuredClone(editor);
  for (const node of nodes(schema)) {
    if (typeof node.deprecationMessage !== "string") continue;
    node.description = `DEPRECATED. ${node.deprecationMessage} ${node.description}`;
    delete node.deprecationMessage;
  }
  return { ...schema, $id: "https://json.schemastore.org/partial-fal.json" };
}

/** One table with the keys of both kinds in place of two tables, of which a reader could only say that neither fits. */
function mergeImages(definitions) {
  const { DockerfileImageConfig: dockerfile, ReferenceImageConfig: reference, ImageConfig: image } = definitions;
  const { title, description } = image;
  const only = Object.keys(dockerfile.properties).filter((key) => !(key in reference.properties));
  definitions.ImageConfig = {
    title,
    description,
    type: "object",
    properties: { ...dockerfile.properties, ...reference.properties },
    additionalProperties: false,
    dependencies: {
      ...Object.fromEntries(only.filter((key) => key !== "dockerfile").map((key) => [key, ["dockerfile"]])),
      image: { properties: { dockerfile: false }, additionalProperties: true },
    },
    if: { properties: { image: true }, required: ["image"], additionalProperties: true },
    else: { properties: { dockerfile: true }, required: ["dockerfile"], additionalProperties: true },
  };
  delete definitions.DockerfileImageConfig;
  delete definitions.ReferenceImageConfig;
}

/** What holds between the keys of an app. */
function constrain(app, constraints, entryKeys) {
  app.anyOf = entryKeys.map((key) => ({ properties: { [key]: true }, required: [key], additionalProperties: true }));
  app.dependencies = {};
  for (const { key, kind, other, nonEmpty } of constraints) {
    if (kind === "needs") app.dependencies[key] = [other];
    else {
      const refused = nonEmpty ? { type: "array", maxItems: 0 } : false;
      app.dependencies[other] = { properties: { [key]: refused }, additionalProperties: true };
    }
  }
}

/** A list of words as such, with what each of them means. */
function closeList(node) {
  const { anyOf, description } = node;
  if (!anyOf?.every((option) => option.const !== undefined)) return;
  delete node.anyOf;
  const meanings = anyOf.map((option) => `- \`${option.const}\`: ${option.description}`).join("\n");
  Object.assign(node, {
    type: "string",
    enum: anyOf.map((option) => option.const),
    description: description === undefined ? meanings : `${description}\n\n${meanings}`,
    "x-taplo": { docs: { enumValues: anyOf.map((option) => option.description) } },
    "x-intellij-enum-metadata": Object.fromEntries(
      anyOf.map((option) => [option.const, { description: option.description }]),
    ),
  });
}

function link(property) {
  const { see = reference, description } = property;
  delete property.see;
  property.description = `${description}\n\n${see}`;
  property["x-taplo"] = { ...property["x-taplo"], links: { key: see } };
}
