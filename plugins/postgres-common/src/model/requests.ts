import { z } from 'zod';
import { nameSchema } from './name';
import { databaseSpecSchema } from './spec';
import { databaseStateSchema, timestampSchema } from './status';

const entityRefSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9._-]+:[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/, {
    message: "must be a full entity ref such as 'component:default/orders'",
  });

/** Request for a new database. @public */
export const createDatabaseSchema = z.strictObject({
  provider: nameSchema.describe(
    'Provider that runs the database, for example server',
  ),
  location: nameSchema.describe(
    'Location in the provider, for example the id of a server',
  ),
  name: nameSchema.describe('Name of the database, unique in its location'),
  entityRef: entityRefSchema.describe('Entity that the database belongs to'),
  owner: entityRefSchema
    .optional()
    .describe(
      'Group or user that owns the database. Default: the owner of the entity',
    ),
  resourceName: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, {
      message:
        'must be a catalog entity name: at most 63 letters, digits, -, _ and .',
    })
    .optional()
    .describe(
      'Name of the Resource of the database in the catalog. Default: the name of the database',
    ),
  taskId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, { message: 'must be the id of a task' })
    .optional()
    .describe('Id of the scaffolder task that sends the request'),
  ...databaseSpecSchema.shape,
});
/** @public */
export type CreateDatabase = z.infer<typeof createDatabaseSchema>;

/** Change of the spec of a database. Absent fields are not changed. @public */
export const changeDatabaseSchema = databaseSpecSchema
  .omit({ database: true, user: true })
  .refine(change => Object.values(change).some(value => value !== undefined), {
    message: 'must contain at least one field to change',
  })
  .meta({ minProperties: 1 });
/** @public */
export type ChangeDatabase = z.infer<typeof changeDatabaseSchema>;

const confirmSchema = z
  .record(entityRefSchema, nameSchema)
  .describe(
    'Confirms that entities or the owner in the binding are the current ones in the catalog: the uid of each by its entity ref',
  );

/** Change of the entities that use a database, or of its owner. @public */
export const bindDatabaseSchema = z.strictObject({
  add: z
    .array(entityRefSchema)
    .max(50)
    .optional()
    .describe('Entities that use the database'),
  remove: z
    .array(entityRefSchema)
    .max(50)
    .optional()
    .describe('Entities that no longer use the database'),
  owner: entityRefSchema
    .optional()
    .describe('Group or user that owns the database'),
  confirm: confirmSchema.optional(),
  resourceName: createDatabaseSchema.shape.resourceName,
  recordVersion: nameSchema
    .optional()
    .describe(
      'Record version that the caller read; the request is rejected if the database has another one',
    ),
  adopt: z
    .boolean()
    .optional()
    .describe(
      'Adopt a database that belongs to no entity, or one that has replaced the bound database',
    ),
});
/** @public */
export type BindDatabase = z.infer<typeof bindDatabaseSchema>;

/** Confirmation of the entities of several bindings, each as `confirm` in a change of one binding. @public */
export const confirmBindingsSchema = z.strictObject({
  items: z
    .array(
      z.strictObject({
        ref: nameSchema,
        confirm: confirmSchema,
        recordVersion: bindDatabaseSchema.shape.recordVersion,
      }),
    )
    .min(1)
    .max(50)
    .describe('Databases, each with the entities to confirm'),
});
/** @public */
export type ConfirmBindings = z.infer<typeof confirmBindingsSchema>;

/** Removal of a database with its data. @public */
export const removeDatabaseSchema = z.strictObject({
  force: z
    .boolean()
    .optional()
    .describe('Remove the database despite open sessions or protection'),
});
/** @public */
export type RemoveDatabase = z.infer<typeof removeDatabaseSchema>;

/** Request for a new backup. @public */
export const createBackupSchema = z.strictObject({
  method: nameSchema
    .optional()
    .describe(
      'Backup method of the database; the first supported one by default',
    ),
});
/** @public */
export type CreateBackup = z.infer<typeof createBackupSchema>;

/** Restart of a database or one of its instances. @public */
export const restartDatabaseSchema = z.strictObject({
  instance: nameSchema
    .optional()
    .describe('Instance to restart; all by default'),
  reload: z
    .boolean()
    .optional()
    .describe('Reload the configuration, without a restart'),
});
/** @public */
export type RestartDatabase = z.infer<typeof restartDatabaseSchema>;

