import type {
  Claim,
  DatabaseSpec,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../messages';
import { initSqlRequested } from '../initSql/initSqlAttention';
import type { ObservedDatabase } from './ObservedDatabase';
import { SECOND, type EvaluationTime } from './EvaluationTime';

/** An operator retries, and some errors resolve by order: a role is created before what it owns. */
const REFUSED_AFTER_MS = 30 * SECOND;

/** Whether a requested object is created; absent: not known. @public */
export interface CreationResult {
  created?: boolean;
  /** Why not, as the operator or the Job reports. */
  reportedMessage?: Message;
}

/** Requested objects of one kind, besides the database and its login. @public */
export interface RequestedObject extends CreationResult {
  id: 'roles' | 'databases' | 'extensions' | 'init-sql';
  title: Message;
}

/** The same with its evaluation. @public */
export interface RequestStatus extends RequestedObject {
  /** It could not be created repeatedly. */
  refused: boolean;
}

/** Whether all of them are created; undefined if that is not known. */
export function allCreated(verdicts: CreationResult[]): boolean | undefined {
  if (verdicts.some(({ created }) => created === false)) return false;
  return verdicts.every(({ created }) => created) ? true : undefined;
}

/** What an operator reports about requested objects, by name. @public */
export interface RequestVerdicts {
  role(name: string): CreationResult;
  database(name: string): CreationResult;
  extension(database: string, name: string): CreationResult;
}

/**
 * Returns the requested objects of each kind, with the operator's report.
 *
 * @param first - names of the application's database and its owner
 * @public
 */
export function requestedObjectsOf(
  spec: DatabaseSpec,
  first: { database?: string; owner?: string },
  reports: RequestVerdicts,
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
      [...limited, ...roles].map(({ name }) => [name, reports.role(name)]),
    ),
    ...kind(
      'databases',
      databases.map(({ name }) => [name, reports.database(name)]),
    ),
    ...kind(
      'extensions',
      all.flatMap(({ name, extensions = [] }) =>
        extensions.map((extension): [string, CreationResult] => [
          extension,
          reports.extension(name, extension),
        ]),
      ),
    ),
  ];
}

function kind(
  id: 'roles' | 'databases' | 'extensions',
  objects: Array<[name: string, verdict: CreationResult]>,
): RequestedObject[] {
  if (!objects.length) return [];
  const verdicts = objects.map(([, verdict]) => verdict);
  return [
    {
      id,
      title: message(id, { names: objects.map(([name]) => name).join(', ') }),
      created: allCreated(verdicts),
      reportedMessage: verdicts.find(({ reportedMessage }) => reportedMessage)
        ?.reportedMessage,
    },
  ];
}

/** Returns the requested objects with their evaluation, init SQL included. */
export function requestedOf(
  { requested, initSql }: Pick<ObservedDatabase, 'requested' | 'initSql'>,
  { transitionTimes, now }: EvaluationTime,
): RequestStatus[] {
  const byOperator = requested.map(each => ({
    ...each,
    refused:
      each.reportedMessage !== undefined &&
      transitionTimes.lasts(`refused:${each.id}`, 'on', REFUSED_AFTER_MS, now),
  }));
  // Last: it may need all the others.
  return [...byOperator, ...initSqlRequested(initSql)];
}

/** Returns the claim that the login works together with everything else that was requested. */
export function withRequested(
  login: Claim,
  requested: RequestStatus[],
  now: Date,
): Claim {
  if (login.value === false) return login;
  const missing = requested.filter(({ created }) => created === false);
  if (missing.length) {
    // Whether init SQL has run is stored beside the request.
    const isReportedByOperator = missing.some(({ id }) => id !== 'init-sql');
    return no(isReportedByOperator ? 'engine' : 'request', now);
  }
  const unknownObject = requested.find(({ created }) => created === undefined);
  return login.value && unknownObject
    ? unknown(message('creationUnknown', { objects: unknownObject.title }))
    : login;
}
