import type { ClusterClient } from '../cluster';
import { postgresLine } from './postgresLine';
import { readPodLog } from './readPodLog';

const source = { container: 'postgres', parse: postgresLine };
const pod = { namespace: 'default', name: 'orders-1' };
const second = (n: number) => new Date(Date.UTC(2026, 10, 28) + n * 1000);

/** A log as Kubernetes returns it: its last lines, without what is beyond the size. */
function reading(lines: string[]) {
  const podLog = jest.fn(
    async ({ tailLines = Infinity, limitBytes = Infinity }) =>
      lines
        .slice(-tailLines)
        .map((line, index) => `${second(index).toISOString()} ${line}\n`)
        .join('')
        .slice(0, limitBytes),
  );
  const client = { podLog } as unknown as ClusterClient;
  return {
    podLog,
    read: (request = {}) => readPodLog(client, pod, source, request, {}),
  };
}
const lines = (count: number, text = (n: number) => `LOG:  ${n}`) =>
  Array.from({ length: count }, (_, n) => text(n));

it('returns the newest entries, and whether there are older ones', async () => {
  const { read, podLog } = reading(lines(300));
  const { entries, older } = await read();
  expect(entries).toHaveLength(200);
  expect(entries.at(-1)).toMatchObject({ text: '299', level: 'info' });
  expect(older).toBe(true);
  expect(await read({ limit: 300 })).toMatchObject({ older: false });
  expect(podLog).toHaveBeenCalledTimes(2);
  expect(podLog.mock.calls[0][0]).toMatchObject({
    ...pod,
    container: 'postgres',
    timestamps: true,
  });
});

it('searches more lines for a level, and says if there may be older ones', async () => {
  const errors = (n: number) => `${n % 100 ? 'LOG' : 'ERROR'}:  ${n}`;
  const { entries, older } = await reading(lines(5_000, errors)).read({
    minLevel: 'error',
  });
  expect(entries).toHaveLength(50);
  expect(older).toBe(false);
  const cut = await reading(lines(20_000, errors)).read({ minLevel: 'error' });
  expect(cut.entries).toHaveLength(100);
  expect(cut.older).toBe(true);
});

it('omits entries without a level if a level is requested', async () => {
  const { read } = reading(['PostgreSQL init process complete', 'ERROR:  a']);
  expect((await read()).entries).toHaveLength(2);
  expect((await read({ minLevel: 'debug' })).entries).toHaveLength(1);
});

it('masks a password that is on another line than its keyword', async () => {
  const { read } = reading([
    'ERROR:  no',
    'STATEMENT:  ALTER ROLE a PASSWORD',
    "\t'canary'",
  ]);
  const { entries } = await read();
  expect(entries).toMatchObject([
    { text: "no\nSTATEMENT: ALTER ROLE a PASSWORD\n'********'" },
  ]);
});

it('returns entries since a time to the millisecond, which Kubernetes rounds to seconds', async () => {
  const { read, podLog } = reading(lines(10));
  const since = second(7).toISOString();
  const { entries } = await read({ since, previous: true });
  expect(entries.map(({ text }) => text)).toEqual(['7', '8', '9']);
  expect(podLog.mock.calls[0][0]).toMatchObject({
    sinceTime: since,
    previous: true,
  });
});

it('reads fewer lines of a large log, because Kubernetes would cut the newest', async () => {
  const long = (n: number) => `LOG:  ${n} ${'x'.repeat(15_000)}`;
  const { read, podLog } = reading(lines(1_000, long));
  const { entries, older } = await read();
  expect(entries.at(-1)?.text).toMatch(/^999 x{15000}$/);
  expect(older).toBe(true);
  expect(podLog.mock.calls.map(([{ tailLines }]) => tailLines)).toEqual([
    2_000, 250,
  ]);
});
