import { parseEcrHost } from "../container/ecr-host.ts";
import { hostOfKey } from "../container/registry.ts";
import { readSecretReference } from "../container/secret-reference.ts";
import { tokenSpans, withoutTokens } from "../container/token-spans.ts";
import type { Files } from "../text/files.ts";
import type { Finding } from "../text/finding.ts";
import { nearest } from "../text/nearest.ts";
import { quote } from "../text/printable.ts";
import type { Container } from "./container.ts";
import { indentedDockerfile } from "./indented-dockerfile.ts";
import type { Module, ModuleApp } from "./module.ts";
import { literalAt } from "./string-literal.ts";
import type { ImageValue } from "./values.ts";

/** What is wrong with an image, or could be better, that no pyproject.toml could have. */
export function imageFindings(
  { image }: ModuleApp,
  module: Module,
  source: string,
  files: Files | null,
): readonly Finding[] {
  if (image === null) return [];
  const { value, container } = image;
  return [
    ...builderFindings(value, source),
    ...commandFindings(value),
    ...ignoreFindings(value, container, files),
    ...ecrFindings(value),
    ...indentedDockerfile(container.dockerfile, module, source),
  ];
}

// container.py: BUILDERS without `depot`, the only one that is left.
const removedBuilders: readonly string[] = ["service", "worker"];

function builderFindings({ values }: ImageValue, source: string): Finding[] {
  const builder = values.get("builder")?.value;
  if (builder === undefined || builder.kind === "none" || builder.kind === "dynamic") return [];
  const at = { span: builder.span };
  // What a name stands for may have other uses.
  const isInPlace = builder.kind === "string" && builder.text.pieces.every(({ via }) => via === null);
  const isWritten = isInPlace && literalAt(source, builder.span) !== null;
  const fix = { description: 'Write `builder="depot"`', safe: true, edits: [{ at, text: '"depot"' }] };
  const name = builder.kind === "string" ? builder.text.value : null;
  if (name === "depot" || name === "") return [];
  if (name !== null && removedBuilders.includes(name)) {
    const message = `The builder ${quote(name)} has been removed: fal builds with \`depot\`, whatever is written here, and prints a warning.`;
    const help = "Remove the argument, or write `depot`.";
    return [{ rule: "image-builder", severity: "warning", at, message, help, ...(isWritten && { fix }) }];
  }
  const shown = name === null || tokenSpans(name).length > 0 ? "this" : quote(name);
  const meant = name === null ? null : nearest(name, ["depot"]);
  const message = `There is no builder ${shown}: fal's client raises a ValueError.`;
  return [
    { rule: "image-builder", at, message, help: meant === null ? "Remove the argument." : "Did you mean `depot`?" },
  ];
}

/** The client takes lists for `entrypoint` and `cmd`, and no tuples. */
function commandFindings({ values }: ImageValue): Finding[] {
  return ["entrypoint", "cmd"].flatMap((name): Finding[] => {
    const argument = values.get(name);
    if (argument?.value.kind !== "list" || !argument.value.isTuple) return [];
    const message = `\`${name}\` must be a string or a list of strings, not a tuple: fal's client raises a ValueError.`;
    return [{ rule: "wrong-type", at: { span: argument.value.span }, message, help: "Write it in square brackets." }];
  });
}

function ignoreFindings(image: ImageValue, { ignore, context }: Container, files: Files | null): Finding[] {
  if (ignore === null || !("standsFor" in ignore) || files === null) return [];
  const path = context.outside(ignore.standsFor);
  const stat = files.stat(path);
  // What cannot be looked at may be there.
  if (stat === null ? files.readText(path).kind !== "missing" : stat.kind === "file") return [];
  const written =
    image.ignore !== null && image.ignore !== "unknown" && "path" in image.ignore ? image.ignore.path : null;
  const value = written ?? image.values.get("dockerignore_path")?.value;
  const message = `${quote(withoutTokens(path))} is no file: fal's client raises a FileNotFoundError.`;
  const help = "The path is relative to the folder in which `fal` is started.";
  return value === undefined ? [] : [{ rule: "dockerignore-refused", at: { span: value.span }, message, help }];
}

/** Code can ask for a fresh password, which a fal secret cannot. */
function ecrFindings({ values }: ImageValue): Finding[] {
  const registries = values.get("registries")?.value;
  if (registries?.kind !== "dict") return [];
  return registries.entries.flatMap(({ key, value }): Finding[] => {
    const region = parseEcrHost(hostOfKey(key))?.region;
    const password = value.kind === "dict" ? value.entries.find((entry) => entry.key === "password")?.value : undefined;
    const reference = password?.kind === "string" ? readSecretReference(password.text.value) : null;
    if (region === undefined || password === undefined || reference?.kind !== "fal-secret") return [];
    return [
      {
        rule: "ecr-secret-in-code",
        at: { span: password.span },
        message: "This ECR password is dead 12 hours after it was set, and nothing renews a fal secret.",
        help: `Code can ask for a fresh one at each deploy: fal documents a function with \`boto3.client("ecr", region_name=${quote(region).replaceAll("`", '"')})\` and \`get_authorization_token()\`.`,
      },
    ];
  });
}
