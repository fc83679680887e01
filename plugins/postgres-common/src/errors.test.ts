import { z } from 'zod';
import { hasErrorCode } from './errorCodes';
import {
  DifferencesError,
  invalidField,
  InvalidFieldsError,
  MissingPermissionError,
  parseInput,
  UnsupportedOperationError,
  UpstreamForbiddenError,
  UpstreamTimeoutError,
} from './errors';
import {
  bindDatabaseSchema,
  changeDatabaseSchema,
  createDatabaseSchema,
} from './model/requests';

const valid = {
  provider: 'server',
  location: 'main',
  name: 'orders',
  entityRef: 'component:default/orders',
};

describe('parseInput', () => {
  it('lists each invalid field with its rule', () => {
    const schema = z.strictObject({
      a: z.number(),
      b: z.strictObject({
        c: z.string().regex(/x/, { message: 'must hold an x' }),
      }),
    });
    const parse = () =>
      parseInput(schema, { a: 'no', b: { c: 'y', d: 1 }, e: 2 });
    expect(parse).toThrow(InvalidFieldsError);
    expect(parse).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining('b.c must hold an x'),
        issues: expect.arrayContaining([
          {
            field: 'a',
            rule: 'must be a number',
          },
          { field: 'b.c', rule: 'must hold an x' },
          { field: 'b.d', rule: 'is not a known field' },
          { field: 'e', rule: 'is not a known field' },
        ]),
      }),
    );
  });

  it('lists the field in an alternative of a union', () => {
    const schema = z.strictObject({
      target: z.union([
        z.string().regex(/^[a-z]+$/, { message: 'must be a name' }),
        z.discriminatedUnion('type', [
          z.strictObject({ type: z.literal('a'), path: z.string() }),
          z.strictObject({ type: z.literal('b') }),
        ]),
      ]),
    });
    const fieldOf = (target: unknown) => {
      try {
        return parseInput(schema, { target });
      } catch (error) {
        return (error as InvalidFieldsError).issues;
      }
    };
    expect(fieldOf('A')).toEqual([{ field: 'target', rule: 'must be a name' }]);
    expect(fieldOf({ type: 'a', path: 1 })).toEqual([
      { field: 'target.path', rule: 'must be a text' },
    ]);
    expect(fieldOf({ type: 'b', path: 'x' })).toEqual([
      { field: 'target.path', rule: 'is not a known field' },
    ]);
    expect(fieldOf({ type: 'c' })).toEqual([
      { field: 'target.type', rule: 'must be one of: a, b' },
    ]);
  });

  it.each([
    [{}, 'name is required'],
    [[], 'input must be an object'],
    [{ name: '' }, 'name must not be empty'],
    [{ name: null }, 'name must be a text'],
    [{ name: 'a', connectionLimit: 0 }, 'connectionLimit must be at least 1'],
    [{ name: 'a', connectionLimit: 1.5 }, 'connectionLimit must be a whole'],
    [{ name: 'a', instances: 99 }, 'instances must be at most 15'],
    [{ name: 'a', extensions: 'x' }, 'extensions must be a list'],
    [{ name: 'a', protected: 'yes' }, 'protected must be true or false'],
  ])('describes the violated rule of %j', (input, message) => {
    const schema = createDatabaseSchema.omit({
      provider: true,
      location: true,
      entityRef: true,
    });
    expect(() => parseInput(schema, input)).toThrow(message);
  });

  it('returns a complete request', () => {
    expect(
      parseInput(createDatabaseSchema, {
        ...valid,
        extensions: ['pg_trgm'],
        connectionLimit: 5,
      }),
    ).toMatchObject({ name: 'orders', connectionLimit: 5 });
  });

  it.each([
    [{ ...valid, entityRef: 'orders' }, 'entityRef'],
    [{ ...valid, connectionLimit: 0 }, 'connectionLimit'],
    [{ ...valid, password: 'x' }, 'password'],
    [{ ...valid, resourceName: 'a b' }, 'resourceName'],
  ])('rejects %j', (input, field) => {
    expect(() => parseInput(createDatabaseSchema, input)).toThrow(
      new RegExp(`^${field} `),
    );
  });

  it('rejects an empty change, and a change of a permanent field', () => {
    expect(() => parseInput(changeDatabaseSchema, {})).toThrow(
      /input must contain at least one field/,
    );
    expect(() => parseInput(changeDatabaseSchema, { database: 'x' })).toThrow(
      /database is not a known field/,
    );
    expect(parseInput(bindDatabaseSchema, { adopt: true })).toEqual({
      adopt: true,
    });
  });
});

it('recognizes an error of another copy of the package by its code', () => {
  jest.isolateModules(() => {
    const copy = jest.requireActual<typeof import('./errors')>('./errors');
    const error = new copy.UpstreamForbiddenError('server', 'no', 'Grant.');
    expect(error).not.toBeInstanceOf(UpstreamForbiddenError);
    expect(hasErrorCode(error, 'UpstreamForbidden')).toBe(true);
    expect(hasErrorCode(error, 'UpstreamRefused')).toBe(false);
  });
  expect(hasErrorCode(undefined, 'Upstream')).toBe(false);
});

it('has the error names from which Backstage derives the HTTP status', () => {
  expect(invalidField('name', 'must be short')).toMatchObject({
    name: 'InputError',
    message: 'name must be short',
  });
  expect(
    new DifferencesError('orders exists', [
      { field: 'owner', existing: 'a', requested: 'b' },
    ]),
  ).toMatchObject({
    name: 'ConflictError',
    message: 'orders exists; owner is a, requested b',
  });
  expect(
    new MissingPermissionError('postgres.database.read', 'Ask.'),
  ).toMatchObject({ name: 'NotAllowedError' });
  expect(new UnsupportedOperationError('restore', 'ask')).toMatchObject({
    name: 'NotImplementedError',
  });
  expect(
    new UpstreamTimeoutError('server main', 'silence', 'Wait.'),
  ).toMatchObject({
    name: 'ServiceUnavailableError',
    message: 'server main failed: silence. Wait.',
  });
});
