import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { useTranslate } from '../../translation';
import { ReasonText } from '../MessageText/ReasonText';
import { Timestamp } from '../Timestamp/Timestamp';

/** Shows the reason of the state of a database, and since when. */
export const StateSince = ({
  status: { state, reason, since, sinceAtLeast },
  usable,
}: Pick<DatabaseView, 'status' | 'usable'>) => {
  const t = useTranslate();
  const parts = {
    reason: <ReasonText of={reason} />,
    time: <Timestamp value={since} />,
  };
  // Other reasons are complete sentences.
  if (state !== 'working' || !usable.value)
    return sinceAtLeast
      ? t('page.header.sinceAtLeast', parts)
      : t('page.header.since', parts);
  return sinceAtLeast
    ? t('page.header.workingSinceAtLeast', parts)
    : t('page.header.workingSince', parts);
};
