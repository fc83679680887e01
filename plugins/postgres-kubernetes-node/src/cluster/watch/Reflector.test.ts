import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import { waitFor } from '../../testUtils/waitFor';
import { ApiConnectionError, ApiStatusError } from '../api/ApiStatusError';
import type { ApiRequest, ClusterConnection } from '../api/ClusterConnection';
import { coreKinds } from '../coreKinds';
import type { KubernetesObject } from '../objects';
import type { Discovery } from './Discovery';
import { Reflector } from './Reflector';
import { defaultTiming } from './timing';

const pod = (name: string, resourceVersion: string) => ({
  metadata: { name, namespace: 'shop', resourceVersion },
});

/** A cluster with the responses of the test: lists and watches in turn, the last one repeated. */
function reflect(answers: {
  serves?: boolean[];
  /** Whether the API server reports that it is ready. */
  ready?: boolean[];
  watches?: Array<string | Error>;
}) {
  const { serves = [true], ready = [true], watches = [] } = answers;
  const lists: string[] = [];
  const told: string[] = [];
  let names: string[] = [];
  const connection = {
    json: async () => {
      lists.push('list');
      return { metadata: { resourceVersion: '10' }, items: [pod('a', '5')] };
    },
    open: async ({ signal }: ApiRequest) => {
      const next = watches.shift();
      if (next instanceof Error) throw next;
      // Open until it is closed.
      return next === undefined
        ? new Readable({ read() {}, signal })
        : Readable.from([next]);
    },
  } as unknown as ClusterConnection;
  const discovery = {
    serves: async () => (serves.length > 1 ? serves.shift() : serves[0]),
    isGone: async () => (ready.length > 1 ? ready.shift() : ready[0]),
  } as unknown as Discovery;
  const reflector = new Reflector<KubernetesObject>(
    coreKinds.pods,
    {},
    connection,
    discovery,
    {
      transform: object => object,
      replaceAll: objects => {
        names = objects.map(({ metadata }) => metadata.name);
        told.push(`all: ${names.join()}`);
      },
      set: ({ metadata }) => told.push(`set: ${metadata.name}`),
      delete: ({ metadata }) => told.push(`delete: ${metadata.name}`),
      status: ({ status }) => {
        if (told.at(-1) !== status) told.push(status);
      },
      heard: () => {},
    },
    { ...defaultTiming, backoff: { firstMs: 1, maxMs: 2 }, discoveryMs: 5 },
  );
  const done = reflector.run();
  return {
    told,
    lists,
    stop: async () => {
      reflector.stop();
      await done;
    },
  };
}

const gone = new ApiStatusError({
  code: 404,
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  causes: [],
});

/** Returns the calls of the sink, at least `count`. */
async function toldBy(answers: Parameters<typeof reflect>[0], count = 5) {
  const { told, lists, stop } = reflect(answers);
  // Long enough for calls that must not happen.
  await sleep(100);
  await waitFor(() => expect(told.length).toBeGreaterThanOrEqual(count));
  await stop();
  return { told, lists };
}

