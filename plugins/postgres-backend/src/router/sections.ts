import type { Router } from 'express';
import { readCaller, type Caller } from '../authorization/Caller';
import type { RouterContext } from './context';
import { checkInput, readInput } from './input';

export function addSectionRoutes(router: Router, context: RouterContext): void {
  const { service } = context;
  const add = (
    path: string,
    read: (caller: Caller, ref: string) => Promise<unknown>,
  ) =>
    router.get(`/databases/:ref/${path}`, async (req, res) => {
      const caller = await readCaller(req, context);
      checkInput(await readInput(req, res), {});
      res.json(await read(caller, req.params.ref));
    });

  add('connection', service.getConnection);
  add('health', service.getHealth);
  add('backups', service.getBackups);
}
