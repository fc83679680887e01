import { z } from 'zod';
import { messageSchema } from '../messages';
import { verdictSchema } from './evidence';
import { reportedListSchema, reportedNameSchema } from './reported';
import {
  databaseStateSchema,
  sinceAtLeastSchema,
  timestampSchema,
} from './status';

/**
 * Replication lag of a standby in bytes of WAL and in seconds, from
 * `pg_stat_replication`; absent means unknown.
 *
 * @public
 */
export const lagSchema = z.object({
  sentBytes: z.number().optional(),
  writeBytes: z.number().optional(),
  flushBytes: z.number().optional(),
  replayBytes: z.number().optional(),
  writeSeconds: z.number().optional(),
  flushSeconds: z.number().optional(),
  replaySeconds: z.number().optional(),
});
/** @public */
export type Lag = z.infer<typeof lagSchema>;

/**
 * A PostgreSQL server process of a database. The reason is the detailed state:
 * `streaming`, `catching up`, `not connected`.
 *
 * @public
 */
export const instanceHealthSchema = verdictSchema.and(
  z.object({
    name: reportedNameSchema,
    role: z.enum(['primary', 'standby']),
    since: timestampSchema.optional(),
    sinceAtLeast: sinceAtLeastSchema,
    host: reportedNameSchema.optional(),
    port: z.number().int().optional(),
    timeline: z.number().int().optional(),
    lag: lagSchema.optional(),
    /** As in `pg_stat_replication`: async, potential, sync, quorum. */
    syncState: reportedNameSchema.optional(),
    startedAt: timestampSchema.optional(),
    node: reportedNameSchema.optional(),
    zone: reportedNameSchema.optional(),
    restarts: z.number().int().optional(),
  }),
);
/** @public */
export type InstanceHealth = z.infer<typeof instanceHealthSchema>;

/** A replication slot, and the WAL that it retains. @public */
export const slotSchema = z.object({
  name: reportedNameSchema,
  type: z.enum(['physical', 'logical']),
  active: z.boolean(),
  retainedBytes: z.number().optional(),
  /** As in `pg_replication_slots`: reserved, extended, unreserved, lost. */
  walStatus: reportedNameSchema.optional(),
});
/** @public */
export type Slot = z.infer<typeof slotSchema>;

/**
 * A part of a database other than an instance: a service, certificate, volume,
 * pooler, declared role or database, or a condition that the operator reports.
 *
 * @public
 */
export const partSchema = z.object({
  kind: z.enum([
    'service',
    'certificate',
    'volume',
    'pooler',
    'role',
    'database',
    'condition',
  ]),
  name: reportedNameSchema,
  /** For people; absent: they know it by its name. */
  title: messageSchema.optional(),
  state: databaseStateSchema,
  /** The detailed state: `UP, 2 endpoints`, `expires in 12 days`, `role "x" does not exist`. */
  reason: messageSchema,
  /** Certificates only. */
  expiresAt: timestampSchema.optional(),
  /** Volumes only: the capacity. */
  sizeBytes: z.number().optional(),
});
/** @public */
export type Part = z.infer<typeof partSchema>;

/** Section `health`. @public */
export const healthSchema = z.object({
  instances: reportedListSchema(instanceHealthSchema),
  slots: reportedListSchema(slotSchema),
  connections: z
    .object({ used: z.number(), allowed: z.number().optional() })
    .optional(),
  sizeBytes: z.number().optional(),
  /** Absent: the provider reports no parts. */
  parts: reportedListSchema(partSchema).optional(),
  /** What the provider cannot read, and a sentence about the permission that it needs in the engine. */
  forbidden: reportedListSchema(
    z.object({ what: messageSchema, needs: messageSchema }),
  ),
});
/** @public */
export type Health = z.infer<typeof healthSchema>;
