import {
  Connection,
  DatabaseView,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import { Polled } from '../../hooks/usePolling';
import { Notice } from '../Notice/Notice';
import { Panel } from '../Panel/Panel';
import { SectionBody } from '../SectionBody/SectionBody';
import { ReasonText } from '../MessageText/ReasonText';
import { ConnectOptions } from './ConnectOptions';
import { Translate, useTranslate } from '../../translation';

export interface ConnectSectionProps {
  view: DatabaseView;
  polled: Polled<Section<Connection>>;
}

/** Shows how to connect, by the location of the client and the format. */
export const ConnectSection = ({ view, polled }: ConnectSectionProps) => {
  const t = useTranslate();
  return (
    <Panel
      title={t('page.section.connect')}
      busy={!polled.data && !polled.error}
    >
      {!view.usable.value && (
        <Notice severity="info" title={notUsable(t, view)}>
          {t('connect.notUsable.text', {
            reason: <ReasonText of={view.status.reason} />,
          })}
        </Notice>
      )}
      <SectionBody section="connect" polled={polled}>
        {connection => (
          <div>
            <ConnectOptions connection={connection} />
          </div>
        )}
      </SectionBody>
    </Panel>
  );
};

function notUsable(t: Translate, { usable, steps }: DatabaseView): string {
  if (usable.value === null) return t('connect.notUsable.unknown');
  const isNew = steps.some(({ state }) => state !== 'done');
  return isNew ? t('connect.notUsable.notYet') : t('connect.notUsable.notNow');
}
