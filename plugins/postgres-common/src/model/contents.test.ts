import { InvalidFieldsError, parseInput } from '../errors';
import { changeDatabaseSchema, createDatabaseSchema } from './requests';

const request = {
  provider: 'server',
  location: 'main',
  name: 'orders',
  entityRef: 'component:default/orders',
};

function issuesOf(check: () => unknown) {
  try {
    check();
  } catch (error) {
    if (error instanceof InvalidFieldsError) return error.issues;
    throw error;
  }
  return [];
}

it('accepts additional roles and databases as fields', () => {
  const contents = {
    roles: [{ name: 'reporting', login: false, inRoles: ['readers'] }],
    databases: [{ name: 'reports', owner: 'reporting' }],
  };
  const whole = { ...request, ...contents };
  expect(parseInput(createDatabaseSchema, whole)).toEqual(whole);
  expect(parseInput(changeDatabaseSchema, contents)).toEqual(contents);
});

it('rejects them as options, and names the field', () => {
  const options = { roles: [{ name: 'a' }], databases: null, image: 'x' };
  const issues = ['roles', 'databases'].map(field => ({
    field: `options.${field}`,
    rule: `must be the field ${field} of the request, not an option`,
  }));
  expect(
    issuesOf(() => parseInput(createDatabaseSchema, { ...request, options })),
  ).toEqual(issues);
  expect(issuesOf(() => parseInput(changeDatabaseSchema, { options }))).toEqual(
    issues,
  );
});
