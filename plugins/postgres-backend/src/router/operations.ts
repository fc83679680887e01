import {
  bindDatabaseSchema,
  createBackupSchema,
  fenceDatabaseSchema,
  hibernateDatabaseSchema,
  parseInput,
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
import { operationSubjectSchema } from './requestSchemas';

export function addOperationRoutes(
  router: Router,
  context: RouterContext,
): void {
  const { service, auditor } = context;

  router.post('/databases/:ref/rotate-password', async (req, res) => {
    const caller = await readCaller(req, context);
    const { ref } = req.params;
    const event = { eventId: 'database-rotate-password', meta: { ref } };
    res.json(
      await audited(auditor, req, event, () =>
        service.rotatePassword(caller, ref),
      ),
    );
  });

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
      const meta = { ref, ...operationSubjectSchema.parse(req.body) };
      const result = await audited(auditor, req, { eventId, meta }, async () =>
        run(caller, ref, parseInput(schema, req.body)),
      );
      res.json(result);
    });

  add('bindings', 'database-bind', bindDatabaseSchema, service.bindDatabase);
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

  router.post('/databases/:ref/credentials/reveal', async (req, res) => {
    const caller = await readCaller(req, context);
    const { ref } = req.params;
    // Set first, so that an error is not kept either.
    res.setHeader('Cache-Control', 'no-store');
    const event = {
      eventId: 'credentials-reveal',
      severityLevel: 'high' as const,
      meta: { ref },
    };
    res.json(
      await audited(auditor, req, event, () =>
        service.revealCredentials(caller, ref),
      ),
    );
  });
}
