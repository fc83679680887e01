import { randomUUID } from 'node:crypto';
import type { KubernetesObject } from '../../plugins/postgres-kubernetes-node/src/cluster';
import { recordToAnnotations } from '../../plugins/postgres-kubernetes-node/src/model/record';
import { databaseAt, uidAt } from '../databases';
import { RECORDED, type TemplateObject } from './template';

/**
 * Returns the objects of the template as those of the nth database, bound to
 * its entity. The Cluster gets the label of its pods, because the peer finds
 * objects by one label.
 */
export function copyOf(
  template: TemplateObject[],
  index: number,
): TemplateObject[] {
  const { name, namespace, owner, entityRef } = databaseAt(index);
  const binding = recordToAnnotations({
    spec: { instances: 3 },
    binding: {
      resourceRef: `resource:default/${name}`,
      entityRefs: [entityRef],
      owner,
      entityUids: { [entityRef]: uidAt(index) },
    },
    created: { by: owner },
    // As after the follow-up work, so that none is left.
    credentials: { store: 'kubernetes', secretRef: `${namespace}/${name}` },
  });
  return template.map(({ resource, object }) => {
    const text = JSON.stringify(object)
      .replaceAll(RECORDED.namespace, namespace)
      .replaceAll(RECORDED.name, name)
      // A status request to a pod must fail immediately: no pods run here.
      .replaceAll(/10\.244\.\d+\.(\d+)/g, '127.0.0.$1');
    const copy = JSON.parse(text) as KubernetesObject;
    const { resourceVersion, ...metadata } = copy.metadata;
    const isCluster = resource.kind === 'Cluster';
    return {
      resource,
      object: {
        ...copy,
        metadata: {
          ...metadata,
          uid: randomUUID(),
          labels: {
            ...metadata.labels,
            ...(isCluster && { 'cnpg.io/cluster': name }),
          },
          annotations: { ...metadata.annotations, ...(isCluster && binding) },
        },
      },
    };
  });
}
