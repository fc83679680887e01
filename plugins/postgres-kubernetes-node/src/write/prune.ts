/** Removes undefined and empty fields: an empty field has a meaning to operators. @public */
export function prune<T>(value: T): T {
  return (pruned(value) ?? {}) as T;
}

function pruned(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.length ? value.map(item => pruned(item) ?? item) : undefined;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, pruned(inner)])
    .filter(([, inner]) => inner !== undefined);
  return entries.length ? Object.fromEntries(entries) : undefined;
}
