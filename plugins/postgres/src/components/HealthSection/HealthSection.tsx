import { Health, Section } from '@pgstage/backstage-plugin-postgres-common';
import Typography from '@material-ui/core/Typography';
import { Polled } from '../../hooks/usePolling';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { SectionBody } from '../SectionBody/SectionBody';
import { MemberTable } from './MemberTable';
import { PartTables } from './PartTables';
import { SlotTable } from './SlotTable';

/** The members of a database, and what they hold. */
export const HealthSection = ({
  polled,
}: {
  polled: Polled<Section<Health>>;
}) => (
  <Panel title="Health" busy={!polled.data && !polled.error}>
    <SectionBody what="the health" polled={polled}>
      {health => (
        <>
          {health.members.length ? (
            <MemberTable members={health.members} />
          ) : (
            <Typography variant="body2">No member is known.</Typography>
          )}
          <Typography variant="body2">
            Connections:{' '}
            {health.connections
              ? `${health.connections.used} in use${
                  health.connections.allowed === undefined
                    ? ''
                    : ` of ${health.connections.allowed} allowed`
                }`
              : 'unknown'}
          </Typography>
          {health.slots.length > 0 && <SlotTable slots={health.slots} />}
          <PartTables parts={health.parts ?? []} />
          {health.forbidden.map(({ what, needs }) => (
            <Notice
              key={what}
              severity="info"
              title={`Not visible to Backstage: ${what}`}
            >
              For the platform team: it needs {needs}.
            </Notice>
          ))}
        </>
      )}
    </SectionBody>
  </Panel>
);
