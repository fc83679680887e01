import { useCallback, useState } from 'react';
import {
  Backup,
  Backups,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from './usePolling';
import { useSection } from './useSection';

export interface PolledBackups extends Polled<Section<Backups>> {
  /** Shows a backup that was just started, until the list contains it. */
  started(backup: Backup): void;
}

/**
 * Returns the backups of a database. Polls more often while one of them is
 * running or WAL is not archived, and reloads when `safe` changes.
 */
export function useBackups(ref: string, safe: boolean | null): PolledBackups {
  const [own, setOwn] = useState<Backup>();
  const polled = useSection(
    'getBackups',
    ref,
    section => (isMoving(withStarted(section, own).data) ? 5 : 60),
    String(safe),
  );
  const { refresh } = polled;
  const started = useCallback(
    (backup: Backup) => {
      setOwn(backup);
      refresh();
    },
    [refresh],
  );
  return {
    ...polled,
    data: polled.data && withStarted(polled.data, own),
    started,
  };
}

/** Returns whether the data may change soon: a running backup, or archiving that fails. */
function isMoving(data: Backups | undefined): boolean {
  return (
    data?.backups.some(({ status }) => status === 'running') ||
    ['attention', 'changing'].includes(data?.archiving.state ?? '')
  );
}

// The entry in the list takes precedence over the response of the start.
function withStarted(
  section: Section<Backups>,
  own: Backup | undefined,
): Section<Backups> {
  const { data } = section;
  if (!own || !data || data.backups.some(({ id }) => id === own.id))
    return section;
  return { ...section, data: { ...data, backups: [own, ...data.backups] } };
}
