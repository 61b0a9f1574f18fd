/** Exit codes: the same for every command and format. */
export const exit = {
  ok: 0,
  /** Errors, or more warnings than allowed; an app without a manifest. */
  findings: 1,
  /** Bad usage, a path that cannot be read or written, bad configuration. */
  unusable: 2,
  /** No pyproject.toml at all. */
  nothingFound: 3,
  /** A bug in fal-lint. */
  bug: 4,
} as const;
