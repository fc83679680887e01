import type { StatefulSetContext } from '../model';
import { databaseModel } from '../model';
import { reportLeftData } from './reportLeftData';

const { kinds } = databaseModel;

const storeOf = (claims: object[]) => ({
  values: () =>
    claims.map(claim => ({
      value: { namespace: 'shop', cluster: 'orders-postgresql', ...claim },
    })),
});

/** Reports for the Services with these uids, by name, and claims of these owners. */
async function reportFor(
  services: Record<string, string>,
  claims: Array<{ name: string; owner: string; deletedAt?: string }>,
  status = 'ok',
  backups: typeof claims = [],
) {
  const warn = jest.fn();
  const stores = new Map<unknown, object>([
    [
      kinds.clusters,
      {
        get: ({ name }: { name: string }) =>
          services[name] && { uid: services[name] },
      },
    ],
    [kinds.volumeClaims, storeOf(claims)],
    [kinds.backupClaims, storeOf(backups)],
  ]);
  await reportLeftData({
    watch: {
      status: () => ({ status }),
      store: (kind: unknown) => stores.get(kind),
    },
    logger: { warn },
    config: { namespaces: ['shop'] },
  } as unknown as StatefulSetContext);
  return warn.mock.calls.flat();
}

const own = { name: 'data', owner: 'one' };
const left = { name: 'data-1', owner: 'earlier' };

it('reports volume claims without their Service', async () => {
  const [said, ...more] = await reportFor({}, [own, left]);
  expect(said).toContain('shop/orders');
  expect(said).toContain('data, data-1');
  expect(more).toEqual([]);
});

it('reports those of backups too', async () => {
  const backup = { name: 'backup', owner: 'one' };
  expect(await reportFor({}, [own], 'ok', [backup])).toEqual([
    expect.stringContaining('data, backup'),
  ]);
});

it('reports those of an earlier database of the same name', async () => {
  const [said] = await reportFor({ 'orders-postgresql': 'one' }, [own, left]);
  expect(said).toContain('data-1');
  expect(said).not.toContain('data,');
});

it('reports nothing that is in use, being deleted or not known', async () => {
  expect(await reportFor({ 'orders-postgresql': 'one' }, [own])).toEqual([]);
  expect(
    await reportFor({}, [{ ...own, deletedAt: '2026-03-01T12:00:00Z' }]),
  ).toEqual([]);
  expect(await reportFor({}, [own], 'failed')).toEqual([]);
});
