import { dumpYaml } from '@kubernetes/client-node';
import type { Manifests as Files } from '@pgstage/backstage-plugin-postgres-common';
import type { Manifest } from './Manifest';

/** The files of a pull request: what is to be written, and a kustomization that names them. @public */
export function manifestFiles(all: Manifest[]): Files {
  const manifests = all.map(({ kind, object }) => [
    `${kind.kind.toLowerCase()}-${object.metadata.name}.yaml`,
    // Long lines are not folded: SQL and refs stay readable in a diff.
    dumpYaml(object, { lineWidth: -1, noRefs: true }),
  ]);
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources: manifests.map(([path]) => path),
  };
  return {
    files: Object.fromEntries([
      ...manifests,
      ['kustomization.yaml', dumpYaml(kustomization)],
    ]),
  };
}
