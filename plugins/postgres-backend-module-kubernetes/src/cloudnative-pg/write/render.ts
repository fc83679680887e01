import { dumpYaml } from '@kubernetes/client-node';
import {
  invalidField,
  type Manifests as Files,
} from '@pgstage/backstage-plugin-postgres-common';
import { allOf, manifestsOf, type Plan } from './manifests';

/** The files of a pull request: what `create` would write, and a kustomization that names them. */
export function render(plan: Plan): Files {
  if (plan.spec.options.initSqlAsOwner !== undefined) {
    throw invalidField(
      'options.initSqlAsOwner',
      'must be left out: Backstage runs it once and writes that down, and it writes to nothing that GitOps manages. Let a migration of the application do it',
    );
  }
  const manifests = allOf(manifestsOf(plan)).map(({ kind, object }) => [
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
