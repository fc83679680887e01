import {
  POSTGRES_PORT,
  recordToAnnotations,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { labels, namesOf, otherThan, resources } from '../model';
import { metadataOf, selectorOf } from './metadata';
import type { DatabasePlan } from './plan';

const ports = [{ name: 'postgresql', port: POSTGRES_PORT }];

/**
 * Returns the read-write Service with the record. It selects the primary by the
 * name of the instance: a role label would be lost when its pod is recreated.
 */
export function readWriteService(plan: DatabasePlan): Manifest {
  const { readWrite, instance } = namesOf(plan.name);
  const { annotations, ...metadata } = metadataOf(
    { ...plan, owner: undefined },
    readWrite,
    { [labels.endpoint]: 'read-write' },
  );
  return {
    kind: resources.services,
    object: {
      metadata: {
        ...metadata,
        annotations: recordToAnnotations(plan.record),
      },
      spec: {
        selector: { [labels.instance]: instance(plan.primary ?? 0) },
        ports,
      },
    },
  };
}

/** Returns the Service with a DNS name for each pod, ready or not. */
export function headlessService(plan: DatabasePlan): Manifest {
  const { headless } = namesOf(plan.name);
  return {
    kind: resources.services,
    object: {
      metadata: metadataOf(plan, headless, { [labels.endpoint]: 'instances' }),
      spec: {
        clusterIP: 'None',
        publishNotReadyAddresses: true,
        selector: selectorOf(plan),
        ports,
      },
    },
  };
}

/** Returns the Service of the standbys: of all instances except the primary. */
export function readOnlyService(plan: DatabasePlan): Manifest {
  const { readOnly } = namesOf(plan.name);
  return {
    kind: resources.services,
    object: {
      metadata: metadataOf(plan, readOnly, { [labels.endpoint]: 'read-only' }),
      spec: {
        selector: {
          ...selectorOf(plan),
          [otherThan(plan.primary ?? 0)]: 'true',
        },
        ports,
      },
    },
  };
}
