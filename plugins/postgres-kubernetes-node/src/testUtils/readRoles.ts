import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { loadAllYaml } from '@kubernetes/client-node';

/** Folder of the ClusterRoles that pgstage ships. */
const ROLES = resolvePackagePath(
  '@pgstage/backstage-plugin-postgres-kubernetes-node',
  '../../deploy/kubernetes',
);

/** Returns the roles of a file, given by its name in deploy/kubernetes or its absolute path. */
export function readRoles(file: string): any[] {
  return loadAllYaml(readFileSync(resolve(ROLES, file), 'utf8'));
}
