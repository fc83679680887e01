/** Returns the declared items after a change. */
export function declaredChange<T extends { name: string }>(
  before: T[],
  dropped: string[],
  added: T | undefined,
): T[] {
  return [
    ...before.filter(({ name }) => !dropped.includes(name)),
    ...(added ? [added] : []),
  ];
}
