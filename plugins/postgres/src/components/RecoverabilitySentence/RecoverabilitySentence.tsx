import { Fragment, ReactElement } from 'react';
import { Recoverability } from '../../model/recoverability';
import { Translate, useTranslate } from '../../translation';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';

type Sentence = ReactElement | string | false | undefined | '';

/** Who can restore, or how certain it is. */
function subjectOf({ uncertain, window, cannot, manual }: Recoverability) {
  if (uncertain || window?.unproven) return 'maybe';
  return cannot || manual ? 'cannot' : 'can';
}

function ofWindow(t: Translate, value: Recoverability): Sentence[] {
  const { window, lack, uncertain } = value;
  if (!window) return [];
  const time = (at: string) => <Timestamp value={at} />;
  const moving = (at: string) => <Timestamp value={at} everySeconds={1} />;
  const { from, to, unproven, unprovenTo, unprovenFrom, earlier = [] } = window;
  return [
    t(`recovery.window.${subjectOf(value)}`, {
      from: time(from),
      to: moving((unproven && unprovenTo) || to),
    }),
    unprovenTo &&
      !unproven &&
      t('recovery.archiveEndUnknown', { time: moving(unprovenTo) }),
    ...earlier.map(moments =>
      t('recovery.earlier', { from: time(moments.from), to: time(moments.to) }),
    ),
    unprovenFrom && t('recovery.earlierUnknown', { time: time(unprovenFrom) }),
    uncertain && lack && <TextWithTimes text={lack} />,
  ];
}

function ofBackup(t: Translate, value: Recoverability): Sentence[] {
  const { lastGoodAt, lack, state } = value;
  const subject = subjectOf(value);
  return [
    lastGoodAt
      ? t(`recovery.backup.${subject}`, {
          time: <Timestamp value={lastGoodAt} />,
        })
      : t(`recovery.backupUndated.${subject}`),
    lack &&
      t('recovery.newestUnreliable', { reason: <TextWithTimes text={lack} /> }),
    state === 'unknown' ? t('recovery.laterUnknown') : t('recovery.laterLost'),
  ];
}

function sentencesOf(t: Translate, value: Recoverability): Sentence[] {
  const { kind, window, cannot, instead, lack, unknown } = value;
  if ((kind === 'window' && window) || kind === 'backup')
    return [
      ...(kind === 'backup' ? ofBackup(t, value) : ofWindow(t, value)),
      cannot &&
        t('recovery.cannotHere', { reason: <TextWithTimes text={cannot} /> }),
      instead && <TextWithTimes text={instead} />,
    ];
  if (kind === 'first-running') return [t('recovery.firstRunning')];
  const reason = lack && <TextWithTimes text={lack} />;
  if (kind === 'nothing')
    return [
      reason ? t('recovery.nothingBecause', { reason }) : t('recovery.nothing'),
    ];
  if (reason) return [t('recovery.unreliable', { reason })];
  return [
    unknown
      ? t('recovery.unknownBecause', {
          reason: <TextWithTimes text={unknown} />,
        })
      : t('recovery.unknown'),
  ];
}

/** Describes what can be restored. */
export const RecoverabilitySentence = ({
  value,
}: {
  value: Recoverability;
}) => {
  const t = useTranslate();
  return (
    <>
      {sentencesOf(t, value)
        .filter(Boolean)
        .map((sentence, index) => (
          <Fragment key={index}>
            {index > 0 && ' '}
            {sentence}
          </Fragment>
        ))}
    </>
  );
};
