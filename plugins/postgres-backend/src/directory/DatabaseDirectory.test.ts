import { mockServices } from '@backstage/backend-test-utils';
import {
  databaseSchema,
  type Database,
} from '@pgstage/backstage-plugin-postgres-common';
import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { aDatabase } from '../__testUtils__/aDatabase';
import { DatabaseDirectory, type DirectoryChange } from './DatabaseDirectory';

const ref = 'memory:main/a';
const at = (minute: number) =>
  new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const a = aDatabase({ ref, observedAt: at(1) });

function setUp() {
  const logger = mockServices.logger.mock();
  const directory = new DatabaseDirectory(logger);
  const changes: DirectoryChange[] = [];
  directory.onChange(change => changes.push(change));
  const connection = directory.connectionFor('memory');
  return { directory, changes, connection, logger };
}

afterEach(() => jest.useRealTimers());

describe('DatabaseDirectory', () => {
  it('renews the revision only for relevant changes', () => {
    const { directory, changes, connection } = setUp();
    connection.upsert(a);
    const first = directory.get(ref)!.revision;
    connection.upsert({ ...a, observedAt: at(2), summary: { sizeBytes: 5 } });
    expect(directory.get(ref)).toMatchObject({
      revision: first,
      database: { summary: { sizeBytes: 5 } },
    });
    connection.upsert({ ...a, observedAt: at(3), safe: claimed(true) });
    expect(directory.get(ref)!.revision).not.toBe(first);
    expect(changes).toHaveLength(2);
  });

  it('never uses one revision for two contents', () => {
    const { directory, connection } = setUp();
    connection.upsert(a);
    const first = directory.get(ref)!.revision;
    connection.remove(ref);
    connection.upsert(a);
    expect(directory.get(ref)!.revision).not.toBe(first);
    const other = setUp();
    other.connection.upsert(a);
    expect(other.directory.get(ref)!.revision).not.toBe(first);
  });

  it('replaces only one location', () => {
    const { directory, changes, connection } = setUp();
    const elsewhere = aDatabase({ ref: 'memory:other/a' });
    connection.upsert(a);
    connection.upsert(elsewhere);
    directory
      .connectionFor('second')
      .upsert(aDatabase({ ref: 'second:main/a' }));
    connection.replaceAll('main', [aDatabase({ ref: 'memory:main/b' })]);
    expect(
      directory
        .all()
        .map(({ database }) => database.ref)
        .sort(),
    ).toEqual(['memory:main/b', 'memory:other/a', 'second:main/a']);
    expect(changes[changes.length - 1]).toEqual({ before: a });
  });

  it('finds databases by entity, also after a change of the binding', () => {
    const { directory, connection } = setUp();
    const binding = {
      resourceRef: 'resource:default/a',
      entityRefs: ['component:default/x'],
      owner: 'group:default/t',
    };
    connection.upsert({ ...a, binding });
    connection.upsert({
      ...a,
      binding: { ...binding, entityRefs: ['component:default/y'] },
    });
    expect(directory.byEntity('component:default/x')).toEqual([]);
    expect(directory.byEntity('component:default/y')).toHaveLength(1);
  });

  it('keeps the databases of an unreachable location, with a new revision', () => {
    const { directory, changes, connection } = setUp();
    connection.replaceAll('main', [a]);
    const first = directory.get(ref)!.revision;
    connection.unreachable('main', 'no route');
    const marked = directory.get(ref)!;
    expect(marked.database).toEqual(a);
    expect(marked.revision).not.toBe(first);
    connection.unreachable('main', 'no route');
    expect(directory.get(ref)!.revision).toBe(marked.revision);
    connection.replaceAll('main', [a]);
    expect(directory.get(ref)!.revision).not.toBe(marked.revision);
    expect(changes).toHaveLength(1);
  });

  it('keeps one line of limited length of the error of a location', () => {
    const { directory, connection } = setUp();
    connection.replaceAll('main', [a]);
    const error = 'no\nroute '.repeat(100_000);
    connection.unreachable('main', error);
    const { revision } = directory.get(ref)!;
    const [{ message }] = directory.locations.problems();
    expect(message).toMatch(/^no route no route/);
    expect(message.length).toBeLessThan(11_000);
    connection.unreachable('main', error);
    expect(directory.get(ref)!.revision).toBe(revision);
  });

  it('does not let a list that was read before a write undo the write', () => {
    jest.useFakeTimers();
    const { directory, connection } = setUp();
    const written = directory.written({
      ...a,
      observedAt: at(2),
      safe: claimed(true),
    });
    expect(written).toEqual(directory.get(ref));
    connection.upsert({ ...a, observedAt: at(1) });
    expect(directory.get(ref)!.database.safe.value).toBe(true);
    connection.replaceAll('main', []);
    expect(directory.get(ref)).toBeDefined();
    jest.advanceTimersByTime(60_000);
    expect(directory.get(ref)).toBeUndefined();
  });

  it('does not let such a list restore a removed database', () => {
    const { directory, connection } = setUp();
    const before = aDatabase({
      ref,
      observedAt: new Date(Date.now() - 1_000).toISOString(),
    });
    connection.replaceAll('main', [before]);
    directory.removed(ref);
    connection.replaceAll('main', [before]);
    expect(directory.get(ref)).toBeUndefined();
    // Recreated.
    directory.written(
      aDatabase({
        ref,
        observedAt: new Date(Date.now() + 1_000).toISOString(),
      }),
    );
    expect(directory.get(ref)).toBeDefined();
    directory.close();
  });

  it('keeps a written database after a list confirms it, and drops it when a later list lacks it', () => {
    jest.useFakeTimers();
    const { directory, connection } = setUp();
    directory.written(a);
    connection.replaceAll('main', []);
    connection.replaceAll('main', [a]);
    jest.advanceTimersByTime(60_000);
    expect(directory.get(ref)).toBeDefined();
    connection.replaceAll('main', []);
    expect(directory.get(ref)).toBeUndefined();
  });

  it('rejects databases of another provider', () => {
    const { connection } = setUp();
    expect(() => connection.upsert(aDatabase({ ref: 'other:main/a' }))).toThrow(
      /belongs to another provider/,
    );
    expect(() => connection.upsert({ ...a, ref: 'other:main/a' })).toThrow(
      /belongs to another provider/,
    );
  });
});

