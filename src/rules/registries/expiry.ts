import type { RegistryEntry } from "./registry-entries.ts";

/** Whether a password tells that its end has come; without a time it cannot be told. */
export function hasExpired(entry: RegistryEntry, now: Date | null): boolean {
  return endsWithin(0, entry, now);
}

/** Whether a password tells that its end comes within some seconds, or has come; without a time it cannot be told. */
export function endsWithin(seconds: number, { password }: RegistryEntry, now: Date | null): boolean {
  if (password.kind !== "token" || password.expires === null || now === null) return false;
  return secondsLeft(password.expires, now) <= seconds;
}

/** Whether it is expired-ecr-token that speaks of a password's end. */
export function isEcrTokenAtEcr({ password, provider }: RegistryEntry): boolean {
  const isEcr = provider === "amazon-ecr" || provider === "amazon-ecr-public";
  return isEcr && password.kind === "token" && password.id.startsWith("ecr-");
}

/** Whole seconds until a time in epoch seconds; 0 or less once it has come. */
export function secondsLeft(epochSeconds: number, now: Date): number {
  return epochSeconds - Math.floor(now.getTime() / 1000);
}
