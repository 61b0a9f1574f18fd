import { type Environment, expandWord, type Instruction, type Mount, mountValue } from "../../container/dockerfile.ts";
import type { DockerfileContent } from "../../manifest/resolve.ts";
import type { Span } from "../../text/source.ts";
import type { AppContext } from "../rule.ts";
import { isDockersFrontend } from "./frontend.ts";
import { stageLines } from "./stage-variables.ts";

/** A `RUN --mount=type=secret` of something that is built. */
export interface SecretMount {
  readonly id: string;
  readonly required: boolean;
  readonly span: Span;
}

/** Every secret mount that the build needs; null if one cannot be read, or the file means something else to its frontend. */
export function secretMounts(app: AppContext, content: DockerfileContent): SecretMount[] | null {
  const { dockerfile, graph } = content;
  if (!isDockersFrontend(dockerfile) || dockerfile.problems.length + graph.problems.length > 0) return null;
  const buildArgs = new Map(Object.entries(app.config.image?.build_args ?? {}));
  const found: SecretMount[] = [];
  for (const { stage, line, variables } of stageLines(dockerfile, graph.stages, buildArgs)) {
    const run: Instruction = line.trigger ?? line;
    const runs = line.trigger === null ? stage.reachable : stage.onbuildStage !== null;
    for (const mount of runs ? run.mounts : []) {
      if (mount.fields.length === 0) return null;
      if (mountValue(mount, "type")?.value.toLowerCase() !== "secret") continue;
      const id = mountId(mount, variables, dockerfile);
      if (id === null) return null;
      found.push({ id, required: isRequired(mount), span: mount.span });
    }
  }
  return found;
}

/** `id` or `source`; without them the last segment of the target. */
function mountId(mount: Mount, variables: Environment, options: Parameters<typeof expandWord>[2]): string | null {
  const [first] = ["source", "src", "id"].flatMap((key) => mountValue(mount, key) ?? []);
  const [target] = ["target", "dst", "destination"].flatMap((key) => mountValue(mount, key) ?? []);
  const word = first ?? target;
  const expansion = word && expandWord(word.value, variables, options);
  if (!expansion?.ok || expansion.unresolved.length > 0) return null;
  const { value } = expansion;
  return first === undefined ? value.slice(value.lastIndexOf("/") + 1) : value;
}

function isRequired({ fields }: Mount): boolean {
  const field = fields.findLast(({ key }) => key === "required");
  return field !== undefined && /^(?:1|t|true)$/i.test(field.value?.value ?? "true");
}