it('keeps everything, marked as stale, if a kind is missing only briefly', async () => {
  const { told } = await toldBy({
    serves: [true, false, true],
    watches: [gone],
  });
  expect(told).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('accepts the second report that a kind is gone', async () => {
  const { told } = await toldBy({ serves: [true, false], watches: [gone] });
  expect(told.slice(0, 5)).toEqual([
    'all: a',
    'ok',
    'unreachable',
    'all: ',
    'notServed',
  ]);
});

it('does not accept it from an API server that is still starting', async () => {
  const { told } = await toldBy({
    serves: [true, false, false, false, true],
    ready: [false],
    watches: [gone],
  });
  expect(told).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('lists again after any error in the middle of a watch', async () => {
  const error = { type: 'ERROR', object: { code: 500, message: 'no' } };
  const { told, lists } = await toldBy({
    watches: [`${JSON.stringify(error)}\n`],
  });
  expect(lists).toHaveLength(2);
  expect(told).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('reports a response that is not a watch', async () => {
  const { told } = await toldBy({ watches: ['<html>Sign in</html>\n'] });
  expect(told).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('resumes after the last event if a stream breaks', async () => {
  const added = { type: 'ADDED', object: pod('b', '11') };
  const { told } = await toldBy(
    { watches: [`${JSON.stringify(added)}\n{"type":"ADD`] },
    3,
  );
  expect(told.slice(0, 3)).toEqual(['all: a', 'ok', 'set: b']);
});

describe('with production timing', () => {
  const refused = new ApiConnectionError('connect ECONNREFUSED');
  const forbidden = new ApiStatusError({
    code: 403,
    reason: 'Forbidden',
    message: 'pods is forbidden',
    causes: [],
  });
  const expired = `${JSON.stringify({
    type: 'ERROR',
    object: { code: 410, message: 'too old resource version' },
  })}\n`;

  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const after = (seconds: number) =>
    jest.advanceTimersByTimeAsync(seconds * 1000);

  /** A cluster whose responses change with the clock. */
  function start() {
    const told: string[] = [];
    const streams: Readable[] = [];
    const openStream = () => {
      const stream = new Readable({ read() {} });
      streams.push(stream);
      return stream;
    };
    const api: {
      list: () => Promise<void>;
      watch: () => Promise<Readable>;
      lists: number;
    } = { list: async () => {}, watch: async () => openStream(), lists: 0 };
    const startedAt = Date.now();
    const tell = (what: string) =>
      told.push(`${(Date.now() - startedAt) / 1000} ${what}`);
    const endStreams = (error?: Error) =>
      streams.splice(0).forEach(stream => stream.destroy(error));
    const reflector = new Reflector<KubernetesObject>(
      coreKinds.pods,
      {},
      {
        json: async () => {
          await api.list();
          api.lists += 1;
          tell('list');
          return { metadata: { resourceVersion: '10' }, items: [] };
        },
        open: () => api.watch(),
      } as unknown as ClusterConnection,
      { serves: () => api.list().then(() => true) } as unknown as Discovery,
      {
        transform: object => object,
        replaceAll: () => {},
        set: () => {},
        delete: () => {},
        status: ({ status }) => tell(status),
        heard: () => {},
      },
      defaultTiming,
    );
    const done = reflector.run();
    return {
      told,
      api,
      openStream,
      breakStreams: () => endStreams(refused),
      states: () =>
        told.map(line => line.split(' ')[1]).filter(word => word !== 'list'),
      seconds: (index: number) => Number(told.at(index)!.split(' ')[0]),
      stop: async () => {
        reflector.stop();
        endStreams();
        await after(60);
        await done;
      },
    };
  }
  it.each([75, 100])(
    'is not ok before it has listed again, after %i s without an API server that then forgot its history',
    async outage => {
      const { told, api, breakStreams, openStream, states, stop } = start();
      await after(10);
      const refuse = async () => {
        throw refused;
      };
      Object.assign(api, { list: refuse, watch: refuse });
      breakStreams();
      await after(outage);
      expect(states().at(-1)).toBe('unreachable');
      // It is back: a watch from before starts, and ends with 410.
      const seen = told.length;
      api.list = async () => {};
      api.watch = async () => Readable.from([expired]);
      await after(16);
      api.watch = async () => openStream();
      await after(16);
      const [list, ok] = told.slice(seen);
      expect([list, ok]).toEqual([
        expect.stringMatching(/ list$/),
        expect.stringMatching(/ ok$/),
      ]);
      await stop();
    },
  );

  it('lists again immediately if history is lost, and not in a busy loop', async () => {
    const { api, breakStreams, openStream, states, stop } = start();
    await after(10);
    api.watch = async () => Readable.from([expired]);
    breakStreams();
    const before = api.lists;
    await after(0.8);
    expect(api.lists).toBeGreaterThan(before + 1);
    await after(60);
    expect(api.lists - before).toBeLessThan(20);
    api.watch = async () => openStream();
    await after(16);
    expect(states().at(-1)).toBe('ok');
    await stop();
  });

  it('reports within two seconds that it is not in sync, without a response', async () => {
    const { told, api, breakStreams, seconds, stop } = start();
    await after(10);
    const hang = async () => {
      await pause(30_000, new AbortController().signal);
      throw refused;
    };
    Object.assign(api, { list: hang, watch: hang });
    breakStreams();
    await after(5);
    expect(told.at(-1)).toMatch(/ unreachable$/);
    expect(seconds(-1)).toBeLessThanOrEqual(12);
    await stop();
  });

  it('accepts a slow watch once it has not failed for a while', async () => {
    const { api, breakStreams, openStream, states, stop } = start();
    await after(10);
    api.watch = async () => {
      await pause(4_000, new AbortController().signal);
      return openStream();
    };
    breakStreams();
    await after(3.9);
    expect(states()).toEqual(['ok', 'unreachable']);
    await after(3);
    expect(states()).toEqual(['ok', 'unreachable', 'ok']);
    expect(api.lists).toBe(2);
    await stop();
  });

  it.each([
    ['a starting API server', 3, ['ok']],
    ['one with a missing right', 20, ['forbidden', 'ok']],
  ])(
    'distinguishes the refusal of %s from the other',
    async (_, lasts, expected) => {
      const { api, states, stop } = start();
      api.list = async () => {
        throw forbidden;
      };
      await after(lasts);
      api.list = async () => {};
      await after(16);
      expect([...new Set(states())]).toEqual(expected);
      await stop();
    },
  );
});
