import { isImageOnly } from "../../manifest/entry.ts";
import type { AppContext } from "../rule.ts";

/** As https://fal.ai/docs/documentation/deployment/machine-types lists them. */
export const cpuMachines: readonly string[] = ["XS", "S", "M", "L", "XL"];

export const gpuMachines: readonly string[] = [
  "GPU-RTX4090",
  "GPU-RTX5090",
  "GPU-A100",
  "GPU-A6000",
  "GPU-L40",
  "GPU-H100",
  "GPU-H200",
  "GPU-B200",
];

/** The machine types that an app may get, as written, in order; none if it does not say, and its class may. */
export function machineTypes({ config }: Pick<AppContext, "config">): readonly string[] {
  return [config.machine_type ?? []].flat();
}

/** Whether nothing but the table says what the app runs on: a `ref` can also say it in its class. */
export function isTableAlone({ config }: Pick<AppContext, "config">): boolean {
  return config.python_entry_point !== undefined || isImageOnly(config);
}
