import {
  changeDatabaseSchema,
  createDatabaseSchema,
  parseInput,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Router } from 'express';
import { readCaller } from '../authorization/Caller';
import { audited } from './audited';
import type { RouterContext } from './context';
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
    res.json(
      await service.listDatabases(
        caller,
        parseInput(listQuerySchema, req.query),
      ),
    );
  });

  router.post('/databases', async (req, res) => {
    const caller = await readCaller(req, context);
    const { dryRun = false } = parseInput(createQuerySchema, req.query);
    const meta = { ...createSubjectSchema.parse(req.body), dryRun };
    const view = await audited(
      auditor,
      req,
      { eventId: 'database-create', meta },
      async () =>
        service.createDatabase(
          caller,
          parseInput(createDatabaseSchema, req.body),
          { dryRun },
        ),
    );
    res.json(view);
  });

  router.post('/manifests', async (req, res) => {
    const caller = await readCaller(req, context);
    res.json(
      await service.renderManifests(
        caller,
        parseInput(createDatabaseSchema, req.body),
      ),
    );
  });

  router.get('/databases/:ref', async (req, res) => {
    const caller = await readCaller(req, context);
    const { after, waitSeconds = DEFAULT_WAIT_SECONDS } = parseInput(
      waitQuerySchema,
      req.query,
    );
    const gone = new AbortController();
    res.once('close', () => gone.abort());
    const wait =
      after === undefined
        ? undefined
        : { after, waitSeconds, signal: gone.signal };
    const view = await service.getDatabase(caller, req.params.ref, wait);
    if (!gone.signal.aborted) res.json(view);
  });

  router.patch('/databases/:ref', async (req, res) => {
    const caller = await readCaller(req, context);
    const { ref } = req.params;
    const view = await audited(
      auditor,
      req,
      { eventId: 'database-change', meta: { ref } },
      async () =>
        service.changeDatabase(
          caller,
          ref,
          parseInput(changeDatabaseSchema, req.body),
        ),
    );
    res.json(view);
  });

  router.delete('/databases/:ref', async (req, res) => {
    const caller = await readCaller(req, context);
    const { ref } = req.params;
    const request = parseInput(removeQuerySchema, req.query);
    const meta = { ref, force: request.force ?? false };
    await audited(auditor, req, { eventId: 'database-remove', meta }, () =>
      service.removeDatabase(caller, ref, request),
    );
    res.status(204).end();
  });
}
