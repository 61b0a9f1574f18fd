/** One error of ajv's standalone validators. */
export interface SchemaError {
  /** JSON pointer from the validated value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: {
    readonly additionalProperty?: string;
    readonly missingProperty?: string;
    readonly type?: string | readonly string[];
    readonly allowedValues?: readonly string[];
    readonly limit?: number;
  };
}

export interface Validator {
  (value: unknown): boolean;
  errors?: readonly SchemaError[] | null;
}

export const app: Validator;
/** `image` as a table with `dockerfile`. */
export const dockerfileImage: Validator;
/** `image` as a table with `image`. */
export const referenceImage: Validator;

/** The keys of each table, in the order of types.ts. */
export const keys: Readonly<
  Record<
    "app" | "dockerfileImage" | "referenceImage" | "registry" | "healthCheck" | "retryConfig" | "retries",
    readonly string[]
  >
>;
