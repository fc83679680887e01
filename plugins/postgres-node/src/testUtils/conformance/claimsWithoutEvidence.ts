import type {
  Backups,
  Database,
  Evidence,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import type { SufficientSources } from '../../contract/SufficientSources';

/** Clocks differ: a server tells the time by its own. */
const CLOCK_MS = 60_000;

/** What a provider answers with or tells, as far as it claims something. */
export type Claims = Partial<
  Pick<Database, 'usable' | 'safe' | 'summary'> &
    Pick<Health, 'instances'> &
    Pick<Backups, 'recoveryWindow' | 'archiving'>
>;

type Green = [kind: keyof SufficientSources, evidence: Evidence];

/** Each green with what it rests on. */
export function positiveClaims({
  usable,
  safe,
  summary,
  instances = [],
  recoveryWindow,
  archiving,
}: Claims): Green[] {
  const window = recoveryWindow ?? summary?.recoveryWindow;
  return [
    ...(usable?.value ? ([['usable', usable]] as Green[]) : []),
    ...(safe?.value ? ([['safe', safe]] as Green[]) : []),
    ...(window && !window.unproven
      ? ([['recoveryWindow', window.evidence]] as Green[])
      : []),
    ...(archiving?.state === 'working'
      ? ([['archiving', archiving.evidence]] as Green[])
      : []),
    ...instances.flatMap(instance =>
      instance.state === 'working'
        ? ([['instance', instance.evidence]] as Green[])
        : [],
    ),
  ];
}

/** Each green that rests on what does not suffice, or on what nobody can have seen yet. */
export function claimsWithoutEvidence(
  sources: SufficientSources,
  claims: Claims,
  now = Date.now(),
): string[] {
  return positiveClaims(claims).flatMap(([kind, { source, at }]) => {
    if (!sources[kind].includes(source))
      return [`${kind} rests on '${source}', which does not suffice`];
    return Date.parse(at) > now + CLOCK_MS
      ? [`${kind} was seen at ${at}, which has not come yet`]
      : [];
  });
}
