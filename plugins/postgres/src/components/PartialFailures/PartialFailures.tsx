import Typography from '@material-ui/core/Typography';
import { Section } from '@pgstage/backstage-plugin-postgres-common';
import { hostTitle } from '../../model/errorFacts';
import { Polled } from '../../hooks/usePolling';
import { Translate, useTranslate } from '../../translation';

type Sections = Partial<
  Record<'health' | 'connect' | 'backups', Polled<Section<unknown>>>
>;

function problem(
  t: Translate,
  { data, error, failures }: Polled<Section<unknown>>,
): string | undefined {
  if (failures > 1 || (failures && !data)) return hostTitle(t, error);
  if (!data || data.status === 'ok' || data.status === 'unsupported')
    return undefined;
  return t(`page.freshness.problem.${data.status}`);
}

/** Lists the sections of the page that are missing or stale. */
export const PartialFailures = ({ sections }: { sections: Sections }) => {
  const t = useTranslate();
  const names = Object.keys(sections) as (keyof Sections)[];
  const parts = names.flatMap(name => {
    const text = problem(t, sections[name]!);
    return text
      ? t('page.freshness.part', {
          section: t(`page.section.${name}`),
          problem: text,
        })
      : [];
  });
  if (!parts.length) return null;
  return (
    <Typography variant="body2" role="status">
      {t('page.freshness.partial', { parts: parts.join(', ') })}
    </Typography>
  );
};
