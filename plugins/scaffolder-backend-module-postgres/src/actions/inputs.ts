import { z } from 'zod';

export const refInput = z
  .string()
  .min(1)
  .describe('Ref of the database, for example server:main/orders');

/** Asked by every action that can wait. */
export const waitSecondsInput = z
  .number()
  .int()
  .min(0)
  .max(86_400)
  .optional()
  .describe(
    'How long to wait, in seconds: 600 unless given, 0 does not wait. When time is up the step still succeeds, and the work goes on without the task',
  );

export const DEFAULT_WAIT_SECONDS = 600;
