import { mockServices } from '@backstage/backend-test-utils';
import type { EventsServiceSubscribeOptions } from '@backstage/plugin-events-node';
import { FakeProvider } from '../__testUtils__/FakeProvider';
import { subscribeToReplicas } from './subscribeToReplicas';

async function setUp() {
  const subscribe = jest.fn();
  const provider = new FakeProvider();
  const refresh = jest.fn<Promise<void>, [string]>(async () => {});
  provider.refresh = refresh;
  await subscribeToReplicas('me', {
    events: { subscribe, publish: jest.fn() },
    findProvider: id => (id === provider.id ? provider : undefined),
    logger: mockServices.logger.mock(),
  });
  const [{ id, onEvent }] = subscribe.mock.calls[0] as [
    EventsServiceSubscribeOptions,
  ];
  const emit = (eventPayload: unknown) =>
    onEvent({ topic: 'postgres.databases', eventPayload });
  return { id, emit, refresh };
}

const settle = () => new Promise(setImmediate);

it('reads a database again after an event of another replica, with its own subscription', async () => {
  const { id, emit, refresh } = await setUp();
  expect(id).toBe('replica-me');
  await emit({ type: 'removed', ref: 'memory:main/a', replica: 'other' });
  await emit({ type: 'changed', ref: 'memory:main/b', replica: 'me' });
  await settle();
  expect(refresh.mock.calls).toEqual([['memory:main/a']]);
});

it('reads once for many events, and again for one that arrives during the read', async () => {
  const { emit, refresh } = await setUp();
  let answer = () => undefined as void;
  refresh.mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
  const hint = { type: 'changed', ref: 'memory:main/a' };
  for (let time = 0; time < 5; time += 1) await emit(hint);
  await settle();
  await emit(hint);
  answer();
  await settle();
  expect(refresh).toHaveBeenCalledTimes(2);
});

it('ignores invalid events and engines that fail', async () => {
  const { emit, refresh } = await setUp();
  refresh.mockRejectedValueOnce(new Error('no route to host'));
  for (const payload of [
    undefined,
    'text',
    { ref: 7 },
    { ref: 'a\nb' },
    { ref: 'memory:main/%zz' },
    { ref: 'elsewhere:main/a' },
    { ref: 'memory:main/a' },
    { ref: 'memory:main/b' },
  ])
    await emit(payload);
  await settle();
  expect(refresh).toHaveBeenCalledTimes(2);
});
