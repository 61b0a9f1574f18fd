import { secretVectors } from "../container/secret-vectors.ts";

/** The first recorded secret of a kind. */
export function recorded(classification: string, crc: string | null = null): string {
  const vector = secretVectors.find((one) => one.classification === classification && one.crc === crc);
  if (vector === undefined) throw new Error(`no ${classification} is recorded`);
  return vector.value;
}

/** What `aws ecr get-login-password` prints, as far as it is known. `expiration` in epoch seconds. */
export function ecrPassword(expiration?: number | string): string {
  return base64({ payload: "cGF5bG9hZA==", datakey: "AQEBAHg=", version: "2", type: "DATA_KEY", expiration });
}

/** The authorization token that holds an ECR password. */
export function ecrAuthorizationToken(password: string): string {
  return Buffer.from(`AWS:${password}`).toString("base64");
}

/** A JSON Web Token without a signature. */
export function jwt(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part(claims)}.`;
}

/** An access token of Azure's registry. */
export function acrToken(exp: number, aud: string): string {
  return jwt({ iss: "Azure Container Registry", exp, aud });
}

/** The key file of a Google service account; `without` leaves out one of its fields. */
export function serviceAccount(without = ""): string {
  const fields = { type: "service_account", private_key: "example", client_email: "puller@example.iam" };
  return JSON.stringify(Object.fromEntries(Object.entries(fields).filter(([name]) => name !== without)));
}

export function base64(value: object | string): string {
  return Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64");
}

/** As GNU `base64` prints it. */
export function wrapped(encoded: string): string {
  return `${encoded.replaceAll(/.{76}/g, "$&\n")}\n`;
}
