import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '../messages';
import type { KubernetesObject } from './objects';

/** Another tool that owns an object, and where a change belongs. @public */
export interface ManagedBy {
  tool: 'Argo CD' | 'Flux' | 'Helm';
  /** Name of the application, kustomization or release, if the object contains it. */
  source?: string;
  /** What to do instead, one sentence. */
  where: Message;
}

function argo(object: KubernetesObject): ManagedBy | undefined {
  const { labels = {}, annotations = {}, name, namespace } = object.metadata;
  const where = (application?: string): ManagedBy => ({
    tool: 'Argo CD',
    source: application,
    where: application
      ? message('changeInGitOfApplication', { name: application })
      : message('changeInGitOfArgo'),
  });
  // Operators copy annotations to what they own, and other tools to other
  // namespaces. Argo CD compares the id with the object, and so does this.
  const tracking = annotations['argocd.argoproj.io/tracking-id'];
  const match = tracking?.match(/^(.+?):[^:]*\/([^/:]+):([^/:]*)\/([^/:]+)$/);
  const [, application, kind, ownerNamespace, target] = match ?? [];
  if (
    kind === object.kind &&
    target === name &&
    (!ownerNamespace || ownerNamespace === namespace)
  ) {
    return where(application);
  }
  const instance = labels['argocd.argoproj.io/instance'];
  if (instance && !object.metadata.ownerReferences?.length) {
    return where(instance);
  }
  return undefined;
}

function flux(object: KubernetesObject): ManagedBy | undefined {
  if (object.metadata.ownerReferences?.length) return undefined;
  const labels = object.metadata.labels ?? {};
  const sources = [
    ['kustomize.toolkit.fluxcd.io', 'changeInGitOfKustomization'],
    ['helm.toolkit.fluxcd.io', 'changeInValuesOfHelmRelease'],
  ] as const;
  for (const [prefix, where] of sources) {
    const name = labels[`${prefix}/name`];
    if (name) {
      const source = `${labels[`${prefix}/namespace`] ?? ''}/${name}`;
      return {
        tool: 'Flux',
        source,
        where: message(where, { name: source }),
      };
    }
  }
  return undefined;
}

function helm(object: KubernetesObject): ManagedBy | undefined {
  const { annotations = {}, ownerReferences } = object.metadata;
  const release = annotations['meta.helm.sh/release-name'];
  if (!release || ownerReferences?.length) return undefined;
  return {
    tool: 'Helm',
    source: release,
    where: message('changeInValuesOfRelease', { name: release }),
  };
}

const MANAGERS: Record<string, ManagedBy> = {
  'argocd-controller': {
    tool: 'Argo CD',
    where: message('changeInGitOfArgo'),
  },
  'kustomize-controller': {
    tool: 'Flux',
    where: message('changeInGitOfFlux'),
  },
  'helm-controller': {
    tool: 'Flux',
    where: message('changeInValuesOfFlux'),
  },
  helm: {
    tool: 'Helm',
    where: message('changeInValuesOfHelm'),
  },
};
MANAGERS['argocd-application-controller'] = MANAGERS['argocd-controller'];

/**
 * Returns the GitOps tool that owns an object, or undefined. Such an object is
 * never patched live, as the tool would revert it. Call it before
 * `managedFields` are stripped: with Argo CD's default tracking, they are the
 * only evidence.
 *
 * @public
 */
export function managedBy(object: KubernetesObject): ManagedBy | undefined {
  // Flux and Argo CD may render Helm charts: then they are the owners.
  const named = argo(object) ?? flux(object) ?? helm(object);
  if (named) return named;
  const entry = object.metadata.managedFields?.find(
    field => !field.subresource && Object.hasOwn(MANAGERS, field.manager ?? ''),
  );
  return entry && MANAGERS[entry.manager ?? ''];
}
