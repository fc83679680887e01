import {
  pickSupportedOptions,
  mergeDefaults,
  withoutEmpty,
} from './pickSupportedOptions';
import type { Schema } from './schema';
import { translate as t } from '../__testUtils__/translate';

const schema: Schema = {
  type: 'object',
  properties: {
    version: { type: 'string', enum: ['18', '17'] },
    extensions: { type: 'array', items: { type: 'string', enum: ['hstore'] } },
    options: {
      type: 'object',
      properties: {
        backup: {
          type: 'object',
          properties: { enabled: { type: 'boolean' } },
          dependencies: {
            enabled: {
              oneOf: [
                { properties: { enabled: { const: false } } },
                { properties: { target: { enum: ['store'] } } },
              ],
            },
          },
        },
        parameters: { type: 'object', additionalProperties: true },
      },
    },
  },
};

it('keeps what the location supports, and names the rest', () => {
  const options = {
    backup: { enabled: true, target: 'store' },
    parameters: { work_mem: '8MB' },
  };
  expect(
    pickSupportedOptions(
      t,
      { version: '17', extensions: ['hstore'], options },
      schema,
    ),
  ).toEqual({
    value: { version: '17', extensions: ['hstore'], options },
    dropped: [],
  });
  expect(
    pickSupportedOptions(
      t,
      {
        version: '16',
        size: 'small',
        storage: undefined,
        extensions: ['postgis', 'hstore'],
        options: {
          backup: { enabled: true, target: 'other' },
          tablespace: 'fast',
        },
      },
      schema,
    ),
  ).toEqual({
    value: { extensions: ['hstore'], options: { backup: { enabled: true } } },
    dropped: [
      'Version 16',
      'Size',
      'Extensions postgis',
      'Backup target other',
      'Tablespace',
    ],
  });
});

it('omits what only form libraries create', () => {
  const empty = { protected: true, list: [], pooler: {}, deep: { er: {} } };
  expect(withoutEmpty(empty)).toEqual({ protected: true });
});

it('merges the values of the user over the defaults of a location', () => {
  expect(
    mergeDefaults(
      { protected: false, options: { pooler: {} } },
      { protected: true, options: { backup: { enabled: true } } },
    ),
  ).toEqual({
    protected: false,
    options: { backup: { enabled: true }, pooler: {} },
  });
  expect(mergeDefaults(undefined, undefined)).toEqual({});
});
