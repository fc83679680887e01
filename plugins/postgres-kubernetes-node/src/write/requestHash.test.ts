import type { DatabaseSpec } from '@pgstage/backstage-plugin-postgres-common';
import { isHashOf, requestHash } from './requestHash';

const request: DatabaseSpec = {
  version: '17',
  roles: [{ name: 'reporting', inRoles: ['pg_read_all_data'] }],
  databases: [{ name: 'reports', owner: 'reporting' }],
  options: { monitoring: false },
};
const { roles, databases, ...others } = request;

it('is that of an equal request, whatever else is passed with it', () => {
  const hash = requestHash(request);
  expect(isHashOf(hash, { ...request, ...{ name: 'orders' } })).toBe(true);
  expect(isHashOf(hash, { ...request, version: '18' })).toBe(false);
  expect(isHashOf(undefined, request)).toBe(false);
});

it.each([
  [request, { ...others.options, roles, databases }],
  [{ version: '17', roles }, { roles }],
])('is that of %j with roles and databases as options', (form, options) => {
  const older = requestHash({ version: '17', options });
  expect(isHashOf(older, form)).toBe(true);
  expect(isHashOf(older, { ...form, roles: [] })).toBe(false);
});
