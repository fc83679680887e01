import { z } from 'zod';
import { formOptions } from './formOptions';
import { affinityForm, poolerForm } from './optionForms';

const config = { backup: { schedule: 'hourly', retention: '8w' } };
const targets = [
  { id: 'store', title: 'Object store' },
  { id: 'disk', title: 'Snapshots' },
];
const options = z.object({ pooler: poolerForm, affinity: affinityForm });

it('offers the backup targets, and the defaults of the configuration', () => {
  const form = formOptions(options, config, targets, 'A copy of everything.');
  expect(form).toMatchObject({
    type: 'object',
    properties: {
      backup: {
        properties: { enabled: { description: 'A copy of everything.' } },
        dependencies: {
          enabled: {
            oneOf: [
              { properties: { enabled: { const: false } } },
              {
                properties: {
                  target: {
                    enum: ['store', 'disk'],
                    enumNames: ['Object store', 'Snapshots'],
                    default: 'store',
                  },
                  schedule: { default: 'hourly' },
                  retention: { default: '8w' },
                },
              },
            ],
          },
        },
      },
    },
  });
  expect(form).not.toHaveProperty('$schema');
});

it('offers neither backups without a target, nor what the platform team selects', () => {
  const { properties } = formOptions(options, config, [], '') as {
    properties: Record<string, { properties: object }>;
  };
  expect(properties).not.toHaveProperty('backup');
  expect(Object.keys(properties.pooler.properties)).not.toContain('image');
  expect(Object.keys(properties.affinity.properties)).toEqual([
    'antiAffinity',
    'topologyKey',
  ]);
});
