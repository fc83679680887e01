import { shop, shopRules, up, type Shop } from './__testUtils__/shop';
import type { OperatorReport } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';
import { observeSnapshot } from './observeSnapshot';

const see = (snapshot: Shop) => observeSnapshot(shopRules, snapshot);

it('tells instances, endpoints and login in the words of the base', () => {
  const { facts, observed } = see(up());
  expect(facts).toMatchObject({
    wanted: 2,
    ready: 2,
    primary: { name: 'orders-0', role: 'primary' },
    told: true,
    writable: 1,
    hasLogin: true,
  });
  expect(observed).toMatchObject({
    login: { name: 'orders-login', generated: true },
    keepsLogin: true,
    serverVersion: '18.1',
    endpoints: [
      { purpose: 'read-write', host: 'orders-rw.default.svc', port: 5432 },
      { purpose: 'read-only', host: 'orders-ro.default.svc' },
    ],
    sizes: { '': '10Gi' },
    unseen: [],
    operator: { name: 'Shop', kind: 'Shop', generation: 1 },
  });
});

it('says which of the extensions there are', () => {
  const record = { spec: { extensions: ['citext', 'hstore'] } };
  const status = { extensions: ['citext'] };
  expect(see(up({ record, status })).observed.wanted).toMatchObject([
    { id: 'extensions', made: false },
  ]);
  const all = { extensions: ['citext', 'hstore'] };
  expect(see(up({ record, status: all })).observed.wanted).toMatchObject([
    { id: 'extensions', made: true },
  ]);
});

it('waits for the further roles and databases that the operator creates', () => {
  const spec = {
    roles: [{ name: 'reader' }],
    databases: [{ name: 'archive', extensions: ['citext'] }],
  };
  const snapshot = up({ record: { spec }, status: { extensions: ['citext'] } });
  const wanted = (
    report: Partial<OperatorReport>,
    contents: OperatorRules<Shop>['contents'] = { roles: [], databases: [] },
  ) => {
    const reportOf = (of: Shop) => ({ ...shopRules.reportOf(of), ...report });
    const rules = { ...shopRules, contents, reportOf };
    return observeSnapshot(rules, snapshot).observed.wanted;
  };
  const roles = { id: 'roles', title: 'Roles: reader' };
  expect(wanted({ roles: ['reader'] }, { roles: [] })).toMatchObject([
    { ...roles, made: true },
  ]);
  expect(wanted({ roles: [], databases: [] })).toMatchObject([
    { ...roles, made: false },
    { id: 'databases', made: false },
    // Reported extensions are those of the first database.
    { id: 'extensions', made: undefined },
  ]);
  // Without a report it is not known whether they exist.
  expect(wanted({})).toMatchObject([
    { ...roles, made: undefined },
    { id: 'databases', made: undefined },
    { id: 'extensions', made: undefined },
  ]);
  expect(wanted({}, {})).toEqual([]);
});

it('keeps no login of what is adopted, unbound or going', () => {
  const keeps = (snapshot: Shop) => see(snapshot).observed.keepsLogin;
  expect(keeps(shop({ record: { adopted: true } }))).toBe(false);
  expect(keeps(shop({ record: { binding: undefined } }))).toBe(false);
  const going = shop();
  going.cluster.deletedAt = '2026-03-03T10:00:00.000Z';
  expect(keeps(going)).toBe(false);
});

it('names the right that it needs for what cannot be seen', () => {
  const forbidden = { status: 'forbidden' as const, since: '' };
  const { facts, observed } = see(
    up({}, { statuses: { pods: forbidden, backups: forbidden } }),
  );
  expect(facts.told).toBe(false);
  expect(observed.unseen.map(({ needs }) => needs)).toEqual([
    'list and watch on pods',
    'list and watch on shopbackups.example.com',
  ]);
});

it('finds the data by the role of its volumes, where these have roles', () => {
  const rules = { ...shopRules, dataRole: 'data' };
  const { observed } = observeSnapshot(rules, shop());
  expect(observed.sizes).toEqual({ data: '10Gi' });
  expect(observed.dataRole).toBe('data');
});
