import { createHash } from 'node:crypto';
import type {
  Database,
  Health,
  Message,
  OfferedOperations,
  Support,
} from '@pgstage/backstage-plugin-postgres-common';
import { databaseOperationSchema } from '@pgstage/backstage-plugin-postgres-common';
import { claimsOf, no } from '../../../provider';
import type { InMemoryEngine, Stored } from './InMemoryEngine';
import { message } from './messages';

export const claims = claimsOf({
  usable: ['login'],
  safe: ['backup'],
  recoveryWindow: [],
  archiving: ['archive'],
  instance: ['instance'],
});

/** Returns all operations with the same support. */
export const operations = (support: Support): OfferedOperations =>
  Object.fromEntries(
    databaseOperationSchema.options.map(id => [id, support]),
  ) as OfferedOperations;

export const versionOf = ({ uid, binding, spec }: Stored): string =>
  createHash('sha256')
    .update(JSON.stringify([uid, binding, spec.protected]))
    .digest('base64url');

function operationsOf({ binding, managed }: Stored): OfferedOperations {
  const unsupported = (reason: Message): OfferedOperations =>
    operations({ supported: false, reason });
  if (managed) return unsupported(message('managedByFlux'));
  if (!binding) return unsupported(message('noEntity'));
  return operations({ supported: true });
}

/** Returns the current observation of a database. */
export function viewOf(
  { store }: Pick<InMemoryEngine, 'store'>,
  address: Pick<Database, 'ref' | 'provider' | 'location' | 'name'>,
  stored: Stored,
): Database {
  const { spec, binding, created, hibernated, fenced, instances } = stored;
  const at = new Date().toISOString();
  const good = stored.backups.filter(({ status }) => status === 'finished');
  const isStopped = hibernated || fenced;
  return {
    ...address,
    database: spec.database ?? address.name,
    user: spec.user ?? address.name,
    status: isStopped
      ? {
          state: 'changing',
          reason: message('stopped'),
          since: at,
          lasting: true,
        }
      : { state: 'working', reason: message('acceptsLogins'), since: at },
    usable: isStopped ? no('instance', at) : claims.yes('usable', 'login', at),
    safe: good.length ? claims.yes('safe', 'backup', at) : no('backup', at),
    hibernated,
    fenced: fenced ? instances : undefined,
    binding,
    created,
    endpoints: [
      { purpose: 'read-write', host: 'db', port: 5432, sslMode: 'require' },
    ],
    credentials: store.has(address.ref)
      ? { store: 'memory', secretRef: address.name }
      : undefined,
    spec,
    recordVersion: versionOf(stored),
    operations: operationsOf(stored),
    steps: [],
    attention: [],
    summary: { lastGoodBackupAt: good.at(-1)?.finishedAt },
    observedAt: at,
  };
}

/** Returns the current health of the instances. */
export function healthOf({ instances, hibernated, fenced }: Stored): Health {
  const isStopped = hibernated || fenced;
  return {
    instances: instances.map((name, index) => ({
      name,
      role: index ? 'standby' : 'primary',
      ...(isStopped
        ? { state: 'changing', reason: message('stopped') }
        : {
            state: 'working',
            reason: message('responds'),
            evidence: claims.shownBy('instance', 'instance', new Date()),
          }),
    })),
    slots: [],
    forbidden: [],
  };
}
