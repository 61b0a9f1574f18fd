import type { Manifest } from "fal-lint";
import { element } from "./elements.ts";

/** What each app would upload. */
export function uploadLists(manifests: readonly Manifest[], isListed: boolean): Node[] {
  const built = manifests.filter(({ build }) => build.kind === "dockerfile");
  if (built.length === 0) return [element("p", "hint", "No app that is built from a Dockerfile.")];
  if (!isListed) return [element("p", "hint", "Not known without the list of the files in the folder.")];
  return built.flatMap(({ app, build }) => {
    const uploads = build.uploads ?? [];
    const rows = uploads.map(({ path, size }) => {
      const name = typeof path === "string" ? path : "(holds a token)";
      return element("tr", "", element("td", "", name), element("td", "", bytes(size)));
    });
    const total = uploads.reduce((sum, { size }) => sum + size, 0);
    const heads = element("tr", "", element("th", "", "File"), element("th", "", "Size"));
    return [
      element("h3", "", app),
      element("p", "", `${uploads.length} ${uploads.length === 1 ? "file" : "files"}, ${bytes(total)}`),
      ...(uploads.length === 0
        ? []
        : [element("table", "", element("thead", "", heads), element("tbody", "", ...rows))]),
    ];
  });
}

function bytes(size: number): string {
  return new Intl.NumberFormat("en", { style: "unit", unit: "byte", unitDisplay: "narrow" }).format(size);
}
