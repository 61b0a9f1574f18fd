import { inFolder, type MigratedModule } from "./module.ts";
import { nameInCode } from "./secret.ts";
import { SecretNames } from "./secret-names.ts";
import { secretsOf } from "./secrets-of.ts";

/** A file that is a string in Python, and has to become one. */
export interface SavedFile {
  /** Relative to the folder of the pyproject.toml. */
  readonly path: string;
  readonly text: string;
}

interface Claim {
  readonly text: string;
  readonly app: string;
}

/** What the apps of all modules share, so that no name stands for two things. */
export class Plan {
  readonly names: SecretNames = new SecretNames();
  readonly #claims = new Map<string, Claim>();

  /** Names that exist come before those that are made up. */
  constructor(modules: readonly MigratedModule[]) {
    const secrets = modules.flatMap((module) => module.module.apps.flatMap(({ key }) => secretsOf(module, key)));
    for (const name of secrets.flatMap((secret) => nameInCode(secret) ?? [])) this.names.nameFor(name);
  }

  /** The name of a Dockerfile: another one if an app before has this for another text. */
  dockerfile({ folder }: MigratedModule, app: string, { path, text }: SavedFile): string {
    const named = path.replace(/Dockerfile$/, `Dockerfile.${app}`);
    let free = path;
    for (let number = 1; this.#claim(inFolder(folder, free), { text, app }).text !== text; number++) {
      free = number === 1 ? named : `${named}-${number}`;
    }
    return free;
  }

  /** The app before that wants another text in a file of that name; null if there is none. */
  conflict({ folder }: MigratedModule, app: string, { path, text }: SavedFile): string | null {
    const claim = this.#claim(inFolder(folder, path), { text, app });
    return claim.text === text ? null : claim.app;
  }

  #claim(place: string, claim: Claim): Claim {
    const known = this.#claims.get(place) ?? claim;
    this.#claims.set(place, known);
    return known;
  }
}
