/**
 * The `[tool.fal]` table of a pyproject.toml: the one truth about every key that fal's client accepts. The JSON Schema in `schema/`, the
 * validator, the editors' hovers and the reference in the docs are made from these comments; change a key here and run `npm run generate`.
 * What is checked by the client itself is told by its source (fal-ai/fal, projects/fal/src/fal/cli/_utils.py).
 *
 * @title fal
 * @description Settings of fal (https://fal.ai) in a pyproject.toml.
 */
export interface FalConfig {
  /**
   * The apps of this project, each under the key by which `fal deploy KEY` and `fal run KEY` know it.
   * @title Apps
   */
  apps?: Record<string, AppConfig>;
}

/**
 * One app: where its code or image is, what it runs on, and how it scales.
 * An app has `ref` (a Python file), or `python_entry_point` (an installed package), or an `image` alone (a container that serves by itself).
 *
 * @title App
 */
export interface AppConfig {
  /**
   * The Python file, relative to the project root, and the class or function in it. Not together with `python_entry_point`.
   * @title Python file and symbol
   * @examples ["src/app.py::MyApp"]
   */
  ref?: string;

  /**
   * The module and the class or function of an installed package. Sets `exposed_port` to 8080 unless given. Not together with `ref`.
   * @title Package entry point
   * @examples ["my_package.server:MyApp"]
   */
  python_entry_point?: string;

  /**
   * The container to run: built from a `dockerfile`, or pulled as an `image`. Without `ref` and `python_entry_point` the container is the app.
   * @title Container image
   * @see https://fal.ai/docs/documentation/development/migrate-external-docker-server
   */
  image?: ImageConfig;

  /**
   * The name under which the app is deployed. Default: the app's key. Two apps with one name overwrite each other.
   * @title Deployed name
   */
  name?: string;

  /**
   * Who may call the deployed app. `fal run` ignores it and is public.
   * @title Access
   */
  auth?: AuthPublic | AuthPrivate | AuthShared;

  /**
   * The team that owns the deployment. Default: the team you are logged in with.
   * @title Team
   */
  team?: string;

  /**
   * How a new revision replaces the running one.
   * @title Deployment strategy
   */
  deployment_strategy?: StrategyRecreate | StrategyRolling;

  /**
   * Apply this table's scale settings at each deploy. Without it `fal deploy` keeps those of the previous deployment.
   * @title Apply scale settings
   * @default false
   * @see https://fal.ai/docs/documentation/deployment/scaling-configuration
   */
  app_scale_settings?: boolean;

  /**
   * Write `app_scale_settings = true` in place of `no_scale = false`.
   * @title Keep scale settings
   * @deprecated The opposite of `app_scale_settings`, which replaces it.
   */
  no_scale?: boolean;

  /**
   * The machine, or machines in order of preference.
   * @title Machine type
   * @examples ["XS", "S", "M", "L", "XL", "GPU-RTX4090", "GPU-RTX5090", "GPU-A100", "GPU-A6000", "GPU-L40", "GPU-H100", "GPU-H200", "GPU-B200", ["GPU-H100", "GPU-A100"]]
   * @see https://fal.ai/docs/documentation/deployment/machine-types
   */
  machine_type?: string | MachineTypes;

  /**
   * How many GPUs each machine has.
   * @title Number of GPUs
   * @asType integer
   * @minimum 0
   */
  num_gpus?: number;

  /**
   * Where the app may run. Default: anywhere.
   * @title Regions
   */
  regions?: (RegionUsWest | RegionUsCentral | RegionUsEast | RegionEuNorth | RegionEuWest)[];

  /**
   * Runners that are always up.
   * @title Minimum runners
   * @asType integer
   * @minimum 0
   * @see https://fal.ai/docs/documentation/deployment/scaling-configuration
   */
  min_concurrency?: number;

  /**
   * The most runners at a time.
   * @title Maximum runners
   * @asType integer
   * @minimum 0
   * @see https://fal.ai/docs/documentation/deployment/scaling-configuration
   */
  max_concurrency?: number;

  /**
   * Requests that one runner handles at a time.
   * @title Requests per runner
   * @asType integer
   * @minimum 0
   * @see https://fal.ai/docs/documentation/deployment/scaling-configuration
   */
  max_multiplexing?: number;

  /**
   * Idle runners kept above what the requests need.
   * @title Spare runners
   * @asType integer
   * @minimum 0
   * @see https://fal.ai/docs/documentation/deployment/scaling-configuration
   */
  concurrency_buffer?: number;

  /**
   * Idle runners kept above what the requests need, in percent of the busy ones.
   * @title Spare runners in percent
   * @asType integer
   * @minimum 0
   * @see https://fal.ai/docs/documentation/deployment/scaling-configuration
   */
  concurrency_buffer_perc?: number;

