/**
 * What is declared after a change, and the change in words: `drop a, add b`.
 * No words: nothing changes.
 */
export function declaredChange<T extends { name: string }>(
  before: T[],
  dropped: string[],
  added: T | undefined,
): { then: T[]; words: string } {
  return {
    then: [
      ...before.filter(({ name }) => !dropped.includes(name)),
      ...(added ? [added] : []),
    ],
    words: [
      ...dropped.map(name => `drop ${name}`),
      ...(added ? [`add ${added.name}`] : []),
    ].join(', '),
  };
}
