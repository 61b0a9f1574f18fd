declare const FAL_LINT_VERSION: string | undefined;

/** The release that runs, put in by `scripts/build.mjs`; `0.0.0` where nothing was built. */
export const version: string = typeof FAL_LINT_VERSION === "string" ? FAL_LINT_VERSION : "0.0.0";
