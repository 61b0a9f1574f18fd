/** Every object within a schema, children first. */
export function* nodes(schema) {
  if (typeof schema !== "object" || schema === null) return;
  for (const child of Object.values(schema)) yield* nodes(child);
  yield schema;
}
