import type {
  Claim,
  DatabaseSpec,
} from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { initSqlRequested } from '../initSql/initSqlAttention';
import type { InitSql } from '../initSql/initSql';
import { SECOND, type EvaluationTime } from './EvaluationTime';

/** An operator tries again what it could not do, and some of it comes by itself: a role before what it owns. */
const REFUSED_AFTER_MS = 30 * SECOND;

/** Whether something that was asked for is made; absent: nobody tells. @public */
export interface CreationResult {
  made?: boolean;
  /** Why not, in the words of who was to make it. */
  said?: string;
}

/** Things of one kind that were asked for besides the database and its login. @public */
export interface RequestedObject extends CreationResult {
  id: 'roles' | 'databases' | 'extensions' | 'init-sql';
  title: string;
}

/** The same, judged. @public */
export interface RequestStatus extends RequestedObject {
  /** It could not be made, again and again. */
  refused: boolean;
}

/** Whether all of them are made; unknown is no yes. */
export function allMade(verdicts: CreationResult[]): boolean | undefined {
  if (verdicts.some(({ made }) => made === false)) return false;
  return verdicts.every(({ made }) => made) ? true : undefined;
}

/** What an operator says of what was asked for, each by its name. @public */
export interface RequestVerdicts {
  role(name: string): CreationResult;
  database(name: string): CreationResult;
  extension(database: string, name: string): CreationResult;
}

/**
 * What a record asks for of each kind, and what the operator says of it.
 *
 * @param first - names of the application's database and its owner
 * @public
 */
export function requestedObjectsOf(
  spec: DatabaseSpec,
  first: { database?: string; owner?: string },
  says: RequestVerdicts,
): RequestedObject[] {
  const { roles = [], databases = [] } = spec;
  const limited =
    spec.connectionLimit && first.owner ? [{ name: first.owner }] : [];
  const all = [
    { name: first.database ?? '', extensions: spec.extensions },
    ...databases,
  ];
  return [
    ...kind(
      'roles',
      'Roles',
      [...limited, ...roles].map(({ name }) => [name, says.role(name)]),
    ),
    ...kind(
      'databases',
      'Databases',
      databases.map(({ name }) => [name, says.database(name)]),
    ),
    ...kind(
      'extensions',
      'Extensions',
      all.flatMap(({ name, extensions = [] }) =>
        extensions.map((extension): [string, CreationResult] => [
          extension,
          says.extension(name, extension),
        ]),
      ),
    ),
  ];
}

function kind(
  id: RequestedObject['id'],
  title: string,
  wanted: Array<[name: string, verdict: CreationResult]>,
): RequestedObject[] {
  if (!wanted.length) return [];
  const verdicts = wanted.map(([, verdict]) => verdict);
  return [
    {
      id,
      title: `${title}: ${wanted.map(([name]) => name).join(', ')}`,
      made: allMade(verdicts),
      said: verdicts.find(({ said }) => said)?.said,
    },
  ];
}

/** What was asked for besides the database and its login. */
export function requestedOf(
  { wanted, initSql }: { wanted: RequestedObject[]; initSql?: InitSql },
  { transitionTimes, now }: EvaluationTime,
): RequestStatus[] {
  const byOperator = wanted.map(each => ({
    ...each,
    refused:
      each.said !== undefined &&
      transitionTimes.lasts(`refused:${each.id}`, 'on', REFUSED_AFTER_MS, now),
  }));
  // The last: it may need all the others.
  return [...byOperator, ...initSqlRequested(initSql)];
}

/** Whoever asked for more than a login is told to wait until all of it is there. */
export function withRequested(
  login: Claim,
  requested: RequestStatus[],
  now: Date,
): Claim {
  if (login.value === false) return login;
  const missing = requested.filter(({ made }) => made === false);
  if (missing.length) {
    // Whether init SQL has run is written down beside the request.
    const isTold = missing.some(({ id }) => id !== 'init-sql');
    return no(isTold ? 'engine' : 'request', now);
  }
  const untold = requested.find(({ made }) => made === undefined);
  return login.value && untold
    ? unknown(`Nobody tells whether it is made: ${untold.title}`)
    : login;
}
