/**
 * Date of the final release of each major version, from
 * https://www.postgresql.org/support/versioning/
 */
const LAST_RELEASE: Record<string, string> = {
  '14': '2026-11-12',
  '15': '2027-11-11',
  '16': '2028-11-09',
  '17': '2029-11-08',
  '18': '2030-11-14',
};

/**
 * Returns the date on which the PostgreSQL community ends the support of a
 * version, such as `2029-11-08`; undefined for an unknown major version.
 *
 * @param version - such as `17` or `17.5`
 * @public
 */
export function communitySupportEnds(version: string): string | undefined {
  const [major] = version.split('.');
  return Object.hasOwn(LAST_RELEASE, major) ? LAST_RELEASE[major] : undefined;
}
