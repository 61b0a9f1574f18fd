import type { CodeApp, CodeSetting } from "../../config/language.ts";
import type { Finding } from "../../text/finding.ts";
import { quoteWord } from "../dockerfile/dockerfile-finding.ts";
import { oncePerApp } from "../once-per-app.ts";
import type { AppContext } from "../rule.ts";
import { jointRef } from "./app-ref.ts";

/** The class or function of an app's `ref`; null where it has nothing to do with what the table sets, or is not known. */
export const codeApp: (app: AppContext) => (CodeApp & { readonly path: string }) | null = oncePerApp(
  ({ config, modules }) => {
    const ref = config.ref === undefined ? null : jointRef(config.ref, Object.keys(config), modules);
    const code = ref === null ? null : (modules.read(ref.path)?.app(ref.symbol) ?? null);
    return ref === null || code === null ? null : { ...code, path: ref.path };
  },
);

/** How a finding names the class or function. */
export function codeName({ symbol, path }: { readonly symbol: string; readonly path: string }): string {
  return `${quoteWord(symbol)} in ${quoteWord(path)}`;
}

/** Where the code sets a key. */
export function setHere(path: string, { span }: CodeSetting, key: string): NonNullable<Finding["related"]> {
  return [{ at: { file: path, span }, message: `Here \`${key}\` is set.` }];
}
