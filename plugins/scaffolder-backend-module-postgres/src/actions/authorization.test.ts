import { mockCredentials } from '@backstage/backend-test-utils';
import {
  errorResponse,
  mockContext,
  mockPostgres,
  REF,
  view,
} from '../__testUtils__/fixtures';
import { createPostgresActions } from '.';

const planned = {
  provider: 'server',
  location: 'main',
  name: 'orders',
  entityRef: 'component:default/orders',
};

/**
 * Input of each action, and the permission that it requires. A missing action
 * fails the first test.
 */
const rows: Record<string, [input: object, permission: string]> = {
  'postgres:database:create': [planned, 'create'],
  'postgres:database:bind': [{ ref: REF, adopt: true }, 'bind'],
  'postgres:database:wait': [{ ref: REF }, 'read'],
  'postgres:database:change': [{ ref: REF, connectionLimit: 3 }, 'change'],
  'postgres:database:backup': [{ ref: REF }, 'backup'],
  'postgres:database:restore': [
    { ref: REF, name: 'copy', entityRef: planned.entityRef },
    'restore',
  ],
  'postgres:database:rotate-password': [{ ref: REF }, 'rotate-password'],
  'postgres:database:rotate-login': [
    { ref: REF, overlapMinutes: 5 },
    'rotate-password',
  ],
  'postgres:database:delete': [{ ref: REF, confirm: 'orders' }, 'remove'],
  'postgres:manifests:render': [planned, 'create'],
};

it('has a row for every action', () => {
  const ids = createPostgresActions(mockPostgres()).map(({ id }) => id);
  expect(Object.keys(rows).sort()).toEqual(ids.sort());
});

it.each(Object.entries(rows))(
  '%s acts for the user who started the task, and reports the missing permission',
  async (id, [input, permission]) => {
    const name = `postgres.database.${permission}`;
    const rejection = await errorResponse(
      403,
      'NotAllowedError',
      `You need the permission '${name}'. Ask group:default/team.`,
      { permission: name },
    );
    const postgres = mockPostgres();
    // Reads succeed, unless reading is what is denied.
    if (permission !== 'read') postgres.getDatabase.mockResolvedValue(view());
    const calls = Object.values(postgres).filter(jest.isMockFunction);
    for (const call of calls)
      if (!call.getMockImplementation()) call.mockRejectedValue(rejection);
    const credentials = mockCredentials.user('user:default/starter');
    const { ctx, outputs, lines } = mockContext(input as never, {
      getInitiatorCredentials: async () => credentials,
    });
    const action = createPostgresActions(postgres).find(each => each.id === id);
    await expect(action!.handler(ctx)).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(name),
    });
    expect(outputs).toEqual({});
    expect(lines.join()).not.toMatch(/password is|secret/);
    const sent = calls.flatMap(({ mock }) => mock.calls as unknown[][]);
    expect(sent.length).toBeGreaterThan(0);
    for (const call of sent)
      expect(call[call.length - 1]).toMatchObject({ credentials });
  },
);
