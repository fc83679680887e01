import { mockServices } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { UpstreamError } from '@pgstage/backstage-plugin-postgres-common';
import { SectionReader } from './SectionReader';

const logger = mockServices.logger.mock();
const reader = () =>
  new SectionReader({ cacheMs: 2_000, timeoutMs: 10_000, logger });
const source = <T>(load: (signal: AbortSignal) => Promise<T>) => ({
  provider: 'memory',
  what: 'health of memory:main/a',
  load,
});

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('SectionReader', () => {
  it('shares one call between concurrent readers, and caches its result', async () => {
    const sections = reader();
    const load = jest.fn().mockResolvedValue(1);
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        sections.read('a', 'health', source(load)),
      ),
    );
    expect(answers[29]).toMatchObject({ status: 'ok', data: 1 });
    await jest.advanceTimersByTimeAsync(1_900);
    await sections.read('a', 'health', source(load));
    expect(load).toHaveBeenCalledTimes(1);
    await jest.advanceTimersByTimeAsync(200);
    await sections.read('a', 'health', source(load));
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('fails one section only, keeps its last good data, and recovers', async () => {
    const sections = reader();
    const load = jest.fn().mockResolvedValueOnce('good');
    const good = await sections.read('a', 'health', source(load));
    load.mockRejectedValueOnce(
      new UpstreamError('server', 'down', 'Start it.'),
    );
    await jest.advanceTimersByTimeAsync(3_000);
    expect(await sections.read('a', 'health', source(load))).toEqual({
      status: 'unreachable',
      message: 'server failed: down. Start it.',
      data: 'good',
      observedAt: good.observedAt,
      checkedAt: new Date().toISOString(),
    });
    expect(
      await sections.read(
        'a',
        'backups',
        source(async () => 1),
      ),
    ).toMatchObject({ status: 'ok' });
    load.mockResolvedValueOnce('better');
    await jest.advanceTimersByTimeAsync(3_000);
    const recovered = await sections.read('a', 'health', source(load));
    expect(recovered).toMatchObject({ status: 'ok', data: 'better' });
    expect(recovered.message).toBeUndefined();
  });

  it('ends a call after its timeout, also if it ignores the signal', async () => {
    const sections = reader();
    let ended = false;
    const reading = sections.read(
      'a',
      'health',
      source(signal => {
        signal.addEventListener('abort', () => (ended = true));
        return new Promise(() => undefined);
      }),
    );
    await jest.advanceTimersByTimeAsync(10_000);
    expect(await reading).toMatchObject({
      status: 'timeout',
      message: expect.stringContaining(
        'no response for health of memory:main/a within 10 s',
      ),
    });
    expect(ended).toBe(true);
  });

  it('does not cache a result from before a write', async () => {
    const sections = reader();
    let finish = (_: string) => undefined as void;
    const before = sections.read(
      'a',
      'backups',
      source(() => new Promise<string>(resolve => (finish = resolve))),
    );
    sections.expire('a');
    expect(
      await sections.read(
        'a',
        'backups',
        source(async () => 'new'),
      ),
    ).toMatchObject({ data: 'new' });
    finish('old');
    expect(await before).toMatchObject({ data: 'old' });
    expect(sections.peek('a', 'backups')).toMatchObject({ data: 'new' });
  });

  it('drops the data of a removed database', async () => {
    const sections = reader();
    await sections.read(
      'a',
      'health',
      source(async () => 1),
    );
    sections.forget('a');
    expect(sections.peek('a', 'health')).toBeUndefined();
    const failed = await sections.read(
      'a',
      'health',
      source(() => Promise.reject(new Error('x'))),
    );
    expect(failed.data).toBeUndefined();
  });

  it('returns one line of limited length of what an engine returned', async () => {
    const text = 'permission denied\n'.repeat(100_000);
    const { message } = await reader().read(
      'a',
      'health',
      source(() => Promise.reject(new ServiceUnavailableError(text))),
    );
    expect(message).toMatch(/^permission denied permission denied/);
    expect(message?.length).toBeLessThan(11_000);
  });

  it('reveals the message of an unexpected error neither to callers nor in the log', async () => {
    const failed = await reader().read(
      'a',
      'health',
      source(() => Promise.reject(new Error('password=canary'))),
    );
    expect(failed.message).toContain(
      "Provider 'memory' failed with an unexpected error",
    );
    const logged = logger.error.mock.calls.map(
      ([text, error]) => `${text} ${(error as Error).stack}`,
    );
    expect(JSON.stringify([failed, logged])).not.toContain('canary');
    expect(logged[0]).toContain('SectionReader.test.ts');
  });
});
