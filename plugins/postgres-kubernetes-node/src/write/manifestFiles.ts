import { dumpYaml } from '@kubernetes/client-node';
import type { Manifests as Files } from '@pgstage/backstage-plugin-postgres-common';
import type { Manifest } from './Manifest';

/** Returns the files of a pull request: the manifests, and a kustomization that lists them. @public */
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
