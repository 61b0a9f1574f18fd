import type { KeyPath } from "../text/diagnostic.ts";
import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import { isTomlTable, type TomlTable, type TomlValue } from "../toml/values.ts";
import { type Constraint, constraints, entryKeys } from "./constraints.ts";
import { isDeeperThan } from "./depth.ts";
import { type Dynamic, nothingDynamic } from "./dynamic.ts";
import { unknownKeyHelp } from "./unknown-key.ts";
import type { SchemaError, Validator } from "./validator.generated.js";
import * as schema from "./validator.generated.js";
import { alternatives, pathText, typeName } from "./wording.ts";

/** A finding, with what is needed to see that another one only repeats it. */
interface Fault {
  readonly finding: Finding;
  /** The table in which a key is missing or unknown. */
  readonly table?: KeyPath;
  /** Any of these would have done. */
  readonly missing?: readonly string[];
  /** What an unknown key was probably meant to be. */
  readonly meant?: string | null;
}

/**
 * Checks one app's table against the schema: empty if it passes. Each mistake is told once, in TOML's words, without its value.
 * @param path where the app stands, `["tool", "fal", "apps", key]`
 */
export function validateApp(app: TomlValue, path: KeyPath, dynamic: Dynamic = nothingDynamic): Finding[] {
  if (!isTomlTable(app)) return [wrongType(app, path, path, "object").finding];
  const image = app["image"];
  const faults = [
    ...schemaFaults(schema.app, app, path, path),
    ...constraints.flatMap((constraint) => constraintFaults(constraint, app, path)),
    ...entryFaults(app, path),
    ...depthFaults(app, path),
    ...(isTomlTable(image) ? imageFaults(image, path) : []),
  ];
  const meant = new Set(faults.map((fault) => JSON.stringify([fault.table, fault.meant])));
  return faults
    .filter((fault) => !mayBeSet(fault, path, dynamic))
    .filter((fault) => !fault.missing?.some((key) => meant.has(JSON.stringify([fault.table, key]))))
    .map((fault) => fault.finding);
}

/** Whether code may set what a fault says is missing. */
function mayBeSet({ table, missing }: Fault, app: KeyPath, dynamic: Dynamic): boolean {
  if (table === undefined || missing === undefined) return false;
  const path = table.slice(app.length);
  return dynamic.isOpen(path) || missing.some((key) => dynamic.has([...path, key]));
}

function imageFaults(image: TomlTable, app: KeyPath): Fault[] {
  const path = [...app, "image"];
  if ("image" in image && !("dockerfile" in image)) {
    return schemaFaults(schema.referenceImage, image, path, app).map((fault) => buildKeyFault(fault) ?? fault);
  }
  const faults = schemaFaults(schema.dockerfileImage, image, path, app);
  if ("dockerfile" in image && "image" in image) {
    return faults.map((fault) => (lastKey(fault.finding) === "image" ? bothImagesFault(path) : fault));
  }
  return faults.map((fault) => (fault.missing?.includes("dockerfile") ? noImageFault(path) : fault));
}

/** `build_args` and `secrets` are unknown to the schema of a pulled image, but not to the user. */
function buildKeyFault({ finding, table }: Fault): Fault | null {
  const key = lastKey(finding);
  if (finding.rule !== "unknown-key" || table === undefined || (key !== "build_args" && key !== "secrets")) return null;
  return {
    finding: {
      rule: "conflicting-keys",
      at: finding.at,
      message: `${quote(key)} is for an image that is built from a \`dockerfile\`; this one is pulled as it is.`,
      help:
        key === "secrets"
          ? "For a secret that the running app needs, list its name in the app's own `secrets`."
          : "Remove it, or build the image from a Dockerfile.",
      related: [{ at: { keyPath: [...table, "image"], part: "key" }, message: "the image that is pulled" }],
    },
  };
}

function bothImagesFault(path: KeyPath): Fault {
  return {
    finding: {
      rule: "conflicting-keys",
      at: { keyPath: [...path, "image"], part: "key" },
      message: "`dockerfile` and `image` cannot stand together: fal builds the one or pulls the other.",
      help: "Keep one of the two.",
      related: [{ at: { keyPath: [...path, "dockerfile"], part: "key" }, message: "`dockerfile` is here" }],
    },
  };
}

function noImageFault(path: KeyPath): Fault {
  return {
    table: path,
    missing: ["dockerfile", "image"],
    finding: {
      rule: "missing-key",
      at: { keyPath: path, part: "key" },
      message: "`image` has neither `dockerfile` nor `image`.",
      help: 'Write `dockerfile = "Dockerfile"` to build one, or `image = "…"` to pull one.',
    },
  };
}

