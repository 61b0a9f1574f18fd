import { byteOrderMark } from "./byte-order-mark.ts";
import { conflictingKeys } from "./conflicting-keys.ts";
import { dockerfileEmpty } from "./dockerfile-empty.ts";
import { dockerfileNotFound } from "./dockerfile-not-found.ts";
import { expiredEcrToken } from "./expired-ecr-token.ts";
import { filesNotChecked } from "./files-not-checked.ts";
import { imageReference } from "./image-reference.ts";
import { impossibleDate } from "./impossible-date.ts";
import { invalidValue } from "./invalid-value.ts";
import { missingKey } from "./missing-key.ts";
import { notUtf8 } from "./not-utf8.ts";
import { plaintextPassword } from "./plaintext-password.ts";
import type { Rule } from "./rule.ts";
import { syntaxError } from "./syntax-error.ts";
import { toml11Syntax } from "./toml-1-1-syntax.ts";
import { unknownKey } from "./unknown-key.ts";
import { wrongType } from "./wrong-type.ts";

/** Every rule, in the order of the pipeline: reading, schema, build, credentials. */
export const rules: readonly Rule[] = [
  notUtf8,
  syntaxError,
  byteOrderMark,
  impossibleDate,
  toml11Syntax,
  unknownKey,
  wrongType,
  invalidValue,
  missingKey,
  conflictingKeys,
  filesNotChecked,
  dockerfileNotFound,
  dockerfileEmpty,
  imageReference,
  plaintextPassword,
  expiredEcrToken,
];
