import { findRejection } from './dryRun';
import { rejectWith as rejectWith } from './__testUtils__/rejectWith';

const request = {
  provider: 'server',
  location: 'main',
  name: 'orders',
  entityRef: 'component:default/orders',
};

const startDryRun = (response: () => Promise<never>, options?: object) => {
  const api = { createDatabase: jest.fn(response), renderManifests: jest.fn() };
  return { api, rejection: findRejection(api, request, options) };
};

const issues = [{ field: 'name', rule: 'must not be postgres' }];

it.each([
  [400, { issues }, { issues }],
  [403, {}, { issues: [], message: 'no', isTaken: false }],
  [409, {}, { issues: [], message: 'no', isTaken: true }],
  [409, { quota: {} }, { issues: [], message: 'no', isTaken: false }],
  [409, { system: 'x' }, { issues: [], message: 'no', isTaken: false }],
  [501, {}, { issues: [], message: 'no', isTaken: false }],
  // The problem may be solved when the task runs.
  [401, {}, undefined],
  [429, {}, undefined],
  [503, {}, undefined],
])('treats %s %j as %j', async (status, more, expected) => {
  const { api, rejection } = startDryRun(() => rejectWith(status, more));
  expect(await rejection).toEqual(expected);
  expect(api.createDatabase).toHaveBeenCalledWith({ ...request, dryRun: true });
});

it('returns nothing without a response', async () => {
  const { rejection } = startDryRun(() =>
    Promise.reject(new TypeError('fetch failed')),
  );
  expect(await rejection).toBeUndefined();
});

it('only renders if the template does', async () => {
  const { api, rejection } = startDryRun(() => rejectWith(403), {
    manifests: true,
  });
  expect(await rejection).toBeUndefined();
  expect(api.createDatabase).not.toHaveBeenCalled();
  expect(api.renderManifests).toHaveBeenCalledWith(request);
});
