import { jobSummary } from "../report/job-summary.ts";
import type { Report } from "../report/types.ts";
import { printable } from "../text/printable.ts";
import type { Host } from "./host.ts";
import { complain } from "./output.ts";

/** Bytes that GitHub takes of one step's summary; of a larger file it shows nothing. */
const limit = 1024 * 1024;

/** Adds the report to the job summary of GitHub Actions, if there is one. What keeps it from being written is told, and is no reason to fail. */
export function appendJobSummary(report: Report, host: Host): void {
  const path = host.env["GITHUB_STEP_SUMMARY"];
  if (!path) return;
  const failure = host.append(host.relative(path), (size) => jobSummary(report, limit - size));
  if (failure !== null) complain(host, `GITHUB_STEP_SUMMARY ${printable(path)}: ${failure.reason}`);
}
