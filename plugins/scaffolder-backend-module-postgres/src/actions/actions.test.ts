import { createDatabaseSchema } from '@pgstage/backstage-plugin-postgres-common';
import { validate } from 'jsonschema';
import { parse } from 'yaml';
import { z } from 'zod';
import { createPostgresActions } from '.';
import { mockPostgres } from '../__testUtils__/fixtures';

const actions = createPostgresActions(mockPostgres());

describe.each(actions)('$id', action => {
  const { input, output } = action.schema!;

  it('describes the action and every field', () => {
    expect(action.description).toMatch(/\.$/);
    for (const schema of [input!, output!]) {
      for (const [name, field] of Object.entries(schema.properties!)) {
        expect([name, field]).toEqual([
          name,
          expect.objectContaining({ description: expect.any(String) }),
        ]);
      }
    }
  });

  it('has examples that are valid for its schema', () => {
    expect(action.examples!.length).toBeGreaterThan(0);
    for (const { example } of action.examples!) {
      const [step] = parse(example).steps;
      expect(step.action).toBe(action.id);
      expect(validate(step.input, input!).errors).toEqual([]);
      expect(validate({ ...step.input, unknown: 1 }, input!).valid).toBe(false);
    }
  });

  it('never outputs a password', () => {
    expect(Object.keys(output!.properties!).join()).not.toMatch(/password/i);
  });
});

it('has the fields of the contract, with their rules', () => {
  const { properties, required } = actions[0].schema!.input!;
  const contract = z.toJSONSchema(createDatabaseSchema, { target: 'draft-7' });
  const { taskId: _taskId, ...expected } = contract.properties!;
  const { waitSeconds: _waitSeconds, ...actual } = properties!;
  expect(actual).toEqual(expected);
  expect(required).toEqual(contract.required);
});
