import { quotaQuerySchema } from '@pgstage/backstage-plugin-postgres-common';
import type { Router } from 'express';
import { readCaller } from '../authorization/Caller';
import type { RouterContext } from './context';
import { checkInput, readInput } from './input';

export function addProviderRoutes(
  router: Router,
  context: RouterContext,
): void {
  router.get('/providers', async (req, res) => {
    const caller = await readCaller(req, context);
    checkInput(await readInput(req, res), {});
    res.json(await context.service.listProviders(caller));
  });

  router.get('/quotas', async (req, res) => {
    const caller = await readCaller(req, context);
    const { query } = checkInput(await readInput(req, res), {
      query: quotaQuerySchema,
    });
    res.json(await context.service.getQuotas(caller, query));
  });
}
