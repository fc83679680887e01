import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from '../../hooks/usePolling';
import { Staleness } from '../../model/availability';
import { hostTitle, isFinal } from '../../model/errorFacts';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { Notice } from '../Notice/Notice';
import { Since } from '../Since/Since';
import { Timestamp } from '../Timestamp/Timestamp';
import { useTranslate } from '../../translation';

export interface FreshnessProps {
  polled: Polled<DatabaseView>;
  view: DatabaseView;
  staleness: Staleness;
}

/** Shows that the data is stale, and since when. */
export const Freshness = ({ polled, view, staleness }: FreshnessProps) => {
  const t = useTranslate();
  const { error, failingSince, refresh } = polled;
  const { unreachable, location, observedAt } = view;
  return (
    <>
      {unreachable && (
        <Notice
          severity="warning"
          title={t('page.freshness.unreachable', { location })}
        >
          <div>
            <Since {...unreachable} reason={unreachable.message} />
          </div>
          <div>
            {t('page.freshness.shown', {
              time: <Timestamp value={observedAt} />,
            })}
          </div>
        </Notice>
      )}
      {staleness && error && failingSince && (
        <ErrorNotice
          title={hostTitle(t, error)}
          error={error}
          onRetry={refresh}
        >
          {/** The times change, and screen readers announce every change of an alert. */}
          <div aria-live="off">
            {t('page.freshness.failing', {
              since: <Timestamp value={failingSince} />,
              time: <Timestamp value={observedAt} />,
            })}{' '}
            {!isFinal(error) && t('page.freshness.resumes')}
          </div>
        </ErrorNotice>
      )}
    </>
  );
};
