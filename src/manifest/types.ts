/**
 * What `fal-lint compile` prints.
 * @title fal-lint manifests
 */
export interface ManifestDocument {
  readonly version: 1;
  readonly manifests: readonly Manifest[];
}

/**
 * What one app's table means: every default that the client fills in is filled in, every spelling is the canonical one, and no secret's
 * value is in it. Paths are relative to the folder of the pyproject.toml; `null` means not set, so that fal decides.
 */
export interface Manifest {
  readonly version: 1;
  /** The pyproject.toml, as it was named to fal-lint. */
  readonly file: string;
  /** The app's key. */
  readonly app: string;
  /** The name under which it is deployed. */
  readonly name: Shown;
  readonly entry: Entry;
  readonly build: Build;
  readonly run: Run;
  readonly deploy: Deploy;
  readonly requires: {
    /** The oldest release of fal's client that accepts every key of the app; null if any does. */
    readonly fal: string | null;
  };
  /**
   * Of an app in code: what is known only when it runs, by the keys of the app's table. `*` stands for further keys that there may be: of
   * the app itself (from `**options` or a base class of another module), or of the table that it ends, as in `image.build_args.*`. Absent if
   * there is nothing.
   */
  readonly dynamic?: readonly string[];
  /** sha256 over the canonical JSON of all else in this manifest. */
  readonly digest: string;
}

/** What is run: a class or function in a file, one in an installed package, or the image's own server. */
export type Entry =
  | { readonly kind: "ref"; readonly file: Shown; readonly symbol: Shown | null }
  | { readonly kind: "python_entry_point"; readonly module: Shown; readonly symbol: Shown | null }
  | { readonly kind: "image" };

/** A string whose value may be shown, or the mark of one that may not. */
export type Shown = string | SecretValue;

/**
 * A fal secret by its name, or the mark of a value that stands in the file itself and is not shown, or of one that is known only when the
 * code runs that sets it.
 */
export type SecretValue = { readonly fal_secret: string } | { readonly literal: true } | { readonly dynamic: true };

export interface Build {
  /** `virtualenv`: no container, Python packages only. */
  readonly kind: "image" | "dockerfile" | "virtualenv";
  /** The image that is pulled as it is. */
  readonly reference: Reference | null;
  /** `sha256` in hex; null if the file could not be read. */
  readonly dockerfile: { readonly path: Shown; readonly sha256: string | null } | null;
  /** The folder from which files are uploaded: that of the pyproject.toml, unless code says otherwise. */
  readonly context: string | null;
  readonly stages: readonly BuildStage[] | null;
  readonly build_args: { readonly [name: string]: Shown };
  readonly secrets: { readonly [name: string]: SecretValue };
  /** What fal's client takes for local files in COPY and ADD, in the order of the Dockerfile. */
  readonly sources: readonly Shown[] | null;
  readonly ignore: { readonly from: ".dockerignore" | "default"; readonly patterns: readonly Shown[] } | null;
  /** The files that fal's client sends, sorted by path. */
  readonly uploads: readonly Upload[] | null;
  /** Every image that the build pulls, unique and sorted. */
  readonly pulls: readonly Pull[] | null;
  /** Sorted by key. */
  readonly registries: readonly Registry[];
  readonly entrypoint: Shown | readonly Shown[] | null;
  readonly cmd: Shown | readonly Shown[] | null;
  /** False: the container serves by itself. Null: fal's runtime is put into it. */
  readonly use_isolate: false | null;
  readonly python_version: Shown | null;
  /** In layers. */
  readonly requirements: readonly (readonly Shown[])[] | null;
  readonly requirements_context_dir: Shown | null;
  /** sha256 over the canonical JSON of the rest of `build`: equal for equal builds. */
  readonly digest: string;
}

/** An image as it is written, and as it is pulled. */
export interface Reference {
  readonly written: string;
  /** With registry, `library/` and tag filled in. */
  readonly canonical: string;
  /** `docker.io` for Docker Hub. */
  readonly registry: string;
  readonly repository: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

export interface Pull {
  readonly written: string;
  readonly canonical: string;
}

export interface BuildStage {
  readonly name: Shown | null;
  readonly base: StageBase;
  /** 1-based line of its FROM. */
  readonly line: number;
}

/** What a stage starts from: an earlier stage by its number, nothing, an image, or words that only the builder can resolve. */
export type StageBase =
  | { readonly stage: number }
  | { readonly scratch: true }
  | { readonly reference: Reference }
  | { readonly unresolved: Shown };

export interface Upload {
  readonly path: Shown;
  /** Bytes. */
  readonly size: number;
  /** In hex; null if the file could not be read. */
  readonly sha256: string | null;
}

export interface Registry {
  /** As it is written. */
  readonly key: string;
  /** The registry that BuildKit takes it for; `docker.io` for Docker Hub. */
  readonly host: string;
  readonly provider: string | null;
  readonly username: Shown;
  readonly password: SecretValue;
  /** The canonical images of `pulls` that are pulled with it. */
  readonly serves: readonly string[];
}

export interface Run {
  /** In order of preference. */
  readonly machine_type: readonly Shown[] | null;
  readonly num_gpus: number | null;
  readonly regions: readonly string[] | null;
  readonly min_concurrency: number | null;
  readonly max_concurrency: number | null;
  readonly max_multiplexing: number | null;
  readonly concurrency_buffer: number | null;
  readonly concurrency_buffer_perc: number | null;
  readonly scaling_delay: number | null;
  readonly request_timeout: number | null;
  readonly startup_timeout: number | null;
  readonly keep_alive: number | null;
  readonly termination_grace_period_seconds: number | null;
  readonly exposed_port: number | null;
  readonly metrics_port: number | null;
  readonly health_check: HealthCheck | null;
  readonly skip_retry_conditions: readonly string[] | null;
  readonly retry_config: { readonly [condition: string]: { readonly retries: number } } | null;
  readonly private_logs: boolean | null;
  readonly secrets: readonly Shown[] | null;
  readonly data_mounts: readonly Shown[] | null;
  readonly app_files: readonly Shown[] | null;
  readonly app_files_ignore: readonly Shown[] | null;
  readonly app_files_context_dir: Shown | null;
  readonly _scheduler: Shown | null;
  readonly _scheduler_options: { readonly [key: string]: unknown } | null;
}

export interface HealthCheck {
  readonly path: Shown;
  readonly start_period_seconds: number | null;
  readonly timeout_seconds: number | null;
  readonly failure_threshold: number | null;
  readonly call_regularly: boolean | null;
  /** Upper case. */
  readonly method: Shown | null;
}

export interface Deploy {
  readonly auth: "public" | "private" | "shared" | null;
  readonly team: Shown | null;
  readonly deployment_strategy: "recreate" | "rolling" | null;
  /** `app_scale_settings`, or the opposite of the deprecated `no_scale`. */
  readonly reset_scale: boolean;
}
