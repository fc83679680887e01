/**
 * The day of the last release of each major version, as the community announces
 * it: https://www.postgresql.org/support/versioning/
 */
const LAST_RELEASE: Record<string, string> = {
  '14': '2026-11-12',
  '15': '2027-11-11',
  '16': '2028-11-09',
  '17': '2029-11-08',
  '18': '2030-11-14',
};

/**
 * The date on which the community's support of a version ends, such as
 * `2029-11-08`; undefined for a major that is not in the table.
 *
 * @param version - such as `17` or `17.5`
 * @public
 */
export function communitySupportEnds(version: string): string | undefined {
  const [major] = version.split('.');
  return Object.hasOwn(LAST_RELEASE, major) ? LAST_RELEASE[major] : undefined;
}
