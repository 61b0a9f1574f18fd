/** The same function, which asks only once for each key; what it keeps lives as long as it does. */
export function remembered<K, T>(read: (key: K) => T): (key: K) => T {
  const known = new Map<K, { readonly value: T }>();
  return (key) => {
    const found = known.get(key) ?? { value: read(key) };
    known.set(key, found);
    return found.value;
  };
}
