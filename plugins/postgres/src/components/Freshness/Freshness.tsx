import { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from '../../hooks/usePolling';
import { Staleness } from '../../model/availability';
import { hostTitle, isFinal } from '../../model/errorFacts';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';
import { Notice } from '../Notice/Notice';
import { Timestamp } from '../Timestamp/Timestamp';

export interface FreshnessProps {
  polled: Polled<DatabaseView>;
  view: DatabaseView;
  staleness: Staleness;
}

/** Says when what is shown is old, and since when. */
export const Freshness = ({ polled, view, staleness }: FreshnessProps) => {
  const { error, failingSince, refresh } = polled;
  const { unreachable, location, observedAt } = view;
  return (
    <>
      {unreachable && (
        <Notice severity="warning" title={`${location} does not answer`}>
          <div>
            {unreachable.sinceAtLeast ? 'At least since' : 'Since'}{' '}
            <Timestamp value={unreachable.since} />: {unreachable.message}
          </div>
          <div>
            Shown is what was known at <Timestamp value={observedAt} />.
          </div>
        </Notice>
      )}
      {staleness && error && failingSince && (
        <ErrorNotice title={hostTitle(error)} error={error} onRetry={refresh}>
          {/* The times change, and an alert that changes is read out anew. */}
          <div aria-live="off">
            Since <Timestamp value={failingSince} />. Shown is what was known at{' '}
            <Timestamp value={observedAt} />.
            {!isFinal(error) &&
              ' The page goes on by itself when Backstage answers.'}
          </div>
        </ErrorNotice>
      )}
    </>
  );
};
