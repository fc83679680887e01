import type { Claim } from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';

/** Whether something that was asked for is made; absent: nobody tells. @public */
export interface Verdict {
  made?: boolean;
  /** Why not, in the words of who was to make it. */
  said?: string;
}

/** Things of one kind that were asked for besides the database and its login. @public */
export interface Requested extends Verdict {
  id: 'roles' | 'databases' | 'extensions' | 'init-sql';
  title: string;
  /** It could not be made, again and again. */
  refused: boolean;
}

/** Whether all of them are made; unknown is no yes. @public */
export function allMade(verdicts: Verdict[]): boolean | undefined {
  if (verdicts.some(({ made }) => made === false)) return false;
  return verdicts.every(({ made }) => made) ? true : undefined;
}

/** Whoever asked for more than a login is told to wait until all of it is there. @public */
export function withRequested(
  login: Claim,
  requested: Requested[],
  now: Date,
): Claim {
  if (login.value === false) return login;
  if (requested.some(({ made }) => made === false)) return no('engine', now);
  const untold = requested.find(({ made }) => made === undefined);
  return login.value && untold
    ? unknown(`Nobody tells whether it is made: ${untold.title}`)
    : login;
}
