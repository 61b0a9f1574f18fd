import { parseImageReference } from "../container/image-reference.ts";
import type { ReferenceProblem } from "../container/reference-problem.ts";
import type { Finding, Place } from "../text/finding.ts";
import { quote } from "../text/printable.ts";

/** An image's name as it stands somewhere. It holds no token. */
export interface WrittenReference {
  readonly at: Place;
  readonly written: string;
  /** What BuildKit reads, with the Dockerfile's variables expanded. */
  readonly value: string;
  /** How a name is written at that place: quoted in TOML, bare in a Dockerfile. Null if it cannot be replaced as a whole. */
  readonly spell: ((name: string) => string) | null;
  /** What fails with it. */
  readonly step: "pull" | "build";
}

/** What is to be said about a name that is no image reference, or surely not the one that was meant. */
export function referenceFinding(
  { at, written, value, spell, step }: WrittenReference,
  problem: ReferenceProblem,
): Finding {
  const { suggestion } = problem;
  const name = written === value ? quote(value) : `${quote(written)}, which is ${quote(value)},`;
  const { message, help } = words(name, problem);
  // Go's resolver takes a host with `_` in it, so that such an image may even be found.
  const [severity, outcome] =
    problem.kind === "empty-domain"
      ? (["warning", `That is risky: the ${step} will probably fail.`] as const)
      : (["error", `The ${step} will fail.`] as const);
  const finding = { rule: "image-reference", severity, at, message: `${message} ${outcome}`, help };
  if (suggestion === null || spell === null || written !== value || !isCertain(suggestion)) return finding;
  const description = `Write ${quote(suggestion)}`;
  return { ...finding, fix: { description, safe: true, edits: [{ at, text: spell(suggestion) }] } };
}

const example = "Write it as `docker pull` takes it, such as `ghcr.io/my-org/my-server:1.2.0`.";

/** `name` is the subject of the sentence. */
function words(name: string, problem: ReferenceProblem): { readonly message: string; readonly help: string } {
  const help = problem.suggestion === null ? example : `Write ${quote(problem.suggestion)}.`;
  switch (problem.kind) {
    case "empty":
      return { message: "The name of the image is blank.", help };
    case "blank":
      return { message: `${name} holds white space, which no image reference may.`, help };
    case "variable":
      return {
        message: `${name} is taken as it stands: nothing expands a variable here.`,
        help: "Write the value itself.",
      };
    case "scheme":
      return {
        message: `${name} is an address: no image reference begins with ${quote(problem.scheme)}.`,
        help,
      };
    case "docker-hub-address":
      return {
        message: `${name} is the address of a page or an API of Docker Hub, and no image has it for a name.`,
        help,
      };
    case "project-colon":
      return {
        message: `${name} is no image reference: the colon of a domain-scoped Google project would begin a tag.`,
        help,
      };
    case "upper-case":
      return {
        message: `${name} is no image reference: it must be lower case up to its tag.`,
        help,
      };
    case "image-id":
      return {
        message: `${name} is the ID of an image on one machine.`,
        help: `Write the image's name. ${example}`,
      };
    case "bare-digest":
      return {
        message: `${name} is a digest without a name: it is read as a tag of the image \`sha256\` on Docker Hub.`,
        help: "Write the image's name in front, such as `python@sha256:…`.",
      };
    case "bare-registry":
      return {
        message: `${name} is a registry without an image: it is read as the image ${quote(`docker.io/library/${problem.host}`)}.`,
        help: `Write the image behind it: ${quote(`${problem.host}/…`)}.`,
      };
    case "empty-domain":
      return {
        message: `${name} begins with ${quote(problem.domain)}, which is no host name because of its \`_\`, so it is read as a name without a registry.`,
        help: "Give the registry a name without `_`.",
      };
    case "port":
      return {
        message: `${name} has a port that cannot exist: ${quote(problem.port)}.`,
        help: "Write a port from 1 to 65535.",
      };
    case "format":
      // What the Go library says, without the name that it repeats in parentheses.
      return {
        message: `${name} is no image reference: ${problem.error.replace(/^([^(]*) \(.*\)/s, "$1")}.`,
        help,
      };
  }
}

/** On Docker Hub a name has one or two parts; what has more was cut out of an address, perhaps with words that do not belong to it. */
function isCertain(suggestion: string): boolean {
  const parsed = parseImageReference(suggestion);
  return parsed.ok && (parsed.reference.domain !== "docker.io" || parsed.reference.repository.split("/").length <= 2);
}
