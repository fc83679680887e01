import { recordAnnotations, recordOf } from './record';

const specOf = (spec: unknown) =>
  recordOf({ [recordAnnotations.spec]: JSON.stringify(spec) }).spec;

it('reads further roles and databases of a record that has them as options', () => {
  const roles = [{ name: 'reporting', inRoles: ['pg_read_all_data'] }];
  const databases = [{ name: 'reports', owner: 'reporting' }];
  expect(
    specOf({ version: '17', options: { roles, databases, monitoring: true } }),
  ).toEqual({ version: '17', roles, databases, options: { monitoring: true } });
  expect(specOf({ roles, options: { monitoring: true } })).toEqual({
    roles,
    options: { monitoring: true },
  });
});

it.each([['text'], [null], [{ options: 1 }], [{ roles: [{ name: 1 }] }]])(
  'treats an invalid spec of %j as protected',
  spec => {
    expect(specOf(spec)).toEqual({ protected: true });
    expect(recordOf({ [recordAnnotations.spec]: '{' }).spec).toEqual({
      protected: true,
    });
  },
);

it('has no spec if none was written', () => {
  expect(recordOf({}).spec).toEqual({});
});
