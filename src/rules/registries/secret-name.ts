import { providerOf } from "../../container/provider.ts";
import { hostOfKey } from "../../container/registry.ts";
import type { AppSecret } from "./app-secrets.ts";

/** As fal's page on private registries names them. */
const usual: Readonly<Record<string, string>> = {
  "docker-hub": "DOCKERHUB_TOKEN",
  "google-artifact-registry": "GOOGLE_AR_JSON_BASE64",
  "amazon-ecr": "AWS_ECR_PASSWORD",
  "azure-acr": "AZURE_ACR_PASSWORD",
};

/** A good name for the fal secret that should hold the value: `DOCKERHUB_TOKEN`, `GHCR_IO_PASSWORD`, or a build secret's own. */
export function secretName({ kind, of }: Pick<AppSecret, "kind" | "of">): string {
  if (kind === "build secret") return environmentName(of);
  const host = hostOfKey(of);
  return usual[providerOf(host) ?? ""] ?? `${environmentName(host)}_PASSWORD`;
}

function environmentName(text: string): string {
  const name = text
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
  return /^[A-Z]/.test(name) ? name : `SECRET_${name}`;
}
