import {
  confirmBindingsSchema,
  databaseOperations,
  type OperationDefinition,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Router } from 'express';
import { readCaller, type Caller } from '../authorization/Caller';
import { fixedCalls } from '../document/calls';
import { audited } from './audited';
import type { RouterContext } from './context';
import { checkInput, readInput } from './input';
import { confirmSubjectSchema, operationSubjectSchema } from './requestSchemas';

/** Adds the routes of the table of operations; `remove` has a query, see `databases.ts`. */
export function addOperationRoutes(
  router: Router,
  context: RouterContext,
): void {
  const { service, auditor } = context;
  const { remove, ...operations } = databaseOperations;
  for (const operation of Object.values(operations))
    addOperation(router, context, operation);

  router.post('/bindings/confirm', async (req, res) => {
    const caller = await readCaller(req, context);
    const input = await readInput(req, res);
    const meta = confirmSubjectSchema.parse(input.body);
    const event = { ...fixedCalls.confirmBindings.audit, meta };
    const confirmed = await audited(auditor, req, event, async () => {
      const { body } = checkInput(input, { body: confirmBindingsSchema });
      return service.confirmBindings(caller, body);
    });
    res.json(confirmed);
  });
}

const verbs = { POST: 'post', PATCH: 'patch', DELETE: 'delete' } as const;

type Run = (caller: Caller, ref: string, request: unknown) => Promise<unknown>;

function addOperation(
  router: Router,
  context: RouterContext,
  {
    call,
    method,
    path,
    input: schema,
    audit,
    confidential,
  }: OperationDefinition,
): void {
  const { service, auditor } = context;
  const run = service[call as keyof typeof service] as Run;
  router[verbs[method]](`/databases/:ref${path}`, async (req, res) => {
    const caller = await readCaller(req, context);
    const { ref } = req.params;
    // Set first, so that errors are not cached either.
    if (confidential) res.setHeader('Cache-Control', 'no-store');
    const input = await readInput(req, res);
    const meta = {
      ref,
      ...(schema && operationSubjectSchema.parse(input.body)),
    };
    const result = await audited(auditor, req, { ...audit, meta }, async () =>
      run(caller, ref, checkInput(input, { body: schema }).body),
    );
    res.json(result);
  });
}
