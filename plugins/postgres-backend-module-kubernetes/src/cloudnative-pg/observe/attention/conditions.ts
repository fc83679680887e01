import type { Cause } from '../cause';
import { conditionOf, sinceOf, type Moment } from '../moment';

/** What conditions and annotations of the Cluster say besides its phase. */
export function conditionCauses(moment: Moment): Cause[] {
  const { found } = moment;
  const identity = conditionOf(found, 'ConsistentSystemID');
  const topology = conditionOf(found, 'SyncReplicationTopologySatisfied');
  const hibernation = conditionOf(found, 'cnpg.io/hibernation');
  return [
    ...(identity?.status === 'False' && identity.reason !== 'NotFound'
      ? [
          {
            id: 'system-id',
            weight: 'failing' as const,
            severity: 'error' as const,
            what: 'The instances do not hold the same database.',
            since: sinceOf(
              moment,
              'system-id',
              'on',
              identity.lastTransitionTime,
            ),
            meaning:
              'Some of them cannot be copies of the primary. Writes may be lost.',
            nextStep:
              'Ask the platform team at once, and change nothing before.',
            evidence: identity.message,
          },
        ]
      : []),
    ...(topology?.status === 'False' &&
    topology.reason !== 'TopologyNotExtracted'
      ? [
          {
            id: 'sync-topology',
            weight: 'degraded' as const,
            severity: 'warning' as const,
            what: 'Synchronous standbys are not spread over the failure domains as asked.',
            since: sinceOf(
              moment,
              'sync-topology',
              'on',
              topology.lastTransitionTime,
            ),
            meaning: 'The loss of one domain may lose or stop writes.',
            nextStep: 'Ask the platform team for nodes in further domains.',
            evidence: topology.message,
          },
        ]
      : []),
    ...(hibernation?.reason === 'WrongAnnotationValue'
      ? [
          {
            id: 'hibernation',
            weight: 'degraded' as const,
            severity: 'warning' as const,
            what: 'The operator does not understand the annotation for hibernation.',
            since: sinceOf(
              moment,
              'hibernation',
              'on',
              hibernation.lastTransitionTime,
            ),
            meaning: 'The database goes on running.',
            nextStep:
              'Hibernate or wake it from here, which writes the right value.',
            evidence: hibernation.message,
          },
        ]
      : []),
    ...(hibernation?.reason === 'WaitingForHealthy'
      ? [
          {
            id: 'hibernation',
            weight: 'note' as const,
            severity: 'warning' as const,
            what: 'It does not go to sleep before it is healthy.',
            since: sinceOf(
              moment,
              'hibernation',
              'waits',
              hibernation.lastTransitionTime,
            ),
            meaning: 'Its instances go on running meanwhile.',
            nextStep: 'Solve what is wrong with it, or wake it.',
            evidence: hibernation.message,
          },
        ]
      : []),
    ...(found.cluster.annotations['cnpg.io/reconciliationLoop'] === 'disabled'
      ? [
          {
            id: 'paused',
            weight: 'note' as const,
            severity: 'warning' as const,
            what: 'The operator was told to leave this database alone.',
            since: sinceOf(moment, 'paused'),
            meaning:
              'It is not repaired, and what is asked for here has no effect.',
            nextStep:
              'Ask the platform team to remove the annotation cnpg.io/reconciliationLoop.',
          },
        ]
      : []),
  ];
}