function entryFaults(app: TomlTable, path: KeyPath): Fault[] {
  if (entryKeys.some((key) => key in app)) return [];
  return [
    {
      table: path,
      missing: entryKeys,
      finding: {
        rule: "missing-key",
        at: { keyPath: path, part: "key" },
        message: `The app has none of ${alternatives(entryKeys, "and")}: there is nothing to run.`,
        help: 'Write `ref = "path/to/file.py::ClassName"`, `python_entry_point = "module:ClassName"`, or an `image` table.',
      },
    },
  ];
}

/** Levels that protobuf reads at most, in which fal sends the only value of any shape (kDefaultRecursionLimit of its readers). */
const mostLevels = 100;

function depthFaults({ _scheduler_options: options }: TomlTable, path: KeyPath): Fault[] {
  if (options === undefined || !isDeeperThan(options, mostLevels)) return [];
  const at = { keyPath: [...path, "_scheduler_options"], part: "key" } as const;
  const message = `\`_scheduler_options\` is nested more than ${mostLevels} levels deep, and fal cannot send that.`;
  return [
    { finding: { rule: "invalid-value", at, message, help: "Look for dots in a key that do not belong there." } },
  ];
}

function constraintFaults({ key, kind, other, help, nonEmpty }: Constraint, app: TomlTable, path: KeyPath): Fault[] {
  const value = app[key];
  if (value === undefined || (nonEmpty && Array.isArray(value) && value.length === 0)) return [];
  if (other in app === (kind === "needs")) return [];
  const at = { keyPath: [...path, key], part: "key" } as const;
  if (kind === "needs") {
    return [
      {
        table: path,
        missing: [other],
        finding: {
          rule: "conflicting-keys",
          at,
          message: `${quote(key)} without ${quote(other)} has no effect: fal's client refuses it.`,
          help,
        },
      },
    ];
  }
  return [
    {
      finding: {
        rule: "conflicting-keys",
        at,
        message: `${quote(key)} and ${quote(other)} cannot stand together.`,
        help,
        related: [{ at: { keyPath: [...path, other], part: "key" }, message: `${quote(other)} is here` }],
      },
    },
  ];
}

function schemaFaults(validate: Validator, value: TomlTable, path: KeyPath, app: KeyPath): Fault[] {
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // Where a value has the wrong type altogether, nothing else is worth saying about it: neither what its type lacks, nor what each
  // member of a union would have wanted.
  const settled = errors.filter((error) => error.keyword === "anyOf" || error.keyword === "table");
  const isSettled = (error: SchemaError) =>
    settled.some((union) => union !== error && `${error.instancePath}/`.startsWith(`${union.instancePath}/`));
  return errors
    .filter((error) => !isSettled(error))
    .flatMap((error) => {
      const keys = pointerKeys(error.instancePath, value);
      return faultsOf(error, at(value, keys), [...path, ...keys], app);
    });
}

function faultsOf(
  { keyword, params }: SchemaError,
  value: TomlValue | undefined,
  path: KeyPath,
  app: KeyPath,
): Fault[] {
  const name = quote(pathText(path.slice(app.length)));
  switch (keyword) {
    case "type":
      // Only an integer that no double holds exactly is a bigint; the server's integers have 32 or 64 bits.
      if (typeof value === "bigint" && params.type === "integer") return [invalid(path, `${name} is too large.`)];
      return [wrongType(value, path, app, String(params.type))];
    case "table":
      return [wrongType(value, path, app, "object")];
    case "anyOf":
      return unionFaults(value, path, app);
    case "additionalProperties": {
      const key = params.additionalProperty ?? "";
      const { meant, help } = unknownKeyHelp(key, path.slice(app.length));
      const message =
        path.length === app.length
          ? `fal does not know the key ${quote(key)}.`
          : `fal does not know the key ${quote(key)} in ${name}.`;
      return [
        {
          table: path,
          meant,
          finding: { rule: "unknown-key", at: { keyPath: [...path, key], part: "key" }, message, help },
        },
      ];
    }
    case "required": {
      const key = params.missingProperty ?? "";
      const message = `${name} has no ${quote(key)}.`;
      return [
        { table: path, missing: [key], finding: { rule: "missing-key", at: { keyPath: path, part: "key" }, message } },
      ];
    }
    case "enum": {
      const allowed = params.allowedValues ?? [];
      const meant = typeof value === "string" ? nearest(value, allowed) : null;
      return [
        invalid(path, `${name} must be ${alternatives(allowed, "or")}.`, meant && `Did you mean ${quote(meant)}?`),
      ];
    }
    case "minimum":
      return [invalid(path, `${name} must not be below ${params.limit}.`)];
    case "maximum":
      return [invalid(path, `${name} must not be above ${params.limit}.`)];
    case "minProperties":
      return [invalid(path, `${name} must have at least one key.`)];
    default:
      // minLength, minItems and pattern: all that the schema uses them for is to ask for something.
      return [invalid(path, `${name} must not be empty.`)];
  }
}

