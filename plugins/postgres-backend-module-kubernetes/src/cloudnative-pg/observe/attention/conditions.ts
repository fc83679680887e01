import {
  sinceOf,
  type Cause,
  type Condition,
  type JudgedMoment,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { FoundDatabase } from '../../model';
import { conditionOf } from '../conditionOf';

type Text = Pick<Cause, 'id' | 'weight' | 'what' | 'meaning' | 'nextStep'>;

/** What conditions and annotations of the Cluster say besides its phase. */
export function conditionCauses(moment: JudgedMoment<FoundDatabase>): Cause[] {
  const { found } = moment;
  const rows = (
    holds: boolean,
    text: Text,
    {
      message: said,
      lastTransitionTime,
      reason = 'on',
    }: Partial<Condition> = {},
  ): Cause[] =>
    holds
      ? [
          {
            ...text,
            severity: text.weight === 'failing' ? 'error' : 'warning',
            ...sinceOf(moment, text.id, reason, lastTransitionTime),
            evidence: said,
          },
        ]
      : [];
  const identity = conditionOf(found, 'ConsistentSystemID');
  const topology = conditionOf(found, 'SyncReplicationTopologySatisfied');
  const hibernation = conditionOf(found, 'cnpg.io/hibernation');
  return [
    ...rows(
      identity?.status === 'False' && identity.reason !== 'NotFound',
      {
        id: 'system-id',
        weight: 'failing',
        what: message('instancesHoldOtherData'),
        meaning: message('writesMayBeLost'),
        nextStep: message('askBeforeAnyChange'),
      },
      identity,
    ),
    ...rows(
      topology?.status === 'False' &&
        topology.reason !== 'TopologyNotExtracted',
      {
        id: 'sync-topology',
        weight: 'degraded',
        what: message('standbysNotSpread'),
        meaning: message('domainFailureLosesWrites'),
        nextStep: message('askForDomains'),
      },
      topology,
    ),
    ...rows(
      hibernation?.reason === 'WrongAnnotationValue',
      {
        id: 'hibernation',
        weight: 'degraded',
        what: message('hibernationInvalid'),
        meaning: message('databaseKeepsRunning'),
        nextStep: message('hibernateAgain'),
      },
      hibernation,
    ),
    ...rows(
      hibernation?.reason === 'WaitingForHealthy',
      {
        id: 'hibernation',
        weight: 'note',
        what: message('hibernationWaits'),
        meaning: message('instancesKeepRunning'),
        nextStep: message('solveOrWake'),
      },
      hibernation,
    ),
    ...rows(
      found.cluster.annotations['cnpg.io/reconciliationLoop'] === 'disabled',
      {
        id: 'paused',
        weight: 'note',
        what: message('reconciliationDisabled'),
        meaning: message('nothingIsApplied'),
        nextStep: message('askToRemoveAnnotation', {
          annotation: 'cnpg.io/reconciliationLoop',
        }),
      },
    ),
    ...rows(
      found.cluster.annotations['cnpg.io/reconcilePodSpec'] === 'disabled',
      {
        id: 'pods-paused',
        weight: 'note',
        what: message('podChangesDisabled'),
        meaning: message('podChangesWait'),
        nextStep: message('askToRemoveAnnotation', {
          annotation: 'cnpg.io/reconcilePodSpec',
        }),
      },
    ),
  ];
}
