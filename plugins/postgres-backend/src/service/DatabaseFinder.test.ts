import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import type {
  Database,
  Message,
  Step,
} from '@pgstage/backstage-plugin-postgres-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Authorizer } from '../authorization/Authorizer';
import { NO_BINDING_RIGHTS } from '../authorization/bindingRights';
import { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { ProviderRegistry } from '../providers/ProviderRegistry';
import { aDatabase } from '../__testUtils__/aDatabase';
import { memoryMessage } from '../__testUtils__/messages';
import { message } from '../messages';
import { DatabaseFinder } from './DatabaseFinder';

const ref = 'memory:main/a';
const caller = {
  actor: 'user:default/a',
  isService: false,
  credentials: mockCredentials.user(),
};

const permit = () => ({ allowed: true, permission: 'p' });
const rights = {
  permit,
  permitEntity: permit,
  claims: () => true,
  bindingRights: () => NO_BINDING_RIGHTS,
};

it('never returns old content with the revision of newer content', async () => {
  const directory = new DatabaseDirectory(mockServices.logger.mock());
  const connection = directory.connectionFor('memory');
  connection.upsert(aDatabase({ ref }));
  const first = directory.get(ref)!.revision;
  // The database changes while the rights of the caller are evaluated.
  const authorize: Authorizer['authorize'] = async (_caller, visible) => {
    connection.upsert(aDatabase({ ref, safe: claimed(true) }));
    return { visible, rights };
  };
  const finder = new DatabaseFinder({
    directory,
    registry: new ProviderRegistry(),
    authorizer: { authorize } as Authorizer,
    reveal: false,
  });
  const found = await finder.find(caller, ref);
  expect(finder.toView(found.entry, found.rights)).toMatchObject({
    safe: { value: false },
    revision: first,
  });
  expect(directory.get(ref)!.revision).not.toBe(first);
});

it('uses the reason of the status for a failed step without one', async () => {
  const finder = new DatabaseFinder({
    directory: new DatabaseDirectory(mockServices.logger.mock()),
    registry: new ProviderRegistry(),
    authorizer: {} as Authorizer,
    reveal: false,
  });
  const own = memoryMessage('volumeFull');
  const step = (state: Step['state'], reason?: Message): Step => ({
    id: `${state} ${reason?.id}`,
    title: memoryMessage('acceptsLogins'),
    state,
    message: reason,
  });
  const database = aDatabase({
    ref,
    steps: [step('done'), step('failed'), step('failed', own)],
  });
  const view = finder.toView({ database, revision: '1' }, rights);
  expect(view.steps.map(shown => shown.message)).toEqual([
    undefined,
    database.status.reason,
    own,
  ]);
});

describe('operations', () => {
  const operationsOf = (database: Partial<Database>, reveal = true) =>
    new DatabaseFinder({
      directory: new DatabaseDirectory(mockServices.logger.mock()),
      registry: new ProviderRegistry(),
      authorizer: {} as Authorizer,
      reveal,
    }).operationsOf(aDatabase({ ref, ...database }));

  it('that a provider does not list are not supported', () => {
    const bind = { supported: true } as const;
    expect(operationsOf({ operations: { bind } })).toMatchObject({
      bind,
      fence: {
        supported: false,
        reason: message('notOffered', { provider: 'memory' }),
      },
    });
  });

  it('are blocked by a change in progress that interferes with them', () => {
    const reason = memoryMessage('called', { method: 'restart', input: '' });
    const { restart, backup, remove } = operationsOf({
      status: { state: 'changing', reason, since: '' },
    });
    expect(restart).toEqual({
      supported: true,
      obstacle: message('changeInProgress', { change: reason }),
    });
    expect([backup, remove]).toEqual([
      { supported: true },
      { supported: true },
    ]);
  });

  it('do not remove a protected database, and keep the obstacle of the provider', () => {
    const obstacle = memoryMessage('askPlatformTeam');
    const isProtected = { spec: { protected: true } };
    expect(operationsOf(isProtected).remove).toMatchObject({
      obstacle: message('protectionIsOn'),
    });
    expect(
      operationsOf({
        ...isProtected,
        operations: { remove: { supported: true, obstacle } },
      }).remove,
    ).toMatchObject({ obstacle });
  });

  it('do not reveal a password if that is disabled', () => {
    expect(operationsOf({}, false)['reveal-credentials']).toMatchObject({
      supported: false,
    });
  });
});
