import { mockServices } from '@backstage/backend-test-utils';
import { databaseSpecSchema } from '@pgstage/backstage-plugin-postgres-common';
import { parseConfig } from './parseConfig';

const parse = (data: object) =>
  parseConfig(
    mockServices.rootConfig({ data: data as never }),
    'postgres.x',
    databaseSpecSchema,
  );
const parsePart = (x: unknown) => parse({ postgres: { x } });

it('returns what is configured, if anything is', () => {
  expect(parsePart({ instances: 2 })).toEqual({ instances: 2 });
  expect(parse({})).toBeUndefined();
});

it('names each invalid key with its rule, without its value', () => {
  const roles = [{ name: 'a' }, { name: 1, pce: 'hunter2', tme: 1 }];
  expect(() => parsePart({ size: ['hunter2'], roles })).toThrow(
    new Error(
      [
        'Wrong configuration: postgres.x.size must be a text',
        'postgres.x.roles[1].name must be a text',
        'postgres.x.roles[1].pce is not a known field',
        'postgres.x.roles[1].tme is not a known field',
      ].join('; '),
    ),
  );
});

it('names the part itself if it is of another kind', () => {
  expect(() => parsePart('hunter2')).toThrow(
    new Error('Wrong configuration: postgres.x must be an object'),
  );
});