  /**
   * Seconds that a request waits before another runner is started for it.
   * @title Scaling delay
   * @asType integer
   * @minimum 0
   * @see https://fal.ai/docs/documentation/deployment/scaling-configuration
   */
  scaling_delay?: number;

  /**
   * Seconds after which a request is given up.
   * @title Request timeout
   * @asType integer
   * @minimum 0
   */
  request_timeout?: number;

  /**
   * Seconds that a runner may take to start.
   * @title Startup timeout
   * @asType integer
   * @minimum 0
   */
  startup_timeout?: number;

  /**
   * Seconds that an idle runner stays up.
   * @title Keep alive
   * @asType integer
   * @minimum 0
   * @see https://fal.ai/docs/documentation/deployment/scaling-configuration
   */
  keep_alive?: number;

  /**
   * Seconds that a runner has to finish once it is told to stop.
   * @title Termination grace period
   * @asType integer
   * @minimum 0
   */
  termination_grace_period_seconds?: number;

  /**
   * The port on which the container or app serves requests.
   * @title Exposed port
   * @asType integer
   * @minimum 0
   * @maximum 65535
   */
  exposed_port?: number;

  /**
   * The port on which metrics are served.
   * @title Metrics port
   * @asType integer
   * @minimum 0
   * @maximum 65535
   */
  metrics_port?: number;

  /**
   * How fal finds out whether a runner is healthy.
   * @title Health check
   * @see https://fal.ai/docs/documentation/deployment/readiness-liveness
   */
  health_check?: HealthCheckConfig;

  /**
   * After which failures a request is not tried again.
   * @title No retry after
   */
  skip_retry_conditions?: (RetryTimeout | RetryServerError | RetryConnectionError)[];

  /**
   * How often a request is tried again, for each kind of failure.
   * @title Retries
   * @examples [{ "server_error": { "retries": 3 } }]
   */
  retry_config?: RetryConfig;

  /**
   * Keep the app's logs from everyone but its owner.
   * @title Private logs
   * @default false
   */
  private_logs?: boolean;

  /**
   * Names of fal secrets that the running app gets as environment variables. Build secrets go into `image.secrets`.
   * @title Runtime secrets
   * @examples [["HF_TOKEN"]]
   * @see https://fal.ai/docs/documentation/development/manage-secrets-securely
   */
  secrets?: string[];

  /**
   * Paths below which fal's shared storage is mounted.
   * @title Data mounts
   * @examples [["/data"]]
   */
  data_mounts?: string[];

  /**
   * Python packages to install, in one list or in a list of layers.
   * @title Requirements
   * @examples [["torch==2.7.1"], ["."], [["torch"], ["my-package"]]]
   */
  requirements?: string[] | string[][];

  /**
   * The folder to which local requirements such as `.` are relative. Default: the folder of the pyproject.toml.
   * @title Requirements folder
   * @see https://fal.ai/docs/documentation/development/import-code
   */
  requirements_context_dir?: string;

  /**
   * The Python of the environment, as a string: `3.10` without quotes is the number 3.1.
   * @title Python version
   * @examples ["3.12"]
   */
  python_version?: string;

  /**
   * Local files and folders that the app can import or read. Not together with `image`.
   * @title App files
   * @see https://fal.ai/docs/documentation/development/import-code
   */
  app_files?: string[];

  /**
   * Regular expressions: files of `app_files` that are left out.
   * @title Ignored app files
   */
  app_files_ignore?: string[];

  /**
   * The folder to which `app_files` are relative. Only together with `app_files`.
   * @title App files folder
   */
  app_files_context_dir?: string;

  /**
   * For fal's own use.
   * @title Scheduler
   * @minLength 1
   */
  _scheduler?: string;

  /**
   * For fal's own use.
   * @title Scheduler options
   */
  _scheduler_options?: Record<string, unknown>;
}

/**
 * Machine types in order of preference.
 * @minItems 1
 */
export type MachineTypes = string[];

/** Anyone may call it; you pay. */
export type AuthPublic = "public";
/** Only you and your team may call it. */
export type AuthPrivate = "private";
/** Anyone with a fal key may call it; the caller pays. */
export type AuthShared = "shared";

/** Stop the running revision, then start the new one. */
export type StrategyRecreate = "recreate";
/** Start the new revision, then stop the running one. */
export type StrategyRolling = "rolling";

/** Western United States. */
export type RegionUsWest = "us-west";
/** Central United States. */
export type RegionUsCentral = "us-central";
/** Eastern United States. */
export type RegionUsEast = "us-east";
/** Northern Europe. */
export type RegionEuNorth = "eu-north";
/** Western Europe. */
export type RegionEuWest = "eu-west";

/** The request took longer than `request_timeout`. */
export type RetryTimeout = "timeout";
/** The app answered with a 5xx status. */
export type RetryServerError = "server_error";
/** The runner could not be reached, or went away. */
export type RetryConnectionError = "connection_error";

