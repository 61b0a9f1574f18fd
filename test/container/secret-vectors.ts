import vectors from "../vectors/secrets.json" with { type: "json" };

export interface SecretVector {
  readonly id: string;
  readonly value: string;
  readonly classification: string;
  /** Epoch seconds. */
  readonly expires: number | null;
  readonly crc: string | null;
  /** The registry's host beside which it is classified so. */
  readonly host: string | undefined;
}

interface Stored {
  readonly id: string;
  readonly parts: readonly string[];
  readonly classification: string;
  readonly expires?: number;
  readonly crc?: string;
  readonly context?: string;
}

const stored: readonly Stored[] = vectors.vectors;

const hosts: Readonly<Record<string, string>> = {
  ecr: "123456789012.dkr.ecr.us-east-1.amazonaws.com",
  icr: "us.icr.io",
};

/** The recorded secrets, put together again. */
export const secretVectors: readonly SecretVector[] = stored.map((vector) => ({
  id: vector.id,
  value: vector.parts.join(""),
  classification: vector.classification,
  expires: vector.expires ?? null,
  crc: vector.crc ?? null,
  host: hosts[vector.context ?? ""],
}));
