import { setTimeout as sleep } from 'node:timers/promises';
import { Readable } from 'node:stream';
import { ApiStatusError } from '../api/ApiStatusError';
import type { ApiRequest, ClusterConnection } from '../api/ClusterConnection';
import { coreKinds } from '../coreKinds';
import type { KubernetesObject } from '../objects';
import type { Discovery } from './Discovery';
import { Reflector } from './Reflector';
import { defaultTiming } from './timing';

const pod = (name: string, resourceVersion: string) => ({
  metadata: { name, namespace: 'shop', resourceVersion },
});

/** A cluster that answers what the test says: lists and watches in turn, the last one for ever. */
function reflect(answers: {
  serves?: boolean[];
  watches?: Array<string | Error>;
}) {
  const { serves = [true], watches = [] } = answers;
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
      // Open until somebody closes it.
      return next === undefined
        ? new Readable({ read() {}, signal })
        : Readable.from([next]);
    },
  } as unknown as ClusterConnection;
  const discovery = {
    serves: async () => (serves.length > 1 ? serves.shift() : serves[0]),
  } as unknown as Discovery;
  const reflector = new Reflector<KubernetesObject>(
    coreKinds.pods,
    {},
    connection,
    discovery,
    {
      slim: object => object,
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

async function toldBy(answers: Parameters<typeof reflect>[0]) {
  const { told, lists, stop } = reflect(answers);
  await sleep(100);
  await stop();
  return { told, lists };
}

it('keeps everything where a kind is missing for a moment only, marked', async () => {
  const { told } = await toldBy({
    serves: [true, false, true],
    watches: [gone],
  });
  expect(told).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('believes at the second time that a kind is gone', async () => {
  const { told } = await toldBy({ serves: [true, false], watches: [gone] });
  expect(told.slice(0, 5)).toEqual([
    'all: a',
    'ok',
    'unreachable',
    'all: ',
    'notServed',
  ]);
});

it('lists again after an error in the midst of a watch, whatever it says', async () => {
  const error = { type: 'ERROR', object: { code: 500, message: 'no' } };
  const { told, lists } = await toldBy({
    watches: [`${JSON.stringify(error)}\n`],
  });
  expect(lists).toHaveLength(2);
  expect(told).toEqual(['all: a', 'ok', 'unreachable', 'all: a', 'ok']);
});

it('says so where a watch is no watch', async () => {
  const { told } = await toldBy({ watches: ['<html>Sign in</html>\n'] });
  expect(told).toEqual(['all: a', 'ok', 'unreachable', 'ok']);
});

it('goes on after what it was told where a stream breaks', async () => {
  const added = { type: 'ADDED', object: pod('b', '11') };
  const { told } = await toldBy({
    watches: [`${JSON.stringify(added)}\n{"type":"ADD`],
  });
  expect(told.slice(0, 3)).toEqual(['all: a', 'ok', 'set: b']);
});
