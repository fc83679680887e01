import {
  sinceOf,
  type RankedAttention,
  type Condition,
  type RuleInput,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../../messages';
import type { CloudNativePgSnapshot } from '../../model';
import { conditionOf } from '../conditionOf';

type Text = Pick<
  RankedAttention,
  'id' | 'impact' | 'what' | 'meaning' | 'nextStep'
>;

/** Returns what conditions and annotations of the Cluster report in addition to its phase. */
export function conditionAttention(
  input: RuleInput<CloudNativePgSnapshot>,
): RankedAttention[] {
  const { snapshot } = input;
  const rows = (
    holds: boolean,
    text: Text,
    {
      message: evidence,
      lastTransitionTime,
      reason = 'on',
    }: Partial<Condition> = {},
  ): RankedAttention[] =>
    holds
      ? [
          {
            ...text,
            severity: text.impact === 'failing' ? 'error' : 'warning',
            ...sinceOf(input, text.id, reason, lastTransitionTime),
            evidence,
          },
        ]
      : [];
  const identity = conditionOf(snapshot, 'ConsistentSystemID');
  const topology = conditionOf(snapshot, 'SyncReplicationTopologySatisfied');
  const hibernation = conditionOf(snapshot, 'cnpg.io/hibernation');
  return [
    ...rows(
      identity?.status === 'False' && identity.reason !== 'NotFound',
      {
        id: 'system-id',
        impact: 'failing',
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
        impact: 'degraded',
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
        impact: 'degraded',
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
        impact: 'note',
        what: message('hibernationWaits'),
        meaning: message('instancesKeepRunning'),
        nextStep: message('solveOrWake'),
      },
      hibernation,
    ),
    ...rows(
      snapshot.cluster.annotations['cnpg.io/reconciliationLoop'] === 'disabled',
      {
        id: 'paused',
        impact: 'note',
        what: message('reconciliationDisabled'),
        meaning: message('nothingIsApplied'),
        nextStep: message('askToRemoveAnnotation', {
          annotation: 'cnpg.io/reconciliationLoop',
        }),
      },
    ),
    ...rows(
      snapshot.cluster.annotations['cnpg.io/reconcilePodSpec'] === 'disabled',
      {
        id: 'pods-paused',
        impact: 'note',
        what: message('podChangesDisabled'),
        meaning: message('podChangesWait'),
        nextStep: message('askToRemoveAnnotation', {
          annotation: 'cnpg.io/reconcilePodSpec',
        }),
      },
    ),
  ];
}
