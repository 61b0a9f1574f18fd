// Writes everything that is made from something else: the JSON Schemas from the types, the validator from the schema, the pages on rules
// and the README's table from the rules, the manual page from the options, the
// README's picture from a run.
// `--check` writes nothing, names what is stale, and exits 1 (npm test runs it).
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import Ajv, { _ } from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { createGenerator } from "ts-json-schema-generator";
import { editorSchema, schemaStorePartial } from "./editor-schema.mjs";
import { nodes } from "./schema-nodes.mjs";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

/** Bundles a TypeScript module of `src/` and imports it. */
async function load(path) {
  const { outputFiles } = await build({
    absWorkingDir: process.cwd(),
    entryPoints: [path],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    define: { FAL_LINT_VERSION: '""' },
    plugins: [
      {
        name: "rule-traits",
        setup({ onLoad }) {
          // As they will be written, not as they were.
          onLoad({ filter: /[\\/]traits\.generated\.ts$/ }, () => ({ contents: traitsModule(), loader: "ts" }));
        },
      },
    ],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

const { constraints, entryKeys } = await load("src/config/constraints.ts");
const { rules } = await load("src/rules/index.ts");
const { ruleDocs, withRuleTable } = await load("scripts/rule-docs.ts");
const { manPage } = await load("scripts/man-page.ts");
const { screenshot } = await load("scripts/screenshot.ts");

/** What `src/rule-ids.ts` must know of the rules. */
function traitsModule() {
  const traits = rules.map(({ id, severity, optional, required, needs }) => {
    return `  ${JSON.stringify(id)}: ${JSON.stringify({ severity, optional, required, needs })},\n`;
  });
  return `// Made by scripts/generate.mjs from the rules. Do not edit.
import type { RuleTraits } from "./rule.ts";

/** By the id of the rule. */
export const ruleTraits: Readonly<Record<string, RuleTraits>> = {
${traits.join("")}};
`;
}

function schemaOf(path, type) {
  return createGenerator({
    path,
    type,
    tsconfig: "tsconfig.json",
    expose: "export",
    topRef: false,
    jsDoc: "extended",
    extraTags: ["writeOnly", "see"],
    sortProps: false,
    additionalProperties: false,
    skipTypeCheck: true,
  }).createSchema(type);
}

/** What the generator cannot say in draft-07 terms by itself. */
function polish(schema) {
  const definitions = schema.definitions ?? {};
  const constants = new Set(Object.keys(definitions).filter((name) => definitions[name].const !== undefined));
  for (const node of nodes(schema)) {
    // Words of a closed list stand where they are used, each with its description.
    const name = node.$ref?.replace("#/definitions/", "");
    if (constants.has(name)) {
      delete node.$ref;
      Object.assign(node, { const: definitions[name].const, description: definitions[name].description });
    }
    if (typeof node.deprecated === "string") {
      node.deprecationMessage = node.deprecated;
      node.deprecated = true;
    }
  }
  for (const name of constants) delete definitions[name];
  return schema;
}

/** What a schema says to people. */
const annotations = ["title", "description", "examples", "default", "deprecated", "deprecationMessage", "see"];

/** The same schema in the form that the validator wants: one error for one mistake. */
function validatorSchema(fal) {
  const schema = structuredClone(fal);
  // validate.ts picks the kind of image, and checks what stands between keys, so that it can name the mistake.
  schema.definitions.ImageConfig = { type: "object" };
  for (const node of nodes(schema)) {
    for (const key of annotations) if (typeof node[key] !== "object" || Array.isArray(node[key])) delete node[key];
    // A TOML float or date is an object to JavaScript: only what has no prototype is a table (see toml/read.ts).
    if (node.type === "object") node.table = true;
    if (node.anyOf?.every((option) => option.const !== undefined)) {
      node.enum = node.anyOf.map((option) => option.const);
      delete node.anyOf;
    }
  }
  return schema;
}

function lintSchema() {
  const schema = polish(schemaOf("src/config/lint-config.ts", "LintConfig"));
  const ids = (wanted) => rules.filter(wanted).map(({ id }) => id);
  const { select, ignore, severity, exclude } = schema.properties;
  select.items.enum = ids(() => true);
  ignore.items.enum = ids(({ required }) => !required);
  severity.propertyNames = { enum: ignore.items.enum };
  exclude.items.minLength = 1;
  return schema;
}

const tables = {
  app: "AppConfig",
  dockerfileImage: "DockerfileImageConfig",
  referenceImage: "ReferenceImageConfig",
  registry: "RegistryConfig",
  healthCheck: "HealthCheckConfig",
  retryConfig: "RetryConfig",
  retries: "Retries",
};

// ajv writes out at every fault how it is put on the list; a function does it in a third of the code.
const listing =
  /const (err\d+) = (\{.*?\});\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}\s*errors\+\+;/gs;
const fault = /^\{instancePath(?:: ?(.*?))?,schemaPath:"[^"]*",keyword:("\w+"),params:(.*)\}$/s;

function shorten(code) {
  const short = code.replaceAll(listing, (_all, _name, error) => {
    const [, path = "instancePath", keyword, params] = fault.exec(error.replaceAll("\n", ""));
    return `vErrors = list(vErrors, ${path}, ${keyword}, ${params}); errors++;`;
  });
  return `${short.replaceAll(/(\w+)\.replace\(\/~\/g, ?"~0"\)\.replace\(\/\\\/\/g, ?"~1"\)/g, "pointer($1)")}
function pointer(key) {
  return key.replace(/~/g, "~0").replace(/\\//g, "~1");
}
function list(faults, instancePath, keyword, params) {
  const fault = { instancePath, keyword, params };
  if (faults === null) return [fault];
  faults.push(fault);
  return faults;
}
`;
}

async function validatorModule(fal) {
  const schema = { ...validatorSchema(fal), $id: "fal" };
  const ajv = new Ajv({
    allErrors: true,
    messages: false,
    strict: false,
    code: { source: true, esm: true, lines: false },
  });
  ajv.addKeyword({
    keyword: "table",
    type: "object",
    code: (context) => context.fail(_`Object.getPrototypeOf(${context.data}) !== null`),
  });
  ajv.addSchema(schema);
  const code = shorten(
    standaloneCode(ajv, {
      app: "fal#/definitions/AppConfig",
      dockerfileImage: "fal#/definitions/DockerfileImageConfig",
      referenceImage: "fal#/definitions/ReferenceImageConfig",
    }),
  );
  // ajv's ESM output still says require(…) for its run-time helpers.
  const { outputFiles } = await build({
    absWorkingDir: process.cwd(),
    stdin: { contents: code, resolveDir: process.cwd(), loader: "js" },
    bundle: true,
    write: false,
    format: "esm",
    platform: "neutral",
    mainFields: ["main"],
    minifySyntax: true,
    minifyWhitespace: true,
    charset: "utf8",
    // A linked node_modules leaves the path of a machine otherwise.
    preserveSymlinks: true,
  });
  const keys = Object.fromEntries(
    Object.entries(tables).map(([name, type]) => [name, Object.keys(fal.definitions[type].properties)]),
  );
  return (
    "// Made by scripts/generate.mjs from src/config/types.ts. Do not edit.\n" +
    outputFiles[0].text +
    `export const keys = ${JSON.stringify(keys, null, 2)};\n`
  );
}

function published({ $schema, $id, title, description, ...rest }) {
  return `${JSON.stringify({ $schema, $id, title, description, ...rest }, null, 2)}\n`;
}

function pyprojectSchema(fal, lint) {
  const { $schema, definitions, ...root } = fal;
  const { $schema: _draft, definitions: lintDefinitions, ...lintRoot } = lint;
  return {
    $schema,
    title: "pyproject.toml with fal apps",
    description: "Checks [tool.fal] and [tool.fal-lint], and leaves every other table alone.",
    type: "object",
    properties: {
      tool: { type: "object", properties: { fal: root, "fal-lint": lintRoot }, additionalProperties: true },
    },
    additionalProperties: true,
    definitions: { ...definitions, ...lintDefinitions },
  };
}

/** Every generated file by its path. */
export async function generated() {
  const types = polish(schemaOf("src/config/types.ts", "FalConfig"));
  const fal = editorSchema(types, { constraints, entryKeys });
  const lint = lintSchema();
  return {
    "schema/fal.schema.json": published(fal),
    "schema/pyproject.schema.json": published(pyprojectSchema(fal, lint)),
    "schema/fal-lint.schema.json": published(lint),
    "contrib/schemastore/src/schemas/json/partial-fal.json": published(schemaStorePartial(fal)),
    "schema/manifest.schema.json": published(polish(schemaOf("src/manifest/types.ts", "ManifestDocument"))),
    "schema/report.schema.json": published(polish(schemaOf("src/report/types.ts", "Report"))),
    "src/rules/traits.generated.ts": traitsModule(),
    "src/config/validator.generated.js": await validatorModule(types),
    "README.md": withRuleTable(read("README.md") ?? ""),
    "docs/broken.svg": await screenshot(),
    "docs/fal-lint.1": manPage(JSON.parse(read("package.json")).version),
    ...ruleDocs(),
  };
}

/** Pages of rules that are no more. */
function orphans(files) {
  const pages = existsSync("docs/rules") ? readdirSync("docs/rules").map((name) => `docs/rules/${name}`) : [];
  return pages.filter((path) => !(path in files));
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = await generated();
  const stale = Object.entries(files).filter(([path, text]) => read(path) !== text);
  if (process.argv.includes("--check")) {
    const paths = [...stale.map(([path]) => path), ...orphans(files)];
    for (const path of paths) console.error(`${path} is stale: run npm run generate`);
    process.exitCode = paths.length > 0 ? 1 : 0;
  } else {
    for (const path of orphans(files)) rmSync(path);
    for (const [path, text] of stale) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      console.log(`wrote ${path}`);
    }
  }
}
