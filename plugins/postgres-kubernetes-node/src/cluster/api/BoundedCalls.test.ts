import {
  UpstreamError,
  UpstreamTimeoutError,
} from '@pgstage/backstage-plugin-postgres-common';
import { coreKinds } from '../coreKinds';
import { ApiStatusError } from './ApiStatusError';
import { BoundedCalls } from './BoundedCalls';

const context = {
  cluster: 'test',
  verb: 'patch',
  kind: coreKinds.services,
  id: { namespace: 'shop', name: 'orders' },
};
const refused = (code: number, retryAfterMs?: number) =>
  new ApiStatusError(
    { code, reason: `HTTP ${code}`, message: `HTTP ${code}`, causes: [] },
    retryAfterMs,
  );

/** Fails once for each error, then succeeds. */
function server(...errors: Error[]) {
  const at: number[] = [];
  const send = async () => {
    at.push(Date.now());
    const error = errors.shift();
    if (error) throw error;
    return 'done';
  };
  return { at, send };
}

const call = (
  send: () => Promise<string>,
  options?: { timeoutMs?: number; signal?: AbortSignal },
) => new BoundedCalls(1).run(send, { path: '/' }, context, options);

it('retries when an overloaded server requests it, a write too', async () => {
  const { at, send } = server(refused(429, 60), refused(503, 60));
  await expect(call(send)).resolves.toBe('done');
  expect(at).toHaveLength(3);
  expect(at[2] - at[0]).toBeGreaterThanOrEqual(115);
});

it.each([
  ['503 without a time: it may have been executed', [refused(503)], 1],
  ['later than the timeout', [refused(429, 60_000)], 1],
  ['again and again', Array.from({ length: 9 }, () => refused(429, 1)), 4],
])('gives up: %s', async (_, errors, tries) => {
  const { at, send } = server(...errors);
  await expect(call(send)).rejects.toThrow(UpstreamError);
  expect(at).toHaveLength(tries);
});

it('ends a wait with the signal of its caller', async () => {
  const { at, send } = server(refused(429, 10_000));
  const waiting = call(send, { signal: AbortSignal.timeout(20) });
  await expect(waiting).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(at).toHaveLength(1);
});

it('counts the wait for a free slot', async () => {
  const calls = new BoundedCalls(1);
  const slow = calls.run(
    () => new Promise(done => setTimeout(done, 60)),
    { path: '/' },
    context,
  );
  const late = calls.run(
    async ({ timeoutMs }) => timeoutMs,
    { path: '/' },
    context,
    { timeoutMs: 5_000 },
  );
  await slow;
  expect(await late).toBeLessThan(4_960);
});

it('sends nothing whose timeout expires in the queue', async () => {
  const calls = new BoundedCalls(1);
  const { at, send } = server();
  const slow = calls.run(
    () => new Promise(done => setTimeout(done, 60)),
    { path: '/' },
    context,
  );
  const late = calls.run(send, { path: '/' }, context, { timeoutMs: 20 });
  await expect(late).rejects.toThrow(UpstreamTimeoutError);
  await slow;
  expect(at).toEqual([]);
});
