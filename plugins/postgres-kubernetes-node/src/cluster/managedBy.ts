import type { KubernetesObject } from './objects';

/** Another tool that owns an object, and where a change belongs. @public */
export interface ManagedBy {
  tool: 'Argo CD' | 'Flux' | 'Helm';
  /** Name of the application, kustomization or release, if the object contains it. */
  source?: string;
  /** What to do instead, one sentence. */
  where: string;
}

function argo(object: KubernetesObject): ManagedBy | undefined {
  const { labels = {}, annotations = {}, name, namespace } = object.metadata;
  const where = (application?: string): ManagedBy => ({
    tool: 'Argo CD',
    source: application,
    where: `Change it in the Git repository that Argo CD's ${
      application ? `application '${application}'` : 'application'
    } reads.`,
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
    ['kustomize.toolkit.fluxcd.io', 'Kustomization', 'Git repository'],
    ['helm.toolkit.fluxcd.io', 'HelmRelease', 'values'],
  ];
  for (const [prefix, kind, storage] of sources) {
    const name = labels[`${prefix}/name`];
    if (name) {
      const source = `${labels[`${prefix}/namespace`] ?? ''}/${name}`;
      return {
        tool: 'Flux',
        source,
        where: `Change it in the ${storage} of Flux's ${kind} '${source}'.`,
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
    where: `Change it in the values of the Helm release '${release}' and upgrade the release.`,
  };
}

const MANAGERS: Record<string, ManagedBy> = {
  'argocd-controller': {
    tool: 'Argo CD',
    where: 'Change it in the Git repository that Argo CD reads.',
  },
  'kustomize-controller': {
    tool: 'Flux',
    where: 'Change it in the Git repository that Flux reads.',
  },
  'helm-controller': {
    tool: 'Flux',
    where: "Change it in the values of Flux's HelmRelease.",
  },
  helm: {
    tool: 'Helm',
    where: 'Change it in the values of its Helm release and upgrade it.',
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
