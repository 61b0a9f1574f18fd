import { decodeBase64 } from "./base64.ts";
import { parseJsonObject, text } from "./json-object.ts";

/** What can be told about a Google service-account key without showing it. */
export interface ServiceAccountFacts {
  readonly hasPrivateKey: boolean;
  readonly hasClientEmail: boolean;
}

/** A Google credentials file, by the form in which it was pasted. */
export type GoogleKey =
  | {
      readonly id:
        | "gcp-service-account-json"
        | "gcp-service-account-json-base64"
        /** base64 with white space inside, as GNU `base64` breaks it without `-w0`. */
        | "gcp-service-account-json-base64-wrapped";
      readonly facts: ServiceAccountFacts;
    }
  /** The file of `gcloud auth application-default login`: no service account. */
  | { readonly id: "gcp-adc-user-json"; readonly facts: null };

/** Recognises the JSON file of a service account, or of a user, as it is or in base64. */
export function decodeGoogleKey(value: string): GoogleKey | null {
  if (/^\s*\{/.test(value)) return fromJson(value, "gcp-service-account-json");
  const joined = value.replace(/\s+/g, "");
  const id = joined === value ? "gcp-service-account-json-base64" : "gcp-service-account-json-base64-wrapped";
  return fromJson(decodeBase64(joined) ?? "", id);
}

function fromJson(json: string, id: Exclude<GoogleKey["id"], "gcp-adc-user-json">): GoogleKey | null {
  const key = parseJsonObject(json);
  if (key === null) return null;
  switch (text(key, "type")) {
    case "service_account":
      return { id, facts: { hasPrivateKey: !!text(key, "private_key"), hasClientEmail: !!text(key, "client_email") } };
    case "authorized_user":
      return { id: "gcp-adc-user-json", facts: null };
    default:
      return null;
  }
}
