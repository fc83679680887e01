import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { loadAllYaml } from '@kubernetes/client-node';

/** Where this repository keeps the ClusterRoles that it ships. */
const ROLES = resolvePackagePath(
  '@pgstage/backstage-plugin-postgres-kubernetes-node',
  '../../deploy/kubernetes',
);

/** The roles in a file, named as in deploy/kubernetes or by its absolute path. */
export function readRoles(file: string): any[] {
  return loadAllYaml(readFileSync(resolve(ROLES, file), 'utf8'));
}
