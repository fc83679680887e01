import type { Config } from '@backstage/config';
import { parseConfig } from '@pgstage/backstage-plugin-postgres-node/provider';
import { z } from 'zod';

const namespaceSchema = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
    message: 'must be the name of a namespace',
  });

const storeSchema = z.strictObject({
  cluster: z.string().optional(),
  namespace: namespaceSchema.optional(),
  namespaces: z.array(namespaceSchema).min(1).optional(),
  services: z.boolean().optional(),
});

/** Configuration of the credential store `kubernetes`. @public */
export type KubernetesStoreConfig = z.output<typeof storeSchema>;

/**
 * Reads `postgres.kubernetes.credentialStore`.
 *
 * @throws InputError that names each wrong key.
 * @public
 */
export function readStoreConfig(config: Config): KubernetesStoreConfig {
  return (
    parseConfig(config, 'postgres.kubernetes.credentialStore', storeSchema) ??
    {}
  );
}
