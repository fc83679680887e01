import {
  providerMessage,
  recordContents,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { RecordedInstance } from '../../record';
import { type InstanceFacts, meaningOf } from '../../instance';
import type { AttentionDraft } from './AttentionDraft';

/** Reports a record with an invalid signature, or an older one. */
export function recordAttention({
  unconfirmed,
  replayed,
}: RecordedInstance): AttentionDraft[] {
  if (!unconfirmed) return [];
  return [
    {
      id: 'record-unsigned',
      severity: 'warning',
      what: replayed
        ? message('recordReplayed')
        : providerMessage('recordNotSigned'),
      meaning: message('recordGivesNoRights'),
      nextStep: providerMessage('adoptToConfirm'),
      evidence: recordContents(unconfirmed.binding),
    },
  ];
}

/** Time in which a restore is completed after the instance is available. */
const COMPLETES_MS = 60 * 60_000;

/** Reports a restored instance without its password and settings. */
export function restoreAttention(
  { instance, record }: RecordedInstance,
  now: Date,
): AttentionDraft[] {
  const { createdAt, status } = instance;
  const isLate =
    record?.restored?.incomplete &&
    meaningOf(status)?.kind === 'available' &&
    createdAt !== undefined &&
    now.getTime() - Date.parse(createdAt) > COMPLETES_MS;
  if (!isLate) return [];
  return [
    {
      id: 'restore-incomplete',
      severity: 'warning',
      what: message('restoreIncomplete'),
      meaning: message('restoredPassword'),
      nextStep: message('restoreRepeated'),
    },
  ];
}

/** Reports problems of the configuration of the instance. */
export function configurationAttention(
  instance: InstanceFacts,
): AttentionDraft[] {
  const { secret } = instance;
  return [
    ...(secret?.status === 'impaired'
      ? [
          {
            id: 'secret-impaired',
            severity: 'warning' as const,
            what: message('secretImpaired'),
            meaning: message('passwordStaysOld'),
            nextStep: message('checkSecretKey', { secret: secret.arn }),
          },
        ]
      : []),
    ...instance.parameterGroups.flatMap(parameterAttention),
    // A read replica has no backups of its own.
    ...(instance.retentionDays === 0 && !instance.replicaOf
      ? [
          {
            id: 'no-backups',
            severity: 'warning' as const,
            what: message('noBackups'),
            meaning: message('lossIsFinal'),
            nextStep: message('turnOnBackups'),
          },
        ]
      : []),
    ...(instance.public
      ? [
          {
            id: 'public',
            severity: 'warning' as const,
            what: message('isPublic'),
            meaning: message('reachableFromInternet'),
            nextStep: message('makePrivate'),
          },
        ]
      : []),
  ];
}

function parameterAttention({
  name: group,
  status,
}: InstanceFacts['parameterGroups'][number]): AttentionDraft[] {
  const common = {
    id: `parameters:${group}`,
    severity: 'warning' as const,
    meaning: message('parametersOld'),
  };
  switch (status) {
    case 'pending-reboot':
      return [
        {
          ...common,
          what: message('rebootNeeded', { group }),
          nextStep: message('rebootNext'),
        },
      ];
    case 'failed-to-apply':
      return [
        {
          ...common,
          what: message('parametersFailed', { group }),
          nextStep: message('checkParameters'),
        },
      ];
    default:
      return [];
  }
}

/** Reports read replicas whose replication failed. */
export function replicaAttention(replicas: InstanceFacts[]): AttentionDraft[] {
  return replicas.flatMap(({ identifier: name, replication }) =>
    replication && !replication.normal
      ? [
          {
            id: `replica:${name}`,
            severity: 'error',
            what: message('replicaFails', {
              name,
              status: replication.status,
            }),
            meaning: message('replicaIsOld'),
            nextStep: message('checkReplica'),
            evidence: replication.message,
          },
        ]
      : [],
  );
}
