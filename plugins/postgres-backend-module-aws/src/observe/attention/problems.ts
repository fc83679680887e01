import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { InstanceFacts } from '../../instance';
import { meaningOf } from '../../instance';
import type { AttentionDraft } from './AttentionDraft';

/** Next steps by status. */
const nextSteps = {
  failed: 'failedNext',
  'inaccessible-encryption-credentials': 'keyNext',
  'inaccessible-encryption-credentials-recoverable': 'keyForNowNext',
  'incompatible-network': 'networkNext',
  'incompatible-option-group': 'optionGroupNext',
  'incompatible-parameters': 'parametersNext',
  'incompatible-restore': 'restoreNext',
  'insufficient-capacity': 'capacityNext',
  'restore-error': 'restoreNext',
  'storage-full': 'storageFullNext',
} as const;

/** Reports a status that requires action. */
export function problemAttention({ status }: InstanceFacts): AttentionDraft[] {
  const meaning = meaningOf(status);
  if (meaning?.kind !== 'problem') return [];
  return [
    {
      id: `status:${status}`,
      severity: 'error',
      what: message('statusProblem', { status, reason: meaning.reason }),
      meaning: meaning.closed
        ? providerMessage('applicationsCannotConnect')
        : message('connectionsMayFail'),
      nextStep: message(nextSteps[status as keyof typeof nextSteps]),
    },
  ];
}
