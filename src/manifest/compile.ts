import type { App } from "../config/apps.ts";
import type { Dynamic } from "../config/dynamic.ts";
import type { OpenedApp } from "../config/open.ts";
import { pathText } from "../config/wording.ts";
import { compareStrings, type KeyPath } from "../text/diagnostic.ts";
import type { Files } from "../text/files.ts";
import { describeBuild } from "./build.ts";
import { digest } from "./canonical.ts";
import { entry, isImageOnly } from "./entry.ts";
import { requiredRelease } from "./requires.ts";
import type { ResolvedBuild } from "./resolve.ts";
import { shown, shownList, shownTable } from "./shown.ts";
import type { HealthCheck, Manifest, Run } from "./types.ts";

/**
 * What one app means, with every default that fal's client fills in and every spelling made canonical.
 * @param file the pyproject.toml, as the manifest names it
 */
export function compileApp(app: App, build: ResolvedBuild, file: string, files: Files | null): Manifest {
  const { config, key, surroundings } = app;
  const dynamic = dynamicPaths(surroundings.dynamic);
  return withDigest({
    version: 1 as const,
    file,
    app: key,
    name: config.name === undefined ? key : shown(config.name),
    entry: entry(config, surroundings.context),
    build: withDigest(describeBuild(app, build, files)),
    run: run(app),
    deploy: {
      auth: config.auth ?? null,
      team: config.team === undefined ? null : shown(config.team),
      deployment_strategy: config.deployment_strategy ?? null,
      reset_scale: config.no_scale === undefined ? (config.app_scale_settings ?? false) : !config.no_scale,
    },
    requires: { fal: requiredRelease(config)?.version ?? null },
    ...(dynamic.length > 0 && { dynamic }),
  });
}

/** A table that may hold more keys than are seen ends in `*`. */
function dynamicPaths({ paths, has }: Dynamic): readonly string[] {
  const open = (path: KeyPath) => (path.length === 0 ? "*" : `${pathText(path)}.*`);
  return paths.map((path) => (has(path) ? pathText(path) : open(path))).sort(compareStrings);
}

function withDigest<T extends object>(value: T): T & { readonly digest: string } {
  return { ...value, digest: digest(value) };
}

function run({ config, surroundings: { context } }: App): Run {
  const { machine_type: machine } = config;
  return {
    machine_type: machine === undefined ? null : shownList(typeof machine === "string" ? [machine] : machine),
    num_gpus: config.num_gpus ?? null,
    regions: config.regions ?? null,
    min_concurrency: config.min_concurrency ?? null,
    max_concurrency: config.max_concurrency ?? null,
    max_multiplexing: config.max_multiplexing ?? null,
    concurrency_buffer: config.concurrency_buffer ?? null,
    concurrency_buffer_perc: config.concurrency_buffer_perc ?? null,
    scaling_delay: config.scaling_delay ?? null,
    request_timeout: config.request_timeout ?? null,
    startup_timeout: config.startup_timeout ?? null,
    keep_alive: config.keep_alive ?? null,
    termination_grace_period_seconds: config.termination_grace_period_seconds ?? null,
    // fal.utils._load_from_python_entry_point: gateway.setdefault("exposed_port", 8080)
    exposed_port: config.exposed_port ?? (config.python_entry_point === undefined ? null : 8080),
    metrics_port: config.metrics_port ?? null,
    health_check: healthCheck(config),
    skip_retry_conditions: config.skip_retry_conditions ?? null,
    retry_config: retryConfig(config),
    private_logs: config.private_logs ?? null,
    secrets: config.secrets === undefined ? null : shownList(config.secrets),
    data_mounts: config.data_mounts === undefined ? null : shownList(config.data_mounts),
    app_files: config.app_files === undefined ? null : shownList(config.app_files),
    app_files_ignore: config.app_files_ignore === undefined ? null : shownList(config.app_files_ignore),
    app_files_context_dir:
      config.app_files_context_dir === undefined ? null : shown(context.outside(config.app_files_context_dir)),
    _scheduler: config._scheduler === undefined ? null : shown(config._scheduler),
    _scheduler_options: config._scheduler_options === undefined ? null : shownTable(config._scheduler_options),
  };
}

function healthCheck(config: OpenedApp): HealthCheck | null {
  const check = config.health_check;
  if (check === undefined) return null;
  // Judged as written: in capitals no token is recognised.
  const method = shown(check.method || (isImageOnly(config) ? "GET" : ""));
  return {
    path: shown(check.path),
    start_period_seconds: check.start_period_seconds ?? null,
    timeout_seconds: check.timeout_seconds ?? null,
    failure_threshold: check.failure_threshold ?? null,
    call_regularly: check.call_regularly ?? null,
    method: typeof method === "string" ? method.toUpperCase() || null : method,
  };
}

function retryConfig(config: OpenedApp): Run["retry_config"] {
  if (config.retry_config === undefined) return null;
  const conditions = Object.entries(config.retry_config).map(
    ([condition, { retries }]) => [condition, { retries: Math.max(retries, 0) }] as const,
  );
  return Object.fromEntries(conditions);
}
