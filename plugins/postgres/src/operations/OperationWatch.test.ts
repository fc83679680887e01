import { databaseView } from '../../dev/fixtures';
import { clusterView } from '../../dev/clusterFixtures';
import { scenarioApi } from '../../dev/scenarioApi';
import { setHidden } from '../__testUtils__/renderTab';
import { responseError } from '../__testUtils__/responseError';
import { OperationWatch } from './OperationWatch';
import { idOf } from '../__testUtils__/idOf';
import { translate as t } from '../__testUtils__/translate';

const status = (
  state: 'working' | 'changing' | 'attention' | 'unknown',
  id: string,
  lasting?: boolean,
) =>
  clusterView({
    status: {
      ...{ state, lasting, since: new Date().toISOString() },
      reason: { id, text: `The text of ${id}.` },
    },
  });
const working = status('working', 'ready');
const changing = status('changing', 'restarting');

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  setHidden(false);
  jest.useRealTimers();
});

const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);

function watch(api: Parameters<typeof scenarioApi>[0]['api']) {
  const post = jest.fn();
  const client = scenarioApi({ databases: [], api });
  return { post, operations: new OperationWatch(client, { post }) };
}

/** Returns one result after the other, and the last one from then on. */
function inTurn<T>(...responses: (T | Error)[]) {
  return jest.fn(async () => {
    const response = responses.length > 1 ? responses.shift()! : responses[0];
    if (response instanceof Error) throw response;
    return response;
  });
}

describe('a change', () => {
  it.each([
    [
      'is over when it is seen no longer under way',
      [changing, status('unknown', 'unknown'), working],
      t('watch.over', {
        operation: 'Restart of orders',
        reason: 'ready',
      }),
    ],
    [
      'is over when it has reached what lasts',
      [status('changing', 'hibernated', true)],
      t('watch.over', {
        operation: 'Restart of orders',
        reason: 'hibernated',
      }),
    ],
    [
      'is followed through failed requests',
      [new Error('Failed to fetch'), working],
      t('watch.over', {
        operation: 'Restart of orders',
        reason: 'ready',
      }),
    ],
    [
      'that fails is shown as an error',
      [changing, status('attention', 'not-ready')],
      t('watch.attention', {
        operation: 'Restart of orders',
        database: 'orders',
        reason: 'not-ready',
      }),
    ],
  ])('%s', async (_, responses, message) => {
    const { operations, post } = watch({ getDatabase: inTurn(...responses) });
    operations.change(t, idOf, 'Restart of orders', changing);
    await pass(60);
    expect(post).toHaveBeenCalledTimes(1);
    expect(post.mock.calls[0][0].message).toBe(message);
  });

  it('shows nothing while it runs, nor for a change whose start was not observed', async () => {
    const { operations, post } = watch({ getDatabase: inTurn(changing) });
    operations.change(t, idOf, 'Restart of orders', changing);
    await pass(3600);
    expect(post).not.toHaveBeenCalled();

    const getDatabase = inTurn(working);
    const unseen = watch({ getDatabase });
    unseen.operations.change(t, idOf, 'Restart of orders', working);
    await pass(600);
    const calls = getDatabase.mock.calls.length;
    await pass(600);
    expect(unseen.post).not.toHaveBeenCalled();
    expect(getDatabase).toHaveBeenCalledTimes(calls);
  });

  it('is shown when the browser tab is visible', async () => {
    const { operations, post } = watch({ getDatabase: inTurn(working) });
    setHidden(true);
    operations.change(t, idOf, 'Restart of orders', changing);
    await pass(60);
    expect(post).not.toHaveBeenCalled();
    setHidden(false);
    await pass(0);
    expect(post).toHaveBeenCalledTimes(1);
  });

  it('is no longer watched if the user cannot read the database', async () => {
    const error = await responseError(403, {
      name: 'NotAllowedError',
      message: 'no',
    });
    const getDatabase = inTurn<never>(error);
    const { operations, post } = watch({ getDatabase });
    operations.change(t, idOf, 'Restart of orders', changing);
    await pass(600);
    expect(getDatabase).toHaveBeenCalledTimes(1);
    expect(post).not.toHaveBeenCalled();
  });
});

describe('a backup', () => {
  const backup = {
    id: 'base-4',
    method: 'base-backup',
    scope: 'server' as const,
    status: 'running' as const,
    startedAt: '2026-11-21T01:11:22Z',
  };
  const listed = (...backups: object[]) =>
    ({ status: 'ok', checkedAt: '', data: { backups } } as any);

  it.each([
    [
      { status: 'finished' },
      t('watch.backupFinished', { database: 'orders-db' }),
    ],
    [
      { status: 'failed', error: 'no space left' },
      t('watch.backupFailed', {
        database: 'orders-db',
        reason: 'no space left',
      }),
    ],
  ])('is shown when the list reports its end: %o', async (end, message) => {
    const { operations, post } = watch({
      getBackups: inTurn(
        listed(),
        listed(backup),
        listed({ ...backup, id: 'other', status: 'finished' }),
        listed({ ...backup, ...end }),
      ),
    });
    operations.backup(t, databaseView(), backup);
    await pass(15);
    expect(post).not.toHaveBeenCalled();
    await pass(60);
    expect(post.mock.calls).toEqual([[expect.objectContaining({ message })]]);
  });
});

describe('a removal', () => {
  it('is shown when the database no longer exists', async () => {
    const gone = await responseError(404, {
      name: 'NotFoundError',
      message: 'x',
    });
    const slow = watch({
      getDatabase: inTurn(changing, new Error('Failed to fetch'), gone),
    });
    slow.operations.removal(t, databaseView());
    await pass(60);
    const atOnce = watch({ getDatabase: inTurn<never>(gone) });
    atOnce.operations.removal(t, databaseView());
    await pass(60);
    const messages = (post: jest.Mock) =>
      post.mock.calls.map(([m]) => m.message);
    expect(messages(slow.post)).toEqual([
      t('watch.removing', { database: 'main/orders-db' }),
      t('watch.removed', { database: 'main/orders-db' }),
    ]);
    expect(messages(atOnce.post)).toEqual([
      t('watch.removed', { database: 'main/orders-db' }),
    ]);
  });
});
