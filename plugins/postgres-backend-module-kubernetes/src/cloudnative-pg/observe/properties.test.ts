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

/** Every so many events the state of things is looked at. */
const STRIDE = 80;

/** Fields that the schemas of these kinds require, where they are read. */
const REQUIRED = new Set([
  'name',
  'type',
  'status',
  'addresses',
  'port',
  'cluster',
]);

/** Order of kinds; that of each object's events stays. */
const byKind = (sign: number) => (a: RecordedEvent, b: RecordedEvent) =>
  sign * a.resource.plural.localeCompare(b.resource.plural);

/** Lists whose order means nothing. */
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

/** Without about one field in ten, except for what Kubernetes itself guarantees. */
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

/** A small generator (mulberry32), so that a failure can be repeated. */
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

  /** All that is told of all databases, after these events. */
  function told(of: RecordedEvent[], at: number) {
    const now = new Date(at * 1000);
    const replay = new CacheReplay();
    of.forEach(event => replay.apply(event));
    return Object.fromEntries(
      replay
        .keys()
        .sort()
        .map(key => {
          const snapshot = replay.found(key)!;
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

  it('says the same whatever kind comes first, and however often', () => {
    for (const prefix of prefixes) {
      const { at } = prefix.at(-1)!;
      const straight = told(prefix, at);
      for (const order of [byKind(1), byKind(-1)]) {
        const other = [...prefix].sort(order).flatMap(event => [event, event]);
        expect(sorted(told(other, at))).toEqual(sorted(straight));
      }
    }
  });

  it('knows no database whose Cluster is gone, whatever else goes later', () => {
    const all = [...events].sort(byKind(1));
    expect(told(all, events.at(-1)!.at)).toEqual({});
  });

  it('stands whatever field is missing, and is not greener by a pod that tells nothing', () => {
    const random = randomFrom(42);
    for (const prefix of prefixes) {
      const { at } = prefix.at(-1)!;
      for (let round = 0; round < 3; round++) {
        told(
          prefix.map(event => ({ ...event, object: damaged(event, random) })),
          at,
        );
      }
      const blind = prefix.map(event =>
        event.resource.plural === 'pods'
          ? { ...event, object: { ...event.object, status: undefined } }
          : event,
      );
      for (const { database } of Object.values(told(blind, at)))
        expect(database.status.state).not.toBe('working');
    }
  });
});
