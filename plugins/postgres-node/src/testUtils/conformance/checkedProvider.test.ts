import type { PostgresProvider } from '../../contract/PostgresProvider';
import { checkedProvider } from './checkedProvider';
import { RecordingConnection } from './recorder';

const evidence = {
  usable: [],
  safe: [],
  recoveryWindow: [],
  archiving: [],
  instance: [],
};

/** A provider that was written without types. */
const providerWith = (methods: Record<string, unknown>) =>
  checkedProvider({ evidence, ...methods } as unknown as PostgresProvider);
const options = { actor: 'user:default/ada' };

it('rejects a call whose result violates the contract', async () => {
  const provider = providerWith({
    describe: async () => ({ id: 'x' }),
    health: async () => ({ instances: 'none', slots: [], forbidden: [] }),
    restart: async () => undefined,
    createBackup: async () => ({ id: 'b', sizeBytes: NaN }),
  });
  await expect(provider.describe()).rejects.toThrow(
    /^describe returned malformed data: .*title/,
  );
  await expect(provider.health!('ref')).rejects.toThrow(/instances/);
  await expect(provider.restart!('ref', {}, options)).rejects.toThrow(
    /^restart returned/,
  );
  await expect(provider.createBackup!('ref', {}, options)).rejects.toThrow(
    /sizeBytes/,
  );
});

it('returns valid results and errors unchanged', async () => {
  const provider = providerWith({
    id: 'x',
    health: async () => ({ instances: [], slots: [], forbidden: [] }),
    render: async () => {
      throw new Error('refused');
    },
    remove: async () => undefined,
    quotaUsageOf: () => ({ instances: 1, storageBytes: 0 }),
  });
  expect(provider.id).toBe('x');
  expect(provider.change).toBeUndefined();
  expect((await provider.health!('ref')).instances).toEqual([]);
  await expect(provider.render!({} as never)).rejects.toThrow('refused');
  await expect(provider.remove!('ref', {}, options)).resolves.toBeUndefined();
  expect(provider.quotaUsageOf!('here', {})).toMatchObject({ instances: 1 });
});

it('rejects a result with an invalid message', async () => {
  const reason = { id: 'restart', text: 'Not here' };
  const provider = providerWith({
    health: async () => ({
      instances: [{ name: 'a', role: 'primary', state: 'unknown', reason }],
      slots: [],
      forbidden: [],
    }),
  });
  await expect(provider.health!('ref')).rejects.toThrow(
    /^health returned the message 'restart' .*<catalogue>\.<key>/,
  );
});

it('records a reported database that violates the schema', () => {
  const seen = new RecordingConnection(evidence);
  seen.upsert({ ref: 'x:y/z' } as never);
  seen.replaceAll('y', []);
  expect(seen.violations).toEqual([expect.stringContaining('status')]);
});
