import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';

/** A word that says more than "Changing" of what lasts; nothing where the state's own fits. */
export function stateWord({
  status,
  hibernated,
  fenced = [],
}: DatabaseView): string | undefined {
  if (status.state !== 'changing') return undefined;
  if (hibernated) return 'Hibernated';
  return fenced.length ? 'Fenced' : undefined;
}
