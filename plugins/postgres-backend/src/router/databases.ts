import {
  createDatabaseSchema,
  databaseOperations,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Router } from 'express';
import { readCaller } from '../authorization/Caller';
import { fixedCalls } from '../document/calls';
import { audited } from './audited';
import type { RouterContext } from './context';
import { checkInput, readInput } from './input';
import {
  createQuerySchema,
  createSubjectSchema,
  listQuerySchema,
  removeQuerySchema,
  waitQuerySchema,
} from './requestSchemas';

const DEFAULT_WAIT_SECONDS = 30;

export function addDatabaseRoutes(
  router: Router,
  context: RouterContext,
): void {
  const { service, auditor } = context;

  router.get('/databases', async (req, res) => {
    const caller = await readCaller(req, context);
    const { query } = checkInput(await readInput(req, res), {
      query: listQuerySchema,
    });
    res.json(await service.listDatabases(caller, query));
  });

  router.post('/databases', async (req, res) => {
    const caller = await readCaller(req, context);
    const input = await readInput(req, res);
    const meta = {
      ...createSubjectSchema.parse(input.body),
      dryRun: input.query.dryRun === 'true',
    };
    const event = { ...fixedCalls.createDatabase.audit, meta };
    const view = await audited(auditor, req, event, async () => {
      const { query, body } = checkInput(input, {
        query: createQuerySchema,
        body: createDatabaseSchema,
      });
      const { dryRun = false } = query;
      return service.createDatabase(caller, body, { dryRun });
    });
    res.json(view);
  });

  router.post('/manifests', async (req, res) => {
    const caller = await readCaller(req, context);
    const { body } = checkInput(await readInput(req, res), {
      body: createDatabaseSchema,
    });
    res.json(await service.renderManifests(caller, body));
  });

  router.get('/databases/:ref', async (req, res) => {
    const caller = await readCaller(req, context);
    const { query } = checkInput(await readInput(req, res), {
      query: waitQuerySchema,
    });
    const { after, waitSeconds = DEFAULT_WAIT_SECONDS } = query;
    const closed = new AbortController();
    res.once('close', () => closed.abort());
    const wait =
      after === undefined
        ? undefined
        : { after, waitSeconds, signal: closed.signal };
    const view = await service.getDatabase(caller, req.params.ref, wait);
    if (!closed.signal.aborted) res.json(view);
  });

  router.delete('/databases/:ref', async (req, res) => {
    const caller = await readCaller(req, context);
    const { ref } = req.params;
    const input = await readInput(req, res);
    const meta = { ref, force: input.query.force === 'true' };
    const event = { ...databaseOperations.remove.audit, meta };
    await audited(auditor, req, event, async () => {
      const { query } = checkInput(input, { query: removeQuerySchema });
      return service.removeDatabase(caller, ref, query);
    });
    res.status(204).end();
  });
}
