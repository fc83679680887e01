import type { Router } from 'express';
import { readCaller } from '../authorization/Caller';
import type { RouterContext } from './context';

export function addSectionRoutes(router: Router, context: RouterContext): void {
  const { service } = context;
  router.get('/databases/:ref/connection', async (req, res) => {
    const caller = await readCaller(req, context);
    res.json(await service.getConnection(caller, req.params.ref));
  });

  router.get('/databases/:ref/health', async (req, res) => {
    const caller = await readCaller(req, context);
    res.json(await service.getHealth(caller, req.params.ref));
  });

  router.get('/databases/:ref/backups', async (req, res) => {
    const caller = await readCaller(req, context);
    res.json(await service.getBackups(caller, req.params.ref));
  });
}
