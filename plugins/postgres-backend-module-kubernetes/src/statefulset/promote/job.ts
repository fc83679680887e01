import {
  POSTGRES_PORT,
  type JobRequest,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { z } from 'zod';
import { imageOf } from '../manifests/podSpec';
import type { DatabasePlan } from '../manifests/plan';
import {
  labels,
  namesOf,
  PROMOTION_JOB,
  promotionOf,
  REPLICATION_ROLE,
  resources,
  slotOf,
  type Promotion,
} from '../model';
import { PROMOTE } from './script';

/** What the Job reports: whether the standby has become a primary, or null if that is not known. */
export const promotionVerdict = z.strictObject({
  promoted: z.boolean().nullable(),
  /** The last output, with base64 because it may not be valid JSON. */
  said: z.base64(),
});

type PromotionVerdict = z.output<typeof promotionVerdict>;

/** Longer than the waits of the script together. */
export const DEADLINE_SECONDS = 15 * 60;

/** Returns the Job of a promotion. It connects as a standby does: that role may promote, and can change no data. */
export function promotionJob(
  plan: DatabasePlan,
  { id, from, to, unsure }: Promotion,
): JobRequest<PromotionVerdict> {
  const { namespace, name, spec, config, owner } = plan;
  const { readWrite, headless, replication, instance } = namesOf(name);
  const hostOf = (each: string) => `${each}-0.${headless}.${namespace}.svc`;
  const others = Array.from({ length: spec.instances }, (_, index) =>
    instance(index),
  ).filter(each => each !== from && each !== to);
  return {
    owner: {
      kind: resources.services,
      namespace,
      name: readWrite,
      uid: owner?.uid ?? '',
    },
    record: PROMOTION_JOB,
    purpose: 'promote',
    id,
    // It may have been replaced or cancelled in the meantime.
    isRequested: service => promotionOf(service)?.id === id,
    image: imageOf(plan),
    command: ['sh', '-c', PROMOTE],
    environment: {
      TARGET: hostOf(to),
      // What is known if it does not respond.
      BEFORE: unsure ? 'null' : 'false',
      OTHERS: others.map(hostOf).join(' '),
      SLOTS: others.map(slotOf).join(' '),
      PGPORT: `${POSTGRES_PORT}`,
      PGDATABASE: 'postgres',
      PGUSER: REPLICATION_ROLE,
      PGPASSWORD: { secret: replication, key: 'password' },
      PGCONNECT_TIMEOUT: '10',
      PGAPPNAME: 'pgstage promote',
    },
    labels: { [labels.backupOf]: readWrite },
    verdict: promotionVerdict,
    deadlineSeconds: DEADLINE_SECONDS,
    pod: {
      runAsUser: config.userId,
      imagePullSecrets: config.imagePullSecrets.map(each => ({ name: each })),
    },
  };
}
