import {
  Connection,
  DatabaseView,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from '../../hooks/usePolling';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { SectionBody } from '../SectionBody/SectionBody';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { ConnectOptions } from './ConnectOptions';

export interface ConnectSectionProps {
  view: DatabaseView;
  polled: Polled<Section<Connection>>;
}

/** How to connect, from where one is, in the form that one needs. */
export const ConnectSection = ({ view, polled }: ConnectSectionProps) => (
  <Panel title="Connect" busy={!polled.data && !polled.error}>
    {!view.usable.value && (
      <Notice severity="info" title={notUsable(view)}>
        What is shown here works as soon as the database does.{' '}
        <TextWithTimes text={view.status.reason} />.
      </Notice>
    )}
    <SectionBody what="the connection parameters" polled={polled}>
      {connection => (
        <div>
          <ConnectOptions connection={connection} />
        </div>
      )}
    </SectionBody>
  </Panel>
);

function notUsable({ usable, steps }: DatabaseView): string {
  if (usable.value === null) return 'Whether it is usable is not known';
  const isNew = steps.some(({ state }) => state !== 'done');
  return `It is not usable ${isNew ? 'yet' : 'now'}`;
}
