import { OptionalGroup } from '../fields/OptionalGroup';
import { settingsUi } from './uiSchema';

const number = { type: 'integer' } as const;

it('has a picker for listed values, and a switch for each optional group', () => {
  const ui = settingsUi(
    {
      type: 'object',
      properties: {
        version: { type: 'string' },
        options: {
          type: 'object',
          required: ['must'],
          properties: {
            pooler: { type: 'object', properties: { size: number } },
            must: { type: 'object', properties: { size: number } },
            backup: {
              type: 'object',
              properties: { days: { ...number, default: 30 } },
            },
            sql: { type: 'string', contentMediaType: 'application/sql' },
            size: number,
          },
        },
      },
    },
    'where',
  );
  expect(ui.version).toEqual({
    'ui:field': expect.any(Function),
    'ui:options': { locationField: 'where' },
  });
  const { options } = ui;
  expect(options.pooler['ui:field']).toBe(OptionalGroup);
  expect(options.must).not.toHaveProperty('ui:field');
  // It starts with the default of the location.
  expect(options.backup).not.toHaveProperty('ui:field');
  expect(options.sql).toMatchObject({ 'ui:widget': 'textarea' });
  expect(options.size).toEqual({});
});
