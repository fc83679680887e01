import { z } from 'zod';
import {
  allMade,
  initSqlRequested,
  isKnown,
  perFound,
  SECOND,
  type Requested,
  type Verdict,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { initSqlOf, type FoundDatabase } from '../model';
import { isApplied, refusalOf } from './declared';
import { databaseName, ownerName } from './identity';
import type { Moment } from './moment';

/** The operator tries again what it could not do, and some of it comes by itself: a role before what it owns. */
const REFUSED_AFTER_MS = 30 * SECOND;

const names = z.array(z.object({ name: z.string() }));
const optionsSchema = z.object({
  roles: names.catch([]),
  databases: z
    .array(
      names.element.extend({ extensions: z.array(z.string()).default([]) }),
    )
    .catch([]),
});

/** What the record asks for of each kind, and what the operator says of it. */
const wantedOf = perFound(
  (found: FoundDatabase): Array<Omit<Requested, 'refused'>> => {
    const { spec } = found.cluster.record;
    const { roles, databases } = optionsSchema.parse(spec.options ?? {});
    const owner = ownerName(found);
    const limited = spec.connectionLimit && owner ? [{ name: owner }] : [];
    const first = {
      name: databaseName(found) ?? '',
      extensions: spec.extensions ?? [],
    };
    const kind = (
      id: Requested['id'],
      title: string,
      wanted: Array<[name: string, verdict: Verdict]>,
    ) => {
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
    };
    return [
      ...kind(
        'roles',
        'Roles',
        [...limited, ...roles].map(({ name }) => [
          name,
          roleVerdict(found, name),
        ]),
      ),
      ...kind(
        'databases',
        'Databases',
        databases.map(({ name }) => [name, databaseVerdict(found, name)]),
      ),
      ...kind(
        'extensions',
        'Extensions',
        [first, ...databases].flatMap(({ name, extensions }) =>
          extensions.map((extension): [string, Verdict] => [
            extension,
            extensionVerdict(found, name, extension),
          ]),
        ),
      ),
    ];
  },
);

/** What was asked for besides the database and its login. */
export function requestedOf(moment: Moment): Requested[] {
  const { found, memory, now } = moment;
  const byOperator = wantedOf(found).map(wanted => ({
    ...wanted,
    refused:
      wanted.said !== undefined &&
      memory.lasts(`refused:${wanted.id}`, 'on', REFUSED_AFTER_MS, now),
  }));
  // The last: it may need all the others.
  return [...byOperator, ...initSqlRequested(initSqlOf(found.cluster))];
}

function roleVerdict({ cluster }: FoundDatabase, name: string): Verdict {
  const { byStatus, cannotReconcile } = cluster.status.managedRolesStatus ?? {};
  return {
    made: byStatus?.reconciled?.includes(name) ?? false,
    said: cannotReconcile?.[name]?.join('; '),
  };
}

function declaredOf(found: FoundDatabase, name: string) {
  return found.databases.find(
    ({ database, ensure, deletedAt }) =>
      database === name && ensure === 'present' && !deletedAt,
  );
}

function databaseVerdict(found: FoundDatabase, name: string): Verdict {
  if (!isKnown(found, 'databases')) return {};
  const declared = declaredOf(found, name);
  if (!declared) return { made: false };
  return { made: isApplied(declared), said: refusalOf(declared) };
}

function extensionVerdict(
  found: FoundDatabase,
  database: string,
  name: string,
): Verdict {
  const verdict = databaseVerdict(found, database);
  const declared = declaredOf(found, database);
  // Asked for, and not yet written.
  if (declared && !declared.extensions.includes(name)) return { made: false };
  if (!verdict.made) return verdict;
  // An operator that knows no extensions says nothing of them.
  const status = declared?.status.extensions?.find(
    extension => extension.name === name,
  );
  return { ...verdict, made: status?.applied };
}
