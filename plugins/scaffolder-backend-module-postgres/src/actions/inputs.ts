import { z } from 'zod';

export const refInput = z
  .string()
  .min(1)
  .describe('Ref of the database, for example server:main/orders');

/** Input of every action that can wait. */
export const waitSecondsInput = z
  .number()
  .int()
  .min(0)
  .max(86_400)
  .optional()
  .describe(
    'Maximum time to wait, in seconds. Default: 600; 0 does not wait. After this time the step succeeds as well, and the work continues without the task',
  );

export const DEFAULT_WAIT_SECONDS = 600;
