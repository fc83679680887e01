import { Health, Section } from '@pgstage/backstage-plugin-postgres-common';
import Typography from '@material-ui/core/Typography';
import { useMessageText } from '../../hooks/useMessageText';
import { Polled } from '../../hooks/usePolling';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { SectionBody } from '../SectionBody/SectionBody';
import { InstanceTable } from './InstanceTable';
import { PartTables } from './PartTables';
import { SlotTable } from './SlotTable';
import { Translate, useTranslate } from '../../translation';

/** The instances of a database, with their dependent objects. */
export const HealthSection = ({
  polled,
}: {
  polled: Polled<Section<Health>>;
}) => {
  const t = useTranslate();
  const textOf = useMessageText();
  return (
    <Panel
      title={t('page.section.health')}
      busy={!polled.data && !polled.error}
    >
      <SectionBody section="health" polled={polled}>
        {health => (
          <>
            {health.instances.length ? (
              <InstanceTable instances={health.instances} />
            ) : (
              <Typography variant="body2">{t('health.noInstance')}</Typography>
            )}
            <Typography variant="body2">
              {connectionsText(t, health.connections)}
            </Typography>
            {health.slots.length > 0 && <SlotTable slots={health.slots} />}
            <PartTables parts={health.parts ?? []} />
            {health.forbidden.map(({ what, needs }) => (
              <Notice
                key={what.text}
                severity="info"
                title={t('health.notVisible', { what: textOf(what) })}
              >
                {t('health.needed', { needs: textOf(needs) })}
              </Notice>
            ))}
          </>
        )}
      </SectionBody>
    </Panel>
  );
};

function connectionsText(
  t: Translate,
  connections: Health['connections'],
): string {
  if (!connections) return t('health.connectionsUnknown');
  const used = String(connections.used);
  const { allowed } = connections;
  return allowed === undefined
    ? t('health.connections', { used })
    : t('health.connectionsOf', { used, allowed: String(allowed) });
}
