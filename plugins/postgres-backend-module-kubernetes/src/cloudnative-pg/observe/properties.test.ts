import {
  backupsSchema,
  databaseSchema,
  healthSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import { describeWithPart } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { CacheReplay } from '../__testUtils__/CacheReplay';
import { readRecording, type RecordedEvent } from '../__testUtils__/recording';
import { backupsSection } from './backups/readBackups';
import { healthOf } from './health/readHealth';

/** The state is evaluated after every so many events. */
const STRIDE = 80;

/** Fields that are required by the schemas of these kinds and read here. */
const REQUIRED = new Set([
  'name',
  'type',
  'status',
  'addresses',
  'port',
  'cluster',
]);

/** Orders events by kind; the events of each object keep their order. */
const byKind = (sign: number) => (a: RecordedEvent, b: RecordedEvent) =>
  sign * a.resource.plural.localeCompare(b.resource.plural);

/** Sorts all lists, because their order has no meaning. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value))
    return value
      .map(sorted)
      .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  if (value && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, sorted(item)]),
    );
  return value;
}

/** Drops about one field in ten, except for those that Kubernetes guarantees. */
function damaged(
  { object }: RecordedEvent,
  random: () => number,
): RecordedEvent['object'] {
  const cut = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(cut);
    if (!value || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => REQUIRED.has(key) || random() > 0.1)
        .map(([key, item]) => [key, cut(item)]),
    );
  };
  const { metadata, ...content } = object;
  return { ...(cut(content) as object), kind: object.kind, metadata };
}

/** A seeded random generator (mulberry32), so that a failure can be reproduced. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describeWithPart('PGSTAGE_RECORDINGS_DIR', 'any recording', recordings => {
  const { events } = readRecording(recordings);
  const prefixes = events.flatMap((_, index) =>
    index % STRIDE === STRIDE - 1 ? [events.slice(0, index + 1)] : [],
  );

  /** Returns everything that is reported about all databases after these events. */
  function reported(of: RecordedEvent[], at: number) {
    const now = new Date(at * 1000);
    const replay = new CacheReplay();
    of.forEach(event => replay.apply(event));
    return Object.fromEntries(
      replay
        .keys()
        .sort()
        .map(key => {
          const snapshot = replay.snapshot(key)!;
          const database = replay.database(key, now)!;
          const health = healthOf(snapshot, new Map(), now);
          const backups = backupsSection(snapshot, now);
          databaseSchema.parse(database);
          healthSchema.parse(health);
          backupsSchema.parse(backups);
          return [key, { database, health, backups }];
        }),
    );
  }

  it('depends neither on the order of the kinds nor on repeated events', () => {
    for (const prefix of prefixes) {
      const { at } = prefix.at(-1)!;
      const straight = reported(prefix, at);
      for (const order of [byKind(1), byKind(-1)]) {
        const other = [...prefix].sort(order).flatMap(event => [event, event]);
        expect(sorted(reported(other, at))).toEqual(sorted(straight));
      }
    }
  });

  it('reports no database whose Cluster is deleted, even if its parts are deleted later', () => {
    const all = [...events].sort(byKind(1));
    expect(reported(all, events.at(-1)!.at)).toEqual({});
  });

  it('tolerates any missing field, and never works by a pod without a status', () => {
    const random = randomFrom(42);
    for (const prefix of prefixes) {
      const { at } = prefix.at(-1)!;
      for (let round = 0; round < 3; round++) {
        reported(
          prefix.map(event => ({ ...event, object: damaged(event, random) })),
          at,
        );
      }
      const withoutStatus = prefix.map(event =>
        event.resource.plural === 'pods'
          ? { ...event, object: { ...event.object, status: undefined } }
          : event,
      );
      for (const { database } of Object.values(reported(withoutStatus, at)))
        expect(database.status.state).not.toBe('working');
    }
  });
});
