import { digest } from "../manifest/canonical.ts";
import type { Diagnostic } from "../text/diagnostic.ts";

/**
 * Names the diagnostics of one report so that they are known again in the next one, wherever their lines have moved: by rule, file, app and
 * key path, or the message where there is no key path. Never by the text, whose digest could give a secret away. No two get the same name.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  of({ rule, file, app, keyPath, message }: Diagnostic): string {
    const name = hex([rule, file, app, keyPath ?? message]);
    const before = this.#seen.get(name) ?? 0;
    this.#seen.set(name, before + 1);
    return before === 0 ? name : hex([name, before]);
  }
}

function hex(value: unknown): string {
  return digest(value).slice("sha256:".length);
}
