import {
  Backups,
  DatabaseView,
  Health,
  majorVersion,
} from '@pgstage/backstage-plugin-postgres-common';

/** A version to upgrade to. */
export interface Target {
  version: string;
  kind: 'minor' | 'major';
}

const minor = (version: string) => Number(version.split('.')[1] ?? NaN);

/** What runs now: as the server says, else as it was asked for. */
export function currentVersion(view: DatabaseView): string | undefined {
  return view.serverVersion ?? view.spec.version;
}

/** Versions to which there is a way: forward, and back from an upgrade that did not happen. */
export function upgradeTargets(
  view: DatabaseView,
  versions: string[] = [],
): Target[] {
  const now = currentVersion(view);
  if (!now) return [];
  const asked = view.spec.version;
  const pending =
    asked !== undefined && majorVersion(asked) > majorVersion(now);
  return versions
    .filter(version => version !== asked && (version !== now || pending))
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

/** Major version of an image by its tag, as operators read it. */
export function majorOfImage(image: string): number | undefined {
  const [, digits] = image.match(/:(\d{2})(?=[.\-_]|$|@)/) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What a major upgrade needs, and whether it is so. */
export interface Precondition {
  text: string;
  met: boolean;
}

/** The same as the backend checks, told before it has to refuse. */
export function majorPreconditions(
  view: DatabaseView,
  health: Health | undefined,
  backups: Backups | undefined,
): Precondition[] {
  const { status, summary, safe, fenced = [] } = view;
  const members = health?.members.length
    ? {
        total: health.members.length,
        working: health.members.filter(({ state }) => state === 'working')
          .length,
      }
    : summary.members;
  const backsUp = backups?.backups.some(each => each.status === 'running');
  const all = members && members.working === members.total;
  return [
    {
      text: members
        ? `${members.working} of ${members.total} members work`
        : 'The members are not known',
      met: Boolean(all),
    },
    {
      text: fenced.length
        ? `Fenced: ${fenced.join(', ')}. Lift that first`
        : 'No member is fenced',
      met: !fenced.length,
    },
    {
      text:
        status.state === 'changing'
          ? `A change is under way: ${status.reason}`
          : 'No change is under way',
      met: status.state !== 'changing',
    },
    {
      text: backsUp
        ? 'A backup is running: wait until it has ended'
        : 'No backup is running',
      met: !backsUp,
    },
    {
      text: safe
        ? 'A backup has finished, which is the only way back'
        : 'No backup has finished that leads back to the present state: take one first',
      met: safe === true,
    },
  ];
}
