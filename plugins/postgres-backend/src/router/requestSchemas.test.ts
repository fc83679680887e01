import { parseInput } from '@pgstage/backstage-plugin-postgres-common';
import {
  createSubjectSchema,
  listQuerySchema,
  removeQuerySchema,
  waitQuerySchema,
} from './requestSchemas';

describe('queries', () => {
  it('parses text', () => {
    expect(
      parseInput(listQuerySchema, {
        limit: '5',
        unbound: 'false',
        provider: 'server',
      }),
    ).toEqual({
      limit: 5,
      unbound: false,
      provider: 'server',
    });
    expect(
      parseInput(waitQuerySchema, { after: 'a.1', waitSeconds: '0.5' }),
    ).toEqual({ after: 'a.1', waitSeconds: 0.5 });
    expect(parseInput(removeQuerySchema, {})).toEqual({});
  });

  it.each([
    [listQuerySchema, { limit: 'many' }, /^limit /],
    [listQuerySchema, { limit: '501' }, /^limit /],
    [listQuerySchema, { state: 'fine' }, /^state must be one of: working/],
    [
      listQuerySchema,
      { entityRef: ['component:default/a', 'component:default/b'] },
      /^entityRef /,
    ],
    [removeQuerySchema, { force: 'yes' }, /^force must be 'true' or 'false'/],
    [waitQuerySchema, { waitSeconds: '61' }, /^waitSeconds must be at most 60/],
  ])('names the field that breaks a rule: %#', (schema, query, message) => {
    expect(() => parseInput(schema, query)).toThrow(message);
  });
});

it('uses only names of the request for the audit', () => {
  const body = {
    provider: 'server',
    location: 'main',
    name: 7,
    entityRef: 'component:default/a',
    password: 'x',
  };
  expect(createSubjectSchema.parse(body)).toEqual({
    provider: 'server',
    location: 'main',
    entityRef: 'component:default/a',
  });
  expect(createSubjectSchema.parse('text')).toEqual({});
});
