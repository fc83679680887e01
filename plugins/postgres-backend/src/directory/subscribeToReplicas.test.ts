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
  const hear = (eventPayload: unknown) =>
    onEvent({ topic: 'postgres.databases', eventPayload });
  return { id, hear, refresh };
}

const settle = () => new Promise(setImmediate);

it('reads again what others tell of, under a subscription of its own', async () => {
  const { id, hear, refresh } = await setUp();
  expect(id).toBe('replica-me');
  await hear({ type: 'removed', ref: 'memory:main/a', replica: 'other' });
  await hear({ type: 'changed', ref: 'memory:main/b', replica: 'me' });
  await settle();
  expect(refresh.mock.calls).toEqual([['memory:main/a']]);
});

it('reads once for many hints, and again for one that comes while it reads', async () => {
  const { hear, refresh } = await setUp();
  let answer = () => undefined as void;
  refresh.mockReturnValueOnce(new Promise(resolve => (answer = resolve)));
  const hint = { type: 'changed', ref: 'memory:main/a' };
  for (let time = 0; time < 5; time += 1) await hear(hint);
  await settle();
  await hear(hint);
  answer();
  await settle();
  expect(refresh).toHaveBeenCalledTimes(2);
});

it('is not disturbed by what is no hint, nor by an engine that fails', async () => {
  const { hear, refresh } = await setUp();
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
    await hear(payload);
  await settle();
  expect(refresh).toHaveBeenCalledTimes(2);
});
