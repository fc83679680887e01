import { location, providers } from '../__testUtils__/renderTemplateForm';
import { partOf, settingsSchema } from './schema';
import { translate as t } from '../__testUtils__/translate';

const optionsSchema = {
  type: 'object',
  properties: {
    pooler: { type: 'object', properties: { mode: { type: 'string' } } },
    maxWal: { type: 'string', 'x-advanced': true },
  },
};

const schemaOf = (fields: string[], changes: object = {}) => {
  const [provider] = providers(location('main', changes)).items;
  return settingsSchema(t, {
    provider: { ...provider, fields: fields as [], optionsSchema },
    location: provider.locations[0],
  });
};

const namesOf = ({ properties = {} }: { properties?: object }) =>
  Object.keys(properties);

describe('the schema of the form', () => {
  it('has the settings of the provider with a choice at the location', () => {
    expect(namesOf(schemaOf(['protected']))).toEqual(['protected']);
    const fields = ['options', 'size', 'version', 'extensions'];
    expect(namesOf(schemaOf(fields, { extensions: [] }))).toEqual(['options']);
    expect(
      schemaOf(fields, {
        versions: ['18', '17'],
        sizes: [{ id: 'small', title: 'Small' }],
      }).properties,
    ).toMatchObject({
      version: { enum: ['18', '17'] },
      size: { enum: ['small'] },
      extensions: { items: { enum: ['pg_trgm', 'hstore'] } },
    });
    expect(
      schemaOf(['extensions'], { extensions: undefined }).properties,
    ).toMatchObject({ extensions: { items: { type: 'string' } } });
  });

  it('has the options of the location before those of the provider, with titles', () => {
    expect(schemaOf(['options']).properties).toMatchObject({
      options: {
        properties: {
          pooler: { title: 'Pooler', properties: { mode: { title: 'Mode' } } },
          maxWal: { title: 'Max wal' },
        },
      },
    });
    const own = {
      type: 'object',
      properties: { tablespace: { type: 'string', title: 'Disk' } },
    };
    expect(
      schemaOf(['options'], { optionsSchema: own }).properties,
    ).toMatchObject({ options: own });
  });

  it('is collapsed if it is advanced', () => {
    const whole = schemaOf(['user', 'protected', 'options']);
    const [main, advanced] = [false, true].map(each => partOf(whole, each));
    expect(main.properties).toMatchObject({
      protected: {},
      options: { properties: { pooler: {} } },
    });
    expect(main).not.toHaveProperty('properties.options.properties.maxWal');
    expect(namesOf(advanced)).toEqual(['user', 'options']);
    expect(advanced).not.toHaveProperty('properties.options.properties.pooler');
    expect(namesOf(partOf(schemaOf(['user']), false))).toEqual([]);
  });
});
