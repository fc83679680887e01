import { z } from 'zod';
import { anyImage } from './nameRules';

/** PgBouncer in front of a database. @public */
export const poolerOption = z.strictObject({
  mode: z
    .enum(['session', 'transaction'])
    .optional()
    .describe('session unless given'),
  instances: z
    .number()
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe('1 unless given'),
  type: z
    .enum(['rw', 'ro'])
    .optional()
    .describe(
      'In front of the primary (rw, unless given) or the standbys (ro)',
    ),
  maxClientConnections: z.number().int().min(1).optional(),
  defaultPoolSize: z.number().int().min(1).optional(),
  image: anyImage.optional(),
});

/** Standbys that confirm a write before it is committed. @public */
export const synchronousOption = z.strictObject({
  number: z.number().int().min(1).max(14),
  method: z.enum(['any', 'first']).optional(),
  durability: z
    .enum(['required', 'preferred'])
    .optional()
    .describe('required: writes wait if too few standbys are ready'),
});
