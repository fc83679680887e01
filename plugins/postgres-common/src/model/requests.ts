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

/** Asks for a new database. Flat, so that policies can match on it. @public */
export const createDatabaseSchema = z.strictObject({
  provider: nameSchema.describe(
    'Provider that runs the database, for example server',
  ),
  location: nameSchema.describe(
    'Where in the provider, for example a server id',
  ),
  name: nameSchema.describe('Name of the database, unique in its location'),
  entityRef: entityRefSchema.describe('Entity that the database belongs to'),
  owner: entityRefSchema
    .optional()
    .describe(
      'Group or user that answers for it; the owner of the entity unless given',
    ),
  resourceName: z
    .string()
    .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, {
      message:
        'must be a catalog entity name: at most 63 letters, digits, -, _ and .',
    })
    .optional()
    .describe(
      "Name of the database's Resource in the catalog; the name of the database unless given",
    ),
  taskId: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,100}$/, { message: 'must be the id of a task' })
    .optional()
    .describe('Scaffolder task that asks'),
  ...databaseSpecSchema.shape,
});
/** @public */
export type CreateDatabase = z.infer<typeof createDatabaseSchema>;

/** Changes what a database is. Absent fields stay as they are. @public */
export const changeDatabaseSchema = databaseSpecSchema
  .omit({ database: true, user: true })
  .refine(change => Object.values(change).some(value => value !== undefined), {
    message: 'must name at least one field to change',
  })
  .meta({ minProperties: 1 });
/** @public */
export type ChangeDatabase = z.infer<typeof changeDatabaseSchema>;

const confirmSchema = z
  .record(entityRefSchema, nameSchema)
  .describe(
    'Entities and owner in the binding that are the ones meant, with the uid that the catalog has for them now',
  );

/** Changes which entities a database belongs to, or who owns it. @public */
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
    .describe('Entities that no longer do'),
  owner: entityRefSchema
    .optional()
    .describe('Group or user that answers for it'),
  confirm: confirmSchema.optional(),
  resourceName: createDatabaseSchema.shape.resourceName,
  recordVersion: nameSchema
    .optional()
    .describe(
      'Record that the caller saw; refused where the database has another by now',
    ),
  adopt: z
    .boolean()
    .optional()
    .describe(
      'Take over a database that exists and belongs to no entity yet, or one that has the place of a lost one',
    ),
});
/** @public */
export type BindDatabase = z.infer<typeof bindDatabaseSchema>;

/** Confirms the entities of many bindings, each as `confirm` of one does. @public */
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
    .describe('Databases, each with what is to be confirmed'),
});
/** @public */
export type ConfirmBindings = z.infer<typeof confirmBindingsSchema>;

/** Removes a database with its data. @public */
export const removeDatabaseSchema = z.strictObject({
  force: z
    .boolean()
    .optional()
    .describe('Remove although sessions are open or protection is on'),
});
/** @public */
export type RemoveDatabase = z.infer<typeof removeDatabaseSchema>;

/** Takes a backup now. @public */
export const createBackupSchema = z.strictObject({
  method: nameSchema
    .optional()
    .describe("One of the database's backup methods; its default unless given"),
});
/** @public */
export type CreateBackup = z.infer<typeof createBackupSchema>;

/** Restarts a database or one of its instances. @public */
export const restartDatabaseSchema = z.strictObject({
  instance: nameSchema.optional().describe('Only this instance'),
  reload: z
    .boolean()
    .optional()
    .describe('Only read the configuration again, without a restart'),
});
/** @public */
export type RestartDatabase = z.infer<typeof restartDatabaseSchema>;

/** Moves the primary to another instance, on purpose. @public */
export const switchoverDatabaseSchema = z.strictObject({
  instance: nameSchema
    .optional()
    .describe(
      'Instance that becomes the primary; the provider chooses unless given',
    ),
});
/** @public */
export type SwitchoverDatabase = z.infer<typeof switchoverDatabaseSchema>;

/** Stops a database and keeps its data, or wakes it. @public */
export const hibernateDatabaseSchema = z.strictObject({
  wake: z.boolean().optional().describe('Start the database again'),
});
/** @public */
export type HibernateDatabase = z.infer<typeof hibernateDatabaseSchema>;

/** Keeps instances from running PostgreSQL, for an inspection, or lets them. @public */
export const fenceDatabaseSchema = z.strictObject({
  instances: z
    .array(nameSchema)
    .min(1)
    .max(50)
    .optional()
    .describe('Instances to fence; all unless given'),
  lift: z.boolean().optional().describe('Unfence the instances'),
});
/** @public */
export type FenceDatabase = z.infer<typeof fenceDatabaseSchema>;

/** Destroys one standby with its volume; the provider makes a new one. @public */
export const destroyInstanceSchema = z.strictObject({
  instance: nameSchema.describe('Standby to destroy'),
});
/** @public */
export type DestroyInstance = z.infer<typeof destroyInstanceSchema>;

/** Restores into a new database, beside the one that was backed up. @public */
export const restoreDatabaseSchema = z.strictObject({
  name: createDatabaseSchema.shape.name,
  entityRef: createDatabaseSchema.shape.entityRef,
  owner: createDatabaseSchema.shape.owner,
  resourceName: createDatabaseSchema.shape.resourceName,
  taskId: createDatabaseSchema.shape.taskId,
  backup: nameSchema
    .optional()
    .describe('Id of the backup; the newest that fits unless given'),
  targetTime: timestampSchema
    .optional()
    .describe(
      'Moment inside the recovery window; the end of the backup or of the archive unless given',
    ),
});
/** @public */
export type RestoreDatabase = z.infer<typeof restoreDatabaseSchema>;

/** Narrows a list of databases. @public */
export const listDatabasesSchema = z.strictObject({
  entityRef: entityRefSchema.optional().describe('Entity that uses them'),
  owner: entityRefSchema
    .optional()
    .describe('Group or user that answers for them'),
  provider: nameSchema.optional().describe('Provider that runs them'),
  state: databaseStateSchema.optional().describe('State that they are in'),
  unbound: z
    .boolean()
    .optional()
    .describe('true: only databases that belong to no entity'),
  dangling: z
    .boolean()
    .optional()
    .describe(
      'true: only databases whose binding names an entity, or an owner, that is gone, replaced or unconfirmed',
    ),
  cursor: z
    .string()
    .max(4_000)
    .optional()
    .describe('`nextCursor` of the page before'),
  limit: z
    .number()
    .int()
    .min(1)
    .max(500)
    .optional()
    .describe('Most databases on a page'),
});
/** @public */
export type ListDatabases = z.infer<typeof listDatabasesSchema>;
