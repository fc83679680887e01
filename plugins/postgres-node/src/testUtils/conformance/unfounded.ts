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
    Pick<Health, 'members'> &
    Pick<Backups, 'recoveryWindow' | 'archiving'>
>;

/** Each green that rests on what does not suffice, or on what nobody can have seen yet. */
export function unfounded(
  sources: SufficientSources,
  { usable, safe, summary, members = [], recoveryWindow, archiving }: Claims,
  now = Date.now(),
): string[] {
  const window = recoveryWindow ?? summary?.recoveryWindow;
  const greens: Array<[keyof SufficientSources, Evidence | undefined]> = [
    ['usable', usable?.value ? usable : undefined],
    ['safe', safe?.value ? safe : undefined],
    ['recoveryWindow', window?.unproven ? undefined : window?.evidence],
    [
      'archiving',
      archiving?.state === 'working' ? archiving.evidence : undefined,
    ],
    ...members.map(
      member =>
        [
          'member',
          member.state === 'working' ? member.evidence : undefined,
        ] as ['member', Evidence | undefined],
    ),
  ];
  return greens.flatMap(([kind, evidence]) => {
    if (!evidence) return [];
    const { source, at } = evidence;
    if (!sources[kind].includes(source))
      return [`${kind} rests on '${source}', which does not suffice`];
    return Date.parse(at) > now + CLOCK_MS
      ? [`${kind} was seen at ${at}, which has not come yet`]
      : [];
  });
}
