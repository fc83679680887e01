import { useTranslate } from '../../translation';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';

export interface SinceProps {
  since: string;
  /** The state may have begun earlier. */
  sinceAtLeast?: boolean;
  reason?: string;
}

/** Shows since when a state holds, and why. */
export const Since = ({ since, sinceAtLeast, reason }: SinceProps) => {
  const t = useTranslate();
  const time = <Timestamp value={since} />;
  if (reason === undefined)
    return sinceAtLeast
      ? t('time.sinceAtLeast', { time })
      : t('time.since', { time });
  const because = { time, reason: <TextWithTimes text={reason} /> };
  return sinceAtLeast
    ? t('time.sinceAtLeastBecause', because)
    : t('time.sinceBecause', because);
};
