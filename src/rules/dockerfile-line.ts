import type { Finding, Place } from "../text/finding.ts";
import type { AppContext } from "./rule.ts";

/** For a finding in a Dockerfile: the line of the pyproject.toml that names it. */
export function dockerfileLine({ path }: AppContext, at: Place): Pick<Finding, "related"> {
  if (!("file" in at)) return {};
  const place = { keyPath: [...path, "image", "dockerfile"], part: "value" } as const;
  return { related: [{ at: place, message: "the app that is built from it" }] };
}
