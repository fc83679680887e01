import { z } from 'zod';
import { namespaceName } from '../config/text';

/** The destination of Secret and ConfigMap for the application. @public */
export const credentialsOption = z.strictObject({
  cluster: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9._-]+$/, {
      message: 'must be the name of a cluster',
    })
    .optional(),
  namespace: namespaceName.optional(),
});
