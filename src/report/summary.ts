import type { Summary } from "../lint.ts";
import type { Report } from "./types.ts";

/** The sum over several files. */
export function summarize(summaries: readonly Summary[]): Summary {
  const sum = { files: 0, apps: 0, images: 0, credentials: 0, errors: 0, warnings: 0, infos: 0, suppressed: 0 };
  for (const summary of summaries) {
    for (const key of Object.keys(sum) as (keyof Summary)[]) sum[key] += summary[key];
  }
  return sum;
}

/** What was checked and what came out: `2 apps, 1 image, 1 credential: 1 error, 0 warnings`. */
export function closingLine({ files, summary }: Report): string {
  const unreadable = files.filter(({ status }) => status === "unreadable").length;
  const checked = [
    summary.files > 1 && count(summary.files, "file"),
    count(summary.apps, "app"),
    count(summary.images, "image"),
    count(summary.credentials, "credential"),
  ];
  const found = [
    count(summary.errors, "error"),
    count(summary.warnings, "warning"),
    summary.infos > 0 && count(summary.infos, "info"),
    summary.suppressed > 0 && `${summary.suppressed} suppressed`,
    unreadable > 0 && `${count(unreadable, "file")} unreadable`,
  ];
  return `${checked.filter(Boolean).join(", ")}: ${found.filter(Boolean).join(", ")}`;
}

/** A number and its noun, in the plural unless it is one. */
export function count(number: number, noun: string, plural: string = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
