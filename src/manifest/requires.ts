import { type RequiredRelease, requiredFal } from "../client/releases.ts";
import type { OpenedApp } from "../config/open.ts";
import type { KeyPath } from "../text/diagnostic.ts";
import { isImageOnly } from "./entry.ts";

/** The oldest release of fal's client that accepts the app, and the keys that need it; null if any does. */
export function requiredRelease(config: OpenedApp): RequiredRelease | null {
  return requiredFal({
    keys: usedKeys(config),
    imageOnly: isImageOnly(config),
    extraRequirement: (config.requirements ?? []).flat().some((requirement) => /^\.\s*\[/.test(requirement)),
  });
}

function usedKeys(config: OpenedApp): KeyPath[] {
  return Object.entries(config).flatMap(([key, value]) =>
    key === "image" || key === "health_check" ? Object.keys(value).map((inner) => [key, inner]) : [[key]],
  );
}
