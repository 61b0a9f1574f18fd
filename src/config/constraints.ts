/** Keys of one app that rule each other out or need each other. */
export interface Constraint {
  /** The key to blame: the one that must go, or that lacks its partner. */
  readonly key: string;
  readonly kind: "excluded-by" | "needs";
  readonly other: string;
  /** Why, and what to do; ends with a full stop. */
  readonly help: string;
  /** Only a non-empty list of `key` counts. */
  readonly nonEmpty?: true;
}

/**
 * What fal's client checks between keys (get_app_data_from_toml in fal/cli/_utils.py), apart from `image`, which is a union in types.ts, and
 * apart from the entry. The generator writes the same into the JSON Schema.
 */
export const constraints: readonly Constraint[] = [
  {
    key: "python_entry_point",
    kind: "excluded-by",
    other: "ref",
    help: "Keep `ref` for a file of this project, or `python_entry_point` for an installed package.",
  },
  {
    key: "app_files",
    kind: "excluded-by",
    other: "image",
    help: "A container has its own files: COPY them in its Dockerfile, and remove `app_files`.",
    nonEmpty: true,
  },
  {
    key: "app_files_context_dir",
    kind: "needs",
    other: "app_files",
    help: "Add `app_files`, or remove `app_files_context_dir`.",
  },
  {
    key: "app_scale_settings",
    kind: "excluded-by",
    other: "no_scale",
    help: "Remove the deprecated `no_scale`.",
  },
];

/** An app needs one of these: something to run. */
export const entryKeys: readonly string[] = ["ref", "python_entry_point", "image"];
