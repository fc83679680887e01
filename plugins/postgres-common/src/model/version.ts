/** `18` of `18.4` and of `18`. @public */
export function majorVersion(version: string): number {
  return Number.parseInt(version, 10);
}
