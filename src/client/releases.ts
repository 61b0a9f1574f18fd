import type { KeyPath } from "../text/diagnostic.ts";

/** What an app makes use of, as far as it matters to fal's client. */
export interface AppUse {
  /** Key paths from the app's table on, such as `["image", "cmd"]`; a deeper one counts as its beginning. */
  readonly keys: readonly KeyPath[];
  /** An image with neither `ref` nor `python_entry_point`. */
  readonly imageOnly: boolean;
  /** A requirement such as `.[extra]`: the project itself with an extra. */
  readonly extraRequirement: boolean;
}

/** The oldest release of fal's client that accepts an app, and the keys that need it. */
export interface RequiredRelease {
  readonly version: string;
  readonly because: readonly KeyPath[];
}

/** The first release that accepts each key, oldest first. Read in the client's history; an older one refuses the whole app. */
export const releases: readonly { readonly version: string; readonly keys: readonly KeyPath[] }[] = [
  { version: "1.5.0", keys: [["deployment_strategy"]] },
  { version: "1.6.1", keys: [["no_scale"]] },
  { version: "1.28.0", keys: [["app_scale_settings"]] },
  { version: "1.52.0", keys: [["team"]] },
  {
    version: "1.69.6",
    keys: [
      ["name"],
      ["requirements"],
      ["min_concurrency"],
      ["max_concurrency"],
      ["max_multiplexing"],
      ["concurrency_buffer"],
      ["concurrency_buffer_perc"],
      ["scaling_delay"],
      ["request_timeout"],
      ["startup_timeout"],
      ["regions"],
    ],
  },
  { version: "1.69.14", keys: [["app_files"], ["app_files_ignore"], ["app_files_context_dir"]] },
  { version: "1.72.7", keys: [["python_entry_point"]] },
  { version: "1.73.0", keys: [["python_version"], ["image"]] },
  { version: "1.73.1", keys: [["exposed_port"]] },
  { version: "1.75.2", keys: [["machine_type"], ["num_gpus"]] },
  {
    version: "1.75.3",
    keys: [
      ["keep_alive"],
      ["private_logs"],
      ["skip_retry_conditions"],
      ["termination_grace_period_seconds"],
      ["secrets"],
      ["data_mounts"],
      ["health_check"],
    ],
  },
  {
    version: "1.75.5",
    keys: [
      ["image", "entrypoint"],
      ["image", "cmd"],
    ],
  },
  { version: "1.76.0", keys: [["image", "image"], ["retry_config"]] },
  { version: "1.78.0", keys: [["metrics_port"], ["requirements_context_dir"]] },
  { version: "1.78.1", keys: [["health_check", "method"]] },
];

// What is not a matter of one key, and the key that shows it.
const extraRequirementSince = "1.73.0";
const imageOnlySince = "1.75.5";

/** Null if every release accepts the app. */
export function requiredFal(use: AppUse): RequiredRelease | null {
  for (const { version, keys } of releases.toReversed()) {
    const because = keys.filter((key) => use.keys.some((used) => key.every((part, index) => used[index] === part)));
    if (use.imageOnly && version === imageOnlySince) because.push(["image"]);
    if (use.extraRequirement && version === extraRequirementSince) because.push(["requirements"]);
    if (because.length > 0) return { version, because };
  }
  return null;
}
