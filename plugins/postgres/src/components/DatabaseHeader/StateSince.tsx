import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useTranslate } from '../../translation';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';

/** Why a database is in its state, and since when. */
export const StateSince = ({
  status: { state, reason, since, sinceAtLeast },
}: Pick<DatabaseView, 'status'>) => {
  const t = useTranslate();
  const parts = {
    reason: <TextWithTimes text={reason} />,
    time: <Timestamp value={since} />,
  };
  if (sinceAtLeast) return t('page.header.sinceAtLeast', parts);
  return state === 'working'
    ? t('page.header.workingSince', parts)
    : t('page.header.since', parts);
};
