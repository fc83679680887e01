import {
  bindDatabaseSchema,
  confirmBindingsSchema,
  createBackupSchema,
  fenceDatabaseSchema,
  hibernateDatabaseSchema,
  removeMemberSchema,
  restartDatabaseSchema,
  restoreDatabaseSchema,
  switchoverDatabaseSchema,
} from '@pgstage/backstage-plugin-postgres-common';
import type { Router } from 'express';
import type { z } from 'zod';
import { readCaller, type Caller } from '../authorization/Caller';
import { audited } from './audited';
import type { RouterContext } from './context';
import { checkInput, readInput } from './input';
import { confirmSubjectSchema, operationSubjectSchema } from './requestSchemas';

export function addOperationRoutes(
  router: Router,
  context: RouterContext,
): void {
  const { service, auditor } = context;

  /** The operations that differ in nothing but their input and what is done. */
  const add = <S extends z.ZodType>(
    path: string,
    eventId: string,
    schema: S,
    run: (
      caller: Caller,
      ref: string,
      request: z.output<S>,
    ) => Promise<unknown>,
  ) =>
    router.post(`/databases/:ref/${path}`, async (req, res) => {
      const caller = await readCaller(req, context);
      const { ref } = req.params;
      const input = await readInput(req, res);
      const meta = { ref, ...operationSubjectSchema.parse(input.body) };
      const result = await audited(auditor, req, { eventId, meta }, async () =>
        run(caller, ref, checkInput(input, { body: schema }).body),
      );
      res.json(result);
    });

  add('bindings', 'database-bind', bindDatabaseSchema, service.bindDatabase);
  router.post('/bindings/confirm', async (req, res) => {
    const caller = await readCaller(req, context);
    const input = await readInput(req, res);
    const meta = confirmSubjectSchema.parse(input.body);
    const event = { eventId: 'bindings-confirm', meta };
    const confirmed = await audited(auditor, req, event, async () => {
      const { body } = checkInput(input, { body: confirmBindingsSchema });
      return service.confirmBindings(caller, body);
    });
    res.json(confirmed);
  });

  add('backups', 'database-backup', createBackupSchema, service.createBackup);
  add(
    'restores',
    'database-restore',
    restoreDatabaseSchema,
    service.restoreDatabase,
  );
  add(
    'restart',
    'database-restart',
    restartDatabaseSchema,
    service.restartDatabase,
  );
  add(
    'switchover',
    'database-switchover',
    switchoverDatabaseSchema,
    service.switchoverDatabase,
  );
  add(
    'hibernate',
    'database-hibernate',
    hibernateDatabaseSchema,
    service.hibernateDatabase,
  );
  add('fence', 'database-fence', fenceDatabaseSchema, service.fenceDatabase);
  add(
    'remove-member',
    'database-remove-member',
    removeMemberSchema,
    service.removeMember,
  );

  router.post('/databases/:ref/rotate-password', async (req, res) => {
    const caller = await readCaller(req, context);
    const { ref } = req.params;
    const input = await readInput(req, res);
    const event = { eventId: 'database-rotate-password', meta: { ref } };
    const view = await audited(auditor, req, event, async () => {
      checkInput(input, {});
      return service.rotatePassword(caller, ref);
    });
    res.json(view);
  });

  router.post('/databases/:ref/credentials/reveal', async (req, res) => {
    const caller = await readCaller(req, context);
    const { ref } = req.params;
    // Set first, so that an error is not kept either.
    res.setHeader('Cache-Control', 'no-store');
    const input = await readInput(req, res);
    const event = {
      eventId: 'credentials-reveal',
      severityLevel: 'high' as const,
      meta: { ref },
    };
    const revealed = await audited(auditor, req, event, async () => {
      checkInput(input, {});
      return service.revealCredentials(caller, ref);
    });
    res.json(revealed);
  });
}
