import type { AppContext } from "./rule.ts";

/** A reading of an app that several rules ask for, made once. */
export function oncePerApp<T>(read: (app: AppContext) => T): (app: AppContext) => T {
  const made = new WeakMap<AppContext, { readonly reading: T }>();
  return (app) => {
    const known = made.get(app) ?? { reading: read(app) };
    made.set(app, known);
    return known.reading;
  };
}
