import { useCallback, useState } from 'react';
import {
  Backup,
  Backups,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from './usePolling';
import { useSection } from './useSection';

export interface PolledBackups extends Polled<Section<Backups>> {
  /** Shows a backup that was just started, which the next answers may not hold yet. */
  started(backup: Backup): void;
}

/**
 * The backups of a database, followed closely while one of them runs or WAL is
 * not archived, and read anew when it becomes safe or is no longer.
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

/** Whether what it tells may be over in a moment: a backup, or archiving that fails. */
function isMoving(data: Backups | undefined): boolean {
  return (
    data?.backups.some(({ status }) => status === 'running') ||
    ['attention', 'changing'].includes(data?.archiving.state ?? '')
  );
}

// What the list says of it counts; the answer to the start only until it is listed.
function withStarted(
  section: Section<Backups>,
  own: Backup | undefined,
): Section<Backups> {
  const { data } = section;
  if (!own || !data || data.backups.some(({ id }) => id === own.id))
    return section;
  return { ...section, data: { ...data, backups: [own, ...data.backups] } };
}
