import { z } from 'zod';
import { inputFields } from './inputFields';
import { destroyInstanceSchema, restartDatabaseSchema } from './model/requests';

it('returns the fields that a form can display', () => {
  expect(inputFields(restartDatabaseSchema)).toEqual([
    {
      name: 'instance',
      kind: 'instance',
      label: 'Instance to restart; all by default',
      required: false,
    },
    {
      name: 'reload',
      kind: 'switch',
      label: 'Reload the configuration, without a restart',
      required: false,
    },
  ]);
  expect(inputFields(destroyInstanceSchema)).toMatchObject([
    { name: 'instance', required: true },
  ]);
});

it('omits fields that a generic form cannot display', () => {
  const input = z.strictObject({
    seconds: z.number().int(),
    names: z.array(z.string()),
    mode: z.enum(['fast', 'smart']),
    modes: z.array(z.enum(['fast', 'smart'])),
    rows: z.array(z.strictObject({ a: z.string() })),
    of: z.strictObject({ a: z.string() }).optional(),
  });
  expect(inputFields(input)).toMatchObject([
    { name: 'seconds', kind: 'number' },
    { name: 'names', kind: 'list' },
    { name: 'mode', kind: 'choice', options: ['fast', 'smart'] },
  ]);
  expect(inputFields(undefined)).toEqual([]);
});