function invalid(path: KeyPath, message: string, help?: string | null): Fault {
  return { finding: { rule: "invalid-value", at: { keyPath: path, part: "value" }, message, ...(help && { help }) } };
}

const typeWords: Readonly<Record<string, string>> = {
  string: "a string",
  integer: "an integer",
  boolean: "a boolean",
  array: "an array",
  object: "a table",
};

/** Keys of types.ts with more than one type, in words. */
export const unions: ReadonlyMap<string, string> = new Map([
  ["machine_type", "a string or an array of strings"],
  ["requirements", "an array of strings, or an array of arrays of strings"],
  ["entrypoint", "a string or an array of strings"],
  ["cmd", "a string or an array of strings"],
]);

/** No member of a union fits: one bad element is to blame, or the whole. */
function unionFaults(value: TomlValue | undefined, path: KeyPath, app: KeyPath): Fault[] {
  if (Array.isArray(value)) {
    if (value.length === 0) return [invalid(path, `${quote(pathText(path.slice(app.length)))} must not be empty.`)];
    const layered = value.every(Array.isArray);
    const bad = value.flatMap((item, i) =>
      layered && Array.isArray(item)
        ? item.flatMap((word, j) => (typeof word === "string" ? [] : [wrongType(word, [...path, i, j], app, "string")]))
        : typeof item === "string" || (Array.isArray(item) && path.at(-1) === "requirements")
          ? []
          : [wrongType(item, [...path, i], app, "string")],
    );
    if (bad.length > 0) return bad;
  }
  return [wrongType(value, path, app, unions.get(String(path.at(-1))) ?? "something else")];
}

function wrongType(value: TomlValue | undefined, path: KeyPath, app: KeyPath, expected: string): Fault {
  const name = path.length === app.length ? "An app" : quote(pathText(path.slice(app.length)));
  const found = Array.isArray(value) && unions.has(String(path.at(-1))) ? "a mixture" : typeName(value);
  const help = typeHelp(value, expected, path);
  const message = `${name} must be ${typeWords[expected] ?? expected}, not ${found}.`;
  return { finding: { rule: "wrong-type", at: { keyPath: path, part: "value" }, message, ...(help && { help }) } };
}

const inSeconds = /_(?:timeout|seconds|delay)$|^keep_alive$/;

function typeHelp(value: TomlValue | undefined, expected: string, path: KeyPath): string | null {
  const found = typeName(value);
  if (path.at(-1) === "python_version") return "Put it in quotes: without them `3.10` is the number 3.1.";
  if (expected === "integer" && typeof value === "string" && /^\d+$/.test(value)) return "Remove the quotes.";
  if (expected === "integer" && typeof value === "string" && inSeconds.test(String(path.at(-1))))
    return "Write a number of seconds, without quotes.";
  if (expected === "integer" && found === "a float")
    return "Write it without a decimal point: fal's client takes no float.";
  if (expected === "boolean" && typeof value === "string") return "Write `true` or `false`, without quotes.";
  if (expected === "string" && /integer|float|boolean|date|time/.test(found)) return "Put it in quotes.";
  if (expected === "array" && typeof value === "string") return 'Put it in brackets: `["…"]`.';
  return null;
}

function lastKey(finding: Finding): string | number | undefined {
  return "keyPath" in finding.at ? finding.at.keyPath.at(-1) : undefined;
}

/** The keys of a JSON pointer; those into an array as numbers. */
function pointerKeys(pointer: string, root: TomlValue): KeyPath {
  const keys: (string | number)[] = [];
  let value: TomlValue | undefined = root;
  for (const part of pointer.split("/").slice(1)) {
    const key: string | number = Array.isArray(value) ? Number(part) : part.replaceAll("~1", "/").replaceAll("~0", "~");
    keys.push(key);
    value = step(value, key);
  }
  return keys;
}

function at(root: TomlValue, keys: KeyPath): TomlValue | undefined {
  return keys.reduce(step, root as TomlValue | undefined);
}

function step(value: TomlValue | undefined, key: string | number): TomlValue | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isTomlTable(value) ? value[key] : undefined;
}
