import type { ClusterConnection } from '../api/ClusterConnection';
import { ApiStatusError } from '../api/ApiStatusError';
import { coreKinds } from '../coreKinds';
import { Discovery } from './Discovery';

const refusal = (code: number) =>
  new ApiStatusError({ code, reason: '', message: `${code}`, causes: [] });

/** Serves pods once it is ready, which is after `late` responses of the readiness check. */
function starting(late: number) {
  let left = late;
  return new Discovery({
    json: async () => {
      if (left > 0) throw refusal(404);
      return { resources: [{ name: 'pods' }] };
    },
    text: async () => {
      left -= 1;
      if (left > 0) throw refusal(500);
    },
  } as unknown as ClusterConnection);
}

it('does not report a kind as gone that a starting API server does not know yet', async () => {
  const discovery = starting(2);
  expect(await discovery.serves(coreKinds.pods)).toBe(false);
  expect(await discovery.isGone(coreKinds.pods)).toBe(false);
  expect(await discovery.serves(coreKinds.pods)).toBe(false);
  expect(await discovery.isGone(coreKinds.pods)).toBe(false);
});

it('reports a kind as gone that a ready API server does not serve', async () => {
  expect(await starting(0).isGone(coreKinds.secrets)).toBe(true);
});