/** Switchover to another primary. @public */
export const switchoverDatabaseSchema = z.strictObject({
  instance: nameSchema
    .optional()
    .describe('Instance to promote; the provider selects one by default'),
});
/** @public */
export type SwitchoverDatabase = z.infer<typeof switchoverDatabaseSchema>;

/** Promotion of a standby: the primary is stopped first. @public */
export const promoteDatabaseSchema = z.strictObject({
  instance: nameSchema.describe(
    'Standby to promote; the primary cancels a promotion that has not happened',
  ),
});
/** @public */
export type PromoteDatabase = z.infer<typeof promoteDatabaseSchema>;

/** Hibernation of a database: stops it without deleting data, or starts it again. @public */
export const hibernateDatabaseSchema = z.strictObject({
  wake: z.boolean().optional().describe('Start the database again'),
});
/** @public */
export type HibernateDatabase = z.infer<typeof hibernateDatabaseSchema>;

/** Fencing of instances: stops PostgreSQL on them for an inspection, or starts it again. @public */
export const fenceDatabaseSchema = z.strictObject({
  instances: z
    .array(nameSchema)
    .min(1)
    .max(50)
    .optional()
    .describe('Instances to fence or unfence; all by default'),
  lift: z.boolean().optional().describe('Unfence the instances'),
});
/** @public */
export type FenceDatabase = z.infer<typeof fenceDatabaseSchema>;

/** Destruction of a standby with its volume; the provider creates a new one. @public */
export const destroyInstanceSchema = z.strictObject({
  instance: nameSchema.describe('Standby to destroy'),
});
/** @public */
export type DestroyInstance = z.infer<typeof destroyInstanceSchema>;

/** Rotation of the login with an overlap. @public */
export const rotateLoginSchema = z.strictObject({
  overlapMinutes: z
    .number()
    .int()
    .min(1)
    .max(7 * 24 * 60)
    .optional()
    .describe('Minutes of overlap, 60 by default'),
});
/** @public */
export type RotateLogin = z.infer<typeof rotateLoginSchema>;

/** Deletion of a backup. @public */
export const deleteBackupSchema = z.strictObject({
  backup: nameSchema.describe('Id of the backup'),
});
/** @public */
export type DeleteBackup = z.infer<typeof deleteBackupSchema>;

/** Restore of a backup, or of a point in time, into a new database. @public */
export const restoreDatabaseSchema = z.strictObject({
  name: createDatabaseSchema.shape.name,
  entityRef: createDatabaseSchema.shape.entityRef,
  owner: createDatabaseSchema.shape.owner,
  resourceName: createDatabaseSchema.shape.resourceName,
  taskId: createDatabaseSchema.shape.taskId,
  backup: nameSchema
    .optional()
    .describe('Id of the backup; the latest suitable one by default'),
  targetTime: timestampSchema
    .optional()
    .describe(
      'Time in the recovery window; the end of the backup or of the archive by default',
    ),
});
/** @public */
export type RestoreDatabase = z.infer<typeof restoreDatabaseSchema>;

/** Filter and page of a list of databases. @public */
export const listDatabasesSchema = z.strictObject({
  entityRef: entityRefSchema
    .optional()
    .describe('Entity that uses the databases'),
  owner: entityRefSchema
    .optional()
    .describe('Group or user that owns the databases'),
  provider: nameSchema.optional().describe('Provider that runs the databases'),
  state: databaseStateSchema.optional().describe('State of the databases'),
  unbound: z
    .boolean()
    .optional()
    .describe(
      'true: only databases without a binding; false: only databases with one',
    ),
  dangling: z
    .boolean()
    .optional()
    .describe(
      'true: only databases whose binding contains an entity or owner that is gone, replaced or unconfirmed; false: only other databases',
    ),
  cursor: z
    .string()
    .max(4_000)
    .optional()
    .describe('`nextCursor` of the previous page'),
  limit: z
    .number()
    .int()
    .min(1)
    .max(500)
    .optional()
    .describe('Maximum number of databases on a page. Default: 100'),
});
/** @public */
export type ListDatabases = z.infer<typeof listDatabasesSchema>;
