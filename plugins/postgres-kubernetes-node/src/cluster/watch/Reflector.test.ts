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
  const reports: string[] = [];
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
        reports.push(`all: ${names.join()}`);
      },
      set: ({ metadata }) => reports.push(`set: ${metadata.name}`),
      delete: ({ metadata }) => reports.push(`delete: ${metadata.name}`),
      status: ({ status }) => {
        if (reports.at(-1) !== status) reports.push(status);
      },
      observed: () => {},
    },
    { ...defaultTiming, backoff: { firstMs: 1, maxMs: 2 }, discoveryMs: 5 },
  );
  const done = reflector.run();
  return {
    reports,
    lists,
    stop: async () => {
      reflector.stop();
      await done;
    },
  };
}

const notFound = new ApiStatusError({
  code: 404,
  reason: 'NotFound',
  message: 'the server could not find the requested resource',
  causes: [],
});

/** Returns the calls of the sink, at least `count`. */
async function reportsOf(answers: Parameters<typeof reflect>[0], count = 5) {
  const { reports, lists, stop } = reflect(answers);
  // Long enough for calls that must not happen.
  await sleep(100);
  await waitFor(() => expect(reports.length).toBeGreaterThanOrEqual(count));
  await stop();
  return { reports, lists };
}

it('keeps everything, marked as stale, if a kind is missing only briefly', async () => {
  const { reports } = await reportsOf({
    serves: [true, false, true],
    watches: [notFound],
  });
  expect(reports).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('accepts the second report that a kind is gone', async () => {
  const { reports } = await reportsOf({
    serves: [true, false],
    watches: [notFound],
  });
  expect(reports.slice(0, 5)).toEqual([
    'all: a',
    'ok',
    'unreachable',
    'all: ',
    'notServed',
  ]);
});

it('does not accept it from an API server that is still starting', async () => {
  const { reports } = await reportsOf({
    serves: [true, false, false, false, true],
    ready: [false],
    watches: [notFound],
  });
  expect(reports).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('lists again after any error in the middle of a watch', async () => {
  const error = { type: 'ERROR', object: { code: 500, message: 'no' } };
  const { reports, lists } = await reportsOf({
    watches: [`${JSON.stringify(error)}\n`],
  });
  expect(lists).toHaveLength(2);
  expect(reports).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('reports a response that is not a watch', async () => {
  const { reports } = await reportsOf({ watches: ['<html>Sign in</html>\n'] });
  expect(reports).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('resumes after the last event if a stream breaks', async () => {
  const added = { type: 'ADDED', object: pod('b', '11') };
  const { reports } = await reportsOf(
    { watches: [`${JSON.stringify(added)}\n{"type":"ADD`] },
    3,
  );
  expect(reports.slice(0, 3)).toEqual(['all: a', 'ok', 'set: b']);
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
    const reports: string[] = [];
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
    const report = (what: string) =>
      reports.push(`${(Date.now() - startedAt) / 1000} ${what}`);
    const endStreams = (error?: Error) =>
      streams.splice(0).forEach(stream => stream.destroy(error));
    const reflector = new Reflector<KubernetesObject>(
      coreKinds.pods,
      {},
      {
        json: async () => {
          await api.list();
          api.lists += 1;
          report('list');
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
        status: ({ status }) => report(status),
        observed: () => {},
      },
      defaultTiming,
    );
    const done = reflector.run();
    return {
      reports,
      api,
      openStream,
      breakStreams: () => endStreams(refused),
      states: () =>
        reports.map(line => line.split(' ')[1]).filter(word => word !== 'list'),
      seconds: (index: number) => Number(reports.at(index)!.split(' ')[0]),
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
      const { reports, api, breakStreams, openStream, states, stop } = start();
      await after(10);
      const refuse = async () => {
        throw refused;
      };
      Object.assign(api, { list: refuse, watch: refuse });
      breakStreams();
      await after(outage);
      expect(states().at(-1)).toBe('unreachable');
      // It is back: a watch from before starts, and ends with 410.
      const seen = reports.length;
      api.list = async () => {};
      api.watch = async () => Readable.from([expired]);
      await after(16);
      api.watch = async () => openStream();
      await after(16);
      const [list, ok] = reports.slice(seen);
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
    const { reports, api, breakStreams, seconds, stop } = start();
    await after(10);
    const hang = async () => {
      await pause(30_000, new AbortController().signal);
      throw refused;
    };
    Object.assign(api, { list: hang, watch: hang });
    breakStreams();
    await after(5);
    expect(reports.at(-1)).toMatch(/ unreachable$/);
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
