import type {
  ActionContext,
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { parseInput } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresServiceOptions } from '@pgstage/backstage-plugin-postgres-node';
import { z } from 'zod';
import { explain } from './errors';

/** Input of every action: the context of the task, and the options of each call. */
export interface ActionRun<I> {
  ctx: ActionContext<JsonObject, JsonObject>;
  input: I;
  options: PostgresServiceOptions;
}

interface Definition<I extends z.ZodObject, O extends z.ZodObject> {
  id: string;
  description: string;
  examples: TemplateExample[];
  input: I;
  output: O;
  supportsDryRun?: boolean;
  run(run: ActionRun<z.output<I>>): Promise<z.input<O>>;
}

type JsonSchema = NonNullable<TemplateAction['schema']>['input'];

// The scaffolder validates with draft 7.
const toJsonSchema = (schema: z.ZodObject) =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;

/**
 * Creates a template action from the schemas of the contract.
 * `createTemplateAction` supports only zod 3, and only derives JSON Schema from
 * it. Deriving it here from zod 4 keeps one definition of each field, its rule
 * and its description.
 */
export function definePostgresAction<
  I extends z.ZodObject,
  O extends z.ZodObject,
>({
  input,
  output,
  run,
  ...action
}: Definition<I, O>): TemplateAction<JsonObject, JsonObject> {
  return {
    ...action,
    schema: { input: toJsonSchema(input), output: toJsonSchema(output) },
    async handler(ctx) {
      try {
        const options = {
          credentials: await ctx.getInitiatorCredentials(),
          signal: ctx.signal,
        };
        const results = await run({
          ctx,
          input: parseInput(input, ctx.input),
          options,
        });
        for (const [name, value] of Object.entries(results)) {
          if (value !== undefined) ctx.output(name, value);
        }
      } catch (error) {
        throw explain(error, ctx.signal);
      }
    },
  };
}