/**
 * A container: built from a Dockerfile, or pulled as it is.
 * @title Container image
 */
export type ImageConfig = DockerfileImageConfig | ReferenceImageConfig;

/**
 * A container that fal builds. The build context is the folder of the pyproject.toml; only files that a COPY or ADD names are uploaded.
 * @title Image from a Dockerfile
 */
export interface DockerfileImageConfig extends ContainerConfig {
  /**
   * Path of the Dockerfile, relative to the pyproject.toml.
   * @title Dockerfile
   * @examples ["Dockerfile"]
   * @see https://fal.ai/docs/documentation/development/migrate-external-docker-server
   */
  dockerfile: string;

  /**
   * Values for the Dockerfile's `ARG` instructions. Anyone with the image can read them: secrets go into `secrets`.
   * @title Build arguments
   * @examples [{ "CUDA_VERSION": "12.4" }]
   */
  build_args?: Record<string, string>;

  /**
   * Secrets for `RUN --mount=type=secret,id=NAME` during the build.
   * @title Build secrets
   * @examples [{ "PIP_TOKEN": "$PIP_TOKEN" }]
   */
  secrets?: Record<string, BuildSecret>;
}

/**
 * A container that is pulled from a registry.
 * @title Image from a registry
 */
export interface ReferenceImageConfig extends ContainerConfig {
  /**
   * The image, as `docker pull` takes it.
   * @title Image reference
   * @pattern \S
   * @examples ["ghcr.io/my-org/my-server:1.2.0"]
   * @see https://fal.ai/docs/documentation/development/migrate-external-docker-server
   */
  image: string;
}

/** What both kinds of image have. */
interface ContainerConfig {
  /**
   * Credentials for private registries, by registry: `https://index.docker.io/v1/` for Docker Hub, the bare host for all others.
   * @title Registries
   * @see https://fal.ai/docs/documentation/development/private-registries
   */
  registries?: Record<string, RegistryConfig>;

  /**
   * Replaces the image's ENTRYPOINT.
   * @title Entrypoint
   * @examples [["python", "-m", "my_package.app"]]
   */
  entrypoint?: string | string[];

  /**
   * Replaces the image's CMD.
   * @title Command
   * @examples [["--host", "0.0.0.0", "--port", "8080"]]
   */
  cmd?: string | string[];
}

/**
 * The credential for one registry.
 * @title Registry credential
 */
export interface RegistryConfig {
  /**
   * The user as the registry wants it: `AWS` for Amazon ECR, `_json_key_base64` for Google Artifact Registry, `$oauthtoken` for NVIDIA.
   * @title Username
   * @see https://fal.ai/docs/documentation/development/private-registries
   */
  username: string;

  /**
   * `$NAME` of a fal secret (`fal secrets set NAME=…`). A password that itself begins with `$` is written `$$…`.
   * @title Password
   * @examples ["$DOCKERHUB_TOKEN"]
   * @writeOnly true
   * @see https://fal.ai/docs/documentation/development/private-registries
   */
  password: string;
}

/**
 * `$NAME` of a fal secret. A value that itself begins with `$` is written `$$…`.
 * @title Build secret
 * @examples ["$PIP_TOKEN"]
 * @writeOnly true
 */
export type BuildSecret = string;

/**
 * A request that a healthy runner answers.
 * @title Health check
 */
export interface HealthCheckConfig {
  /**
   * The path to ask for.
   * @title Path
   * @examples ["/health"]
   */
  path: string;

  /**
   * Seconds after the start during which failures do not count.
   * @title Start period
   * @asType integer
   * @minimum 0
   */
  start_period_seconds?: number;

  /**
   * Seconds after which the check counts as failed.
   * @title Timeout
   * @asType integer
   * @minimum 0
   */
  timeout_seconds?: number;

  /**
   * Failures in a row that make a runner unhealthy.
   * @title Failure threshold
   * @asType integer
   * @minimum 0
   */
  failure_threshold?: number;

  /**
   * Check all the time and not only after a failed request.
   * @title Call regularly
   */
  call_regularly?: boolean;

  /**
   * The HTTP method. Default: GET for an app that is only an image, POST otherwise.
   * @title Method
   * @examples ["GET", "POST"]
   */
  method?: string;
}

/**
 * Retries by kind of failure; at least one.
 * @title Retries
 * @minProperties 1
 */
export interface RetryConfig {
  /**
   * The request took longer than `request_timeout`.
   * @title After a timeout
   */
  timeout?: Retries;
  /**
   * The app answered with a 5xx status.
   * @title After a server error
   */
  server_error?: Retries;
  /**
   * The runner could not be reached, or went away.
   * @title After a connection error
   */
  connection_error?: Retries;
}

/** How often to try again. */
export interface Retries {
  /**
   * How often to try again; 0 for never.
   * @title Retries
   * @asType integer
   */
  retries: number;
}
