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

/** What every action gets: the task's context, and what each call carries. */
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

// Draft 7 is what the scaffolder validates with.
const toJsonSchema = (schema: z.ZodObject) =>
  z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as JsonSchema;

/**
 * Makes a template action of the contract's own schemas. `createTemplateAction`
 * takes zod 3 only, and does nothing but derive JSON Schema: deriving it here
 * from zod 4 keeps one definition of each field, its rule and its description.
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
