import type { Language } from "../config/language.ts";
import { isPython } from "../text/python-path.ts";
import { readCodeModule } from "./code-module.ts";
import { readDocument } from "./document.ts";

/** Python modules with `fal.App` classes, `@fal.function`s and `ContainerImage`s. For the option `languages`. */
export const python: Language = { isOf: isPython, read: readDocument, readModule: readCodeModule };
