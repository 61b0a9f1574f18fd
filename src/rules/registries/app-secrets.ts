import type { KeyPath } from "../../text/diagnostic.ts";
import type { Secret } from "../../text/secret.ts";
import type { AppContext } from "../rule.ts";

/** A value that fal takes as a secret, and where it stands. */
export interface AppSecret {
  readonly keyPath: KeyPath;
  readonly secret: Secret;
  /** The registry's key for a password, the secret's name for a build secret. */
  readonly of: string;
  readonly kind: "password" | "build secret";
}

/** Every registry password and build secret of an app. */
export function appSecrets({ config, path }: AppContext): AppSecret[] {
  const image = [...path, "image"];
  return [
    ...Object.entries(config.image?.registries ?? {}).map(
      ([key, { password }]): AppSecret => ({
        keyPath: [...image, "registries", key, "password"],
        secret: password,
        of: key,
        kind: "password",
      }),
    ),
    ...Object.entries(config.image?.secrets ?? {}).map(
      ([name, secret]): AppSecret => ({ keyPath: [...image, "secrets", name], secret, of: name, kind: "build secret" }),
    ),
  ];
}
