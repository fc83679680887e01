import { randomBytes } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { ProvisionDatabase } from '@pgstage/backstage-plugin-postgres-node';
import {
  apiVersionOf,
  namespaceOf,
  newRecord,
  recordOf,
  type KubernetesObject,
  type Manifest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { restoreStateOf } from '../backups/restoreState';
import { manifestsOf, secretsOf, type DatabasePlan } from '../manifests';
import { message } from '../messages';
import {
  nameOf,
  namesOf,
  primaryOf,
  promotionOf,
  refOf,
  REMOVAL,
  resources,
  restoreJobOf,
  type StatefulSetContext,
} from '../model';
import { resolveSpec, withDefaults } from './resolveSpec';

type Of = Pick<StatefulSetContext, 'name' | 'config'>;

/** Checks a request and returns its plan. @throws InvalidFieldsError that names every field. */
export function planOf(
  { name: cluster, config }: Of,
  request: ProvisionDatabase,
  actor?: string,
): DatabasePlan {
  const { name, location } = request;
  const spec = resolveSpec(config, name, request);
  const namespace = namespaceOf(config, location);
  return {
    ref: refOf({ cluster, namespace, name: namesOf(name).readWrite }),
    namespace,
    name,
    spec,
    record: newRecord(request, spec, actor),
    config,
  };
}

/**
 * Returns the plan of an existing database, from the record of its Service.
 *
 * @throws ConflictError for a record that does not define all parts: it cannot
 * be read, or it is that of an adopted or removed database.
 */
export function recordedPlan(
  { name: cluster, config }: Of,
  live: KubernetesObject,
): DatabasePlan {
  const { metadata } = live;
  const { name: service, namespace = '', uid = '' } = metadata;
  const record = recordOf(metadata.annotations);
  if (record.adopted) throw new ConflictError(message('adoptedStays').text);
  if (metadata.annotations?.[REMOVAL])
    throw new ConflictError(message('isBeingRemoved', { service }).text);
  if (record.spec.instances === undefined)
    throw new ConflictError(message('recordUnreadable', { service }).text);
  const name = nameOf(service);
  const { kind } = resources.services;
  return {
    ref: refOf({ cluster, namespace, name: service }),
    namespace,
    name,
    spec: withDefaults(config, name, record.spec),
    record,
    config,
    primary: Math.max(0, namesOf(name).indexOf(primaryOf(live))),
    promotion: promotionOf(live),
    isFilled:
      restoreStateOf({ record, restoreJob: restoreJobOf({ metadata }) })
        .state === 'filled',
    owner: {
      apiVersion: apiVersionOf(resources.services),
      kind,
      name: service,
      uid,
    },
  };
}

/** Only letters and digits: they need no escape in any file or connection string. */
export const newPassword = (): string => randomBytes(24).toString('hex');

/** Returns the parts that have to exist, in the order in which they are created. */
export const requiredParts = (plan: DatabasePlan): Manifest[] => [
  ...secretsOf(plan, newPassword),
  ...manifestsOf(plan).after,
];
