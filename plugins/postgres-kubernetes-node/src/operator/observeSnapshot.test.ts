import { message } from '../messages';
import { shop, shopRules, up, type Shop } from './__testUtils__/shop';
import type { OperatorReport } from './OperatorReport';
import type { OperatorRules } from './OperatorRules';
import { observeSnapshot } from './observeSnapshot';

const observe = (snapshot: Shop) => observeSnapshot(shopRules, snapshot);

it('returns instances, endpoints and login in terms of the base', () => {
  const { facts, observed } = observe(up());
  expect(facts).toMatchObject({
    desired: 2,
    ready: 2,
    primary: { name: 'orders-0', role: 'primary' },
    readinessKnown: true,
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
    missingAccess: [],
    operator: { name: 'Shop', kind: 'Shop', generation: 1 },
  });
});

it('reports which of the extensions exist', () => {
  const record = { spec: { extensions: ['citext', 'hstore'] } };
  const status = { extensions: ['citext'] };
  expect(observe(up({ record, status })).observed.requested).toMatchObject([
    { id: 'extensions', created: false },
  ]);
  const all = { extensions: ['citext', 'hstore'] };
  expect(observe(up({ record, status: all })).observed.requested).toMatchObject(
    [{ id: 'extensions', created: true }],
  );
});

it('waits for the further roles and databases that the operator creates', () => {
  const spec = {
    roles: [{ name: 'reader' }],
    databases: [{ name: 'archive', extensions: ['citext'] }],
  };
  const snapshot = up({ record: { spec }, status: { extensions: ['citext'] } });
  const requested = (
    report: Partial<OperatorReport>,
    contents: OperatorRules<Shop>['contents'] = { roles: [], databases: [] },
  ) => {
    const reportOf = (of: Shop) => ({ ...shopRules.reportOf(of), ...report });
    const rules = { ...shopRules, contents, reportOf };
    return observeSnapshot(rules, snapshot).observed.requested;
  };
  const roles = { id: 'roles', title: message('roles', { names: 'reader' }) };
  expect(requested({ roles: ['reader'] }, { roles: [] })).toMatchObject([
    { ...roles, created: true },
  ]);
  expect(requested({ roles: [], databases: [] })).toMatchObject([
    { ...roles, created: false },
    { id: 'databases', created: false },
    // Reported extensions are those of the first database.
    { id: 'extensions', created: undefined },
  ]);
  // Without a report it is not known whether they exist.
  expect(requested({})).toMatchObject([
    { ...roles, created: undefined },
    { id: 'databases', created: undefined },
    { id: 'extensions', created: undefined },
  ]);
  expect(requested({}, {})).toEqual([]);
});

it('stores no login of an adopted, unbound or deleted database', () => {
  const keeps = (snapshot: Shop) => observe(snapshot).observed.keepsLogin;
  expect(keeps(shop({ record: { adopted: true } }))).toBe(false);
  expect(keeps(shop({ record: { binding: undefined } }))).toBe(false);
  const deleted = shop();
  deleted.cluster.deletedAt = '2026-03-03T10:00:00.000Z';
  expect(keeps(deleted)).toBe(false);
});

it('names the right that it needs for what cannot be read', () => {
  const forbidden = { status: 'forbidden' as const, since: '' };
  const { facts, observed } = observe(
    up({}, { statuses: { pods: forbidden, backups: forbidden } }),
  );
  expect(facts.readinessKnown).toBe(false);
  expect(observed.missingAccess.map(({ needs }) => needs.text)).toEqual([
    'Backstage needs list, watch on pods.',
    'Backstage needs list, watch on shopbackups.example.com.',
  ]);
});

it('finds the data by the role of its volumes, if these have roles', () => {
  const rules = { ...shopRules, dataRole: 'data' };
  const { observed } = observeSnapshot(rules, shop());
  expect(observed.sizes).toEqual({ data: '10Gi' });
  expect(observed.dataRole).toBe('data');
});
