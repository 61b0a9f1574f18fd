import { checkInstructions, type Dockerfile, parseDockerfile as parse } from "../container/dockerfile.ts";
import { type ParsedReference, parseImageReference as parseReference } from "../container/image-reference.ts";
import { requireText } from "./arguments.ts";

/**
 * Reads the name of an image as BuildKit reads `FROM`, after the Go library github.com/distribution/reference. What is no name gives
 * `ok: false` and the library's own words.
 * @throws TypeError if the name is no string
 * @example
 * ```ts
 * import { parseImageReference } from "fal-lint";
 *
 * const parsed = parseImageReference("myuser/server:1.2");
 * if (parsed.ok) console.log(parsed.reference.domain, parsed.reference.canonical);
 * // docker.io docker.io/myuser/server:1.2
 * console.log(parseImageReference("My/Server"));
 * // {
 * //   ok: false,
 * //   error: 'invalid reference format: repository name (Server) must be lowercase'
 * // }
 * ```
 */
export function parseImageReference(name: string): ParsedReference {
  requireText(name, "name");
  return parseReference(name);
}

/**
 * Reads a Dockerfile as BuildKit does, after moby/buildkit frontend/dockerfile, heredocs and parser directives included. Any text gives a
 * result: `problems` says, by place, why BuildKit refuses the file, as far as that shows without variables. Spans are half-open and 0-based, in
 * UTF-16 code units; lines are 1-based.
 * @throws TypeError if the text is no string
 * @example
 * ```ts
 * import { parseDockerfile } from "fal-lint";
 *
 * const { instructions, problems } = parseDockerfile("FROM python:3.12\nCOPY --chown=me src /app/\n");
 * console.log(instructions.map(({ keyword, line }) => [line, keyword]));
 * // [ [ 1, 'FROM' ], [ 2, 'COPY' ] ]
 * console.log(instructions[1]?.arguments.map(({ value }) => value), problems);
 * // [ 'src', '/app/' ] []
 * ```
 */
export function parseDockerfile(text: string): Dockerfile {
  requireText(text, "text");
  const dockerfile = parse(text);
  const problems = [...dockerfile.problems, ...checkInstructions(dockerfile)];
  return { ...dockerfile, problems: problems.sort((a, b) => a.span[0] - b.span[0]) };
}
