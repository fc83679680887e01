import {
  sinceOf,
  type Cause,
  type Condition,
  type JudgedMoment,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import type { FoundDatabase } from '../../model';
import { conditionOf } from '../conditionOf';

type Text = Pick<Cause, 'id' | 'weight' | 'what' | 'meaning' | 'nextStep'>;

/** What conditions and annotations of the Cluster say besides its phase. */
export function conditionCauses(moment: JudgedMoment<FoundDatabase>): Cause[] {
  const { found } = moment;
  const rows = (
    holds: boolean,
    text: Text,
    { message, lastTransitionTime, reason = 'on' }: Partial<Condition> = {},
  ): Cause[] =>
    holds
      ? [
          {
            ...text,
            severity: text.weight === 'failing' ? 'error' : 'warning',
            ...sinceOf(moment, text.id, reason, lastTransitionTime),
            evidence: message,
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
        what: 'The instances do not hold the same database.',
        meaning:
          'Some of them cannot be copies of the primary. Writes may be lost.',
        nextStep: 'Ask the platform team at once, and change nothing before.',
      },
      identity,
    ),
    ...rows(
      topology?.status === 'False' &&
        topology.reason !== 'TopologyNotExtracted',
      {
        id: 'sync-topology',
        weight: 'degraded',
        what: 'Synchronous standbys are not spread over the failure domains as asked.',
        meaning: 'The loss of one domain may lose or stop writes.',
        nextStep: 'Ask the platform team for nodes in further domains.',
      },
      topology,
    ),
    ...rows(
      hibernation?.reason === 'WrongAnnotationValue',
      {
        id: 'hibernation',
        weight: 'degraded',
        what: 'The operator does not understand the annotation for hibernation.',
        meaning: 'The database goes on running.',
        nextStep:
          'Hibernate or wake it from here, which writes the right value.',
      },
      hibernation,
    ),
    ...rows(
      hibernation?.reason === 'WaitingForHealthy',
      {
        id: 'hibernation',
        weight: 'note',
        what: 'It does not go to sleep before it is healthy.',
        meaning: 'Its instances go on running meanwhile.',
        nextStep: 'Solve what is wrong with it, or wake it.',
      },
      hibernation,
    ),
    ...rows(
      found.cluster.annotations['cnpg.io/reconciliationLoop'] === 'disabled',
      {
        id: 'paused',
        weight: 'note',
        what: 'The operator was told to leave this database alone.',
        meaning:
          'It is not repaired, and what is asked for here has no effect.',
        nextStep:
          'Ask the platform team to remove the annotation cnpg.io/reconciliationLoop.',
      },
    ),
    ...rows(
      found.cluster.annotations['cnpg.io/reconcilePodSpec'] === 'disabled',
      {
        id: 'pods-paused',
        weight: 'note',
        what: 'The operator was told not to change pods that run.',
        meaning:
          'Resources and other settings of the pods take effect only when one is made anew.',
        nextStep:
          'Ask the platform team to remove the annotation cnpg.io/reconcilePodSpec.',
      },
    ),
  ];
}
