/** Returns the major version: 18 for `18.4` and for `18`. @public */
export function majorVersion(version: string): number {
  return Number.parseInt(version, 10);
}
