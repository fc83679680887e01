import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import type { Database, Step } from '@pgstage/backstage-plugin-postgres-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import type { Authorizer } from '../authorization/Authorizer';
import { NO_STANDING } from '../authorization/bindingRights';
import { DatabaseDirectory } from '../directory/DatabaseDirectory';
import { ProviderRegistry } from '../providers/ProviderRegistry';
import { aDatabase } from '../__testUtils__/aDatabase';
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
  standing: () => NO_STANDING,
};

it('never gives old content the revision of newer content', async () => {
  const directory = new DatabaseDirectory();
  const connection = directory.connectionFor('memory');
  connection.upsert(aDatabase({ ref }));
  const first = directory.get(ref)!.revision;
  // The database changes while the rights of the caller are asked for.
  const look: Authorizer['look'] = async (_caller, visible) => {
    connection.upsert(aDatabase({ ref, safe: claimed(true) }));
    return { visible, rights };
  };
  const finder = new DatabaseFinder({
    directory,
    registry: new ProviderRegistry(),
    authorizer: { look } as Authorizer,
    reveal: false,
  });
  const found = await finder.find(caller, ref);
  expect(finder.toView(found.entry, found.rights)).toMatchObject({
    safe: { value: false },
    revision: first,
  });
  expect(directory.get(ref)!.revision).not.toBe(first);
});

it('gives a failed step without a reason that of the status', async () => {
  const finder = new DatabaseFinder({
    directory: new DatabaseDirectory(),
    registry: new ProviderRegistry(),
    authorizer: {} as Authorizer,
    reveal: false,
  });
  const step = (state: Step['state'], message?: string): Step => ({
    id: `${state} ${message}`,
    title: 'Accepts logins',
    state,
    message,
  });
  const database = aDatabase({
    ref,
    steps: [step('done'), step('failed'), step('failed', 'its own')],
  });
  const view = finder.toView({ database, revision: '1' }, rights);
  expect(view.steps.map(({ message }) => message)).toEqual([
    undefined,
    database.status.reason,
    'its own',
  ]);
});

describe('operations', () => {
  const operationsOf = (database: Partial<Database>, reveal = true) =>
    new DatabaseFinder({
      directory: new DatabaseDirectory(),
      registry: new ProviderRegistry(),
      authorizer: {} as Authorizer,
      reveal,
    }).operationsOf(aDatabase({ ref, ...database }));

  it('that a provider does not name are not offered', () => {
    const bind = { supported: true } as const;
    expect(operationsOf({ operations: { bind } })).toMatchObject({
      bind,
      fence: {
        supported: false,
        reason: "Provider 'memory' does not offer it.",
      },
    });
  });

  it('wait for a change that is under way, where it would be in their way', () => {
    const { restart, backup, remove } = operationsOf({
      status: { state: 'changing', reason: 'A standby joins', since: '' },
    });
    expect(restart).toEqual({
      supported: true,
      obstacle:
        'A change is under way: A standby joins. Possible again when it has ended.',
    });
    expect([backup, remove]).toEqual([
      { supported: true },
      { supported: true },
    ]);
  });

  it('do not remove what is protected, and keep what the provider says stands against it', () => {
    const obstacle = 'Three sessions are open.';
    const isProtected = { spec: { protected: true } };
    expect(operationsOf(isProtected).remove).toMatchObject({
      obstacle: 'Protection is on. Switch it off first.',
    });
    expect(
      operationsOf({
        ...isProtected,
        operations: { remove: { supported: true, obstacle } },
      }).remove,
    ).toMatchObject({ obstacle });
  });

  it('show no password where that is switched off', () => {
    expect(operationsOf({}, false)['reveal-credentials']).toMatchObject({
      supported: false,
    });
  });
});
