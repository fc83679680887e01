import Typography from '@material-ui/core/Typography';
import {
  Section,
  SectionStatus,
} from '@pgstage/backstage-plugin-postgres-common';
import { hostTitle } from '../../model/errorFacts';
import { Polled } from '../../hooks/usePolling';

const words: Record<Exclude<SectionStatus, 'ok' | 'unsupported'>, string> = {
  forbidden: 'not readable for Backstage',
  unreachable: 'no connection',
  timeout: 'no answer in time',
};

function problem({
  data,
  error,
  failures,
}: Polled<Section<unknown>>): string | undefined {
  if (failures > 1 || (failures && !data)) return hostTitle(error);
  if (!data || data.status === 'ok' || data.status === 'unsupported')
    return undefined;
  return words[data.status];
}

/** Names the parts of the page that are missing or old, so that nobody has to look for them. */
export const PartialFailures = ({
  sections,
}: {
  sections: Record<string, Polled<Section<unknown>>>;
}) => {
  const problems = Object.entries(sections).flatMap(([name, polled]) => {
    const text = problem(polled);
    return text ? [`${name} (${text})`] : [];
  });
  if (!problems.length) return null;
  return (
    <Typography variant="body2" role="status">
      Not all of this is up to date: {problems.join(', ')}.
    </Typography>
  );
};
