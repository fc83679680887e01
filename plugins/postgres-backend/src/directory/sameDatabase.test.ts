import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { aDatabase } from '../__testUtils__/aDatabase';
import { memoryMessage } from '../__testUtils__/messages';
import { sameDatabase } from './sameDatabase';

const database = aDatabase({ ref: 'memory:main/a' });

describe('sameDatabase', () => {
  it('ignores observation times and numbers', () => {
    const later = {
      ...database,
      observedAt: '2030-01-01T00:00:00Z',
      summary: { sizeBytes: 1 },
      usable: claimed(true, '2030-01-01T00:00:00Z'),
    };
    expect(sameDatabase(database, later)).toBe(true);
    expect(
      sameDatabase(database, {
        ...database,
        user: 'a',
        serverVersion: undefined,
      }),
    ).toBe(true);
  });

  it('compares messages by value', () => {
    const withReason = (name: string) => ({
      ...database,
      status: {
        ...database.status,
        reason: memoryMessage('called', {
          method: 'restart',
          input: memoryMessage('called', { method: name, input: '' }),
        }),
      },
    });
    expect(sameDatabase(withReason('a'), withReason('a'))).toBe(true);
    expect(sameDatabase(withReason('a'), withReason('b'))).toBe(false);
  });

  it('compares everything else, at any depth', () => {
    expect(sameDatabase(database, { ...database, safe: claimed(true) })).toBe(
      false,
    );
    expect(
      sameDatabase(database, { ...database, spec: { options: { a: [1, 2] } } }),
    ).toBe(false);
    expect(sameDatabase(database, { ...database, serverVersion: '18.4' })).toBe(
      false,
    );
  });
});
