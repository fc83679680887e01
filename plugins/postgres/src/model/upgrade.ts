import {
  DatabaseView,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';

/** A version to upgrade to. */
export interface UpgradeVersion {
  version: string;
  kind: 'minor' | 'major';
}

const minor = (version: string) => Number(version.split('.')[1] ?? NaN);

/** Returns the running version, or the requested one if it is unknown. */
export function currentVersion(view: DatabaseView): string | undefined {
  return view.serverVersion ?? view.spec.version;
}

/**
 * Returns the versions to which an upgrade is possible, including the previous
 * version of a failed upgrade.
 */
export function availableUpgrades(
  view: DatabaseView,
  versions: string[] = [],
): UpgradeVersion[] {
  const now = currentVersion(view);
  if (!now) return [];
  const requested = view.spec.version;
  const pending =
    requested !== undefined && majorVersion(requested) > majorVersion(now);
  return versions
    .filter(version => version !== requested && (version !== now || pending))
    .filter(version =>
      majorVersion(version) === majorVersion(now)
        ? pending || !(minor(version) <= minor(now))
        : majorVersion(version) > majorVersion(now),
    )
    .map(version => ({
      version,
      kind: majorVersion(version) === majorVersion(now) ? 'minor' : 'major',
    }));
}