describe('an invalid report', () => {
  const b = aDatabase({ ref: 'memory:main/b' });
  const binding = {
    resourceRef: 'resource:default/b',
    entityRefs: ['component:default/shop'],
    owner: 'group:default/shop',
  };
  const broken = (database: Database) =>
    ({ ...database, hibernated: 'yes' } as unknown as Database);
  const unknown = { value: null, reason: { id: 'backend.reportIsInvalid' } };

  it.each(['upsert', 'replaceAll'] as const)(
    'makes a known database unknown, by %s',
    method => {
      const { directory, connection, logger } = setUp();
      const report = (database: Database) =>
        method === 'upsert'
          ? connection.upsert(database)
          : connection.replaceAll('main', [database, b]);
      report(a);
      report(broken({ ...a, observedAt: at(2) }));
      const { database, revision } = directory.get(ref)!;
      expect(database).toMatchObject({
        status: { state: 'unknown' },
        usable: unknown,
        safe: unknown,
        summary: {},
        endpoints: a.endpoints,
        observedAt: a.observedAt,
        attention: [
          {
            id: 'invalid-report',
            meaning: { id: 'backend.lastReportIsShown' },
            evidence: expect.stringContaining('hibernated'),
          },
        ],
      });
      report(broken({ ...a, observedAt: at(3) }));
      expect(directory.get(ref)!.revision).toBe(revision);
      expect(logger.error).toHaveBeenCalledTimes(1);
      expect(directory.locations.problems()).toEqual([]);
      report({ ...a, observedAt: at(4) });
      expect(directory.get(ref)!.database).toMatchObject({
        status: { state: 'working' },
        attention: [],
      });
    },
  );

  it('shows a database that was never seen, with its binding, and hides no other', () => {
    const { directory, connection } = setUp();
    connection.replaceAll('main', [broken({ ...a, binding }), b]);
    expect(directory.get(b.ref)!.database.status.state).toBe('working');
    expect(directory.byEntity('component:default/shop')).toMatchObject([
      {
        database: {
          ref,
          location: 'main',
          name: 'a',
          status: { state: 'unknown' },
          operations: {},
          attention: [{ meaning: { id: 'backend.noReportIsShown' } }],
        },
      },
    ]);
    expect(
      databaseSchema.safeParse(directory.get(ref)!.database).error,
    ).toBeUndefined();
  });

  it('without a valid ref is an error, after all others are reported', () => {
    const { directory, connection } = setUp();
    const nameless = broken({ ...a, ref: 'memory:a' });
    expect(() => connection.replaceAll('main', [nameless, b])).toThrow(
      /memory:a/,
    );
    expect(directory.all()).toMatchObject([{ database: { ref: b.ref } }]);
  });

  it('of a write fails', () => {
    const { directory } = setUp();
    expect(() => directory.written(broken(a))).toThrow(/hibernated/);
  });
});

describe('waitForChange', () => {
  const long = { timeoutMs: 60_000 };

  it('waits for a change, a removal, and a location that becomes unreachable', async () => {
    const { directory, connection } = setUp();
    for (const change of [
      () => connection.upsert({ ...a, safe: claimed(true) }),
      () => connection.unreachable('main', 'no route'),
      () => connection.remove(ref),
    ]) {
      if (!directory.get(ref)) connection.upsert(a);
      const done = jest.fn();
      const waiting = directory
        .waitForChange(ref, directory.get(ref)!.revision, long)
        .then(done);
      await new Promise(setImmediate);
      expect(done).not.toHaveBeenCalled();
      change();
      await waiting;
    }
  });

  it('returns immediately if the database has changed already', async () => {
    const { directory, connection } = setUp();
    connection.upsert(a);
    const { revision } = directory.get(ref)!;
    connection.upsert({ ...a, safe: claimed(true) });
    const waits = [
      directory.waitForChange(ref, revision, long),
      directory.waitForChange('memory:main/none', revision, long),
    ];
    expect(await Promise.all(waits)).toHaveLength(2);
  });

  it('slows down a client that alternates between two backends', async () => {
    jest.useFakeTimers();
    const { directory, connection } = setUp();
    connection.upsert(a);
    const done = jest.fn();
    const waiting = directory.waitForChange(ref, 'other.1', long).then(done);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(done).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(2_000);
    await waiting;
  });
});
