import { Fragment } from 'react';
import { Recoverability } from '../../model/recoverability';
import { TextWithTimes } from '../Timestamp/TextWithTimes';
import { Timestamp } from '../Timestamp/Timestamp';

/** What could be restored if it had to be, in one sentence. */
export const RecoverabilitySentence = ({
  value,
}: {
  value: Recoverability;
}) => {
  const { kind, window, lastGoodAt, cannot, lack, uncertain } = value;
  const can = cannot ? 'It can be restored' : 'You can restore';
  const isUnknown = uncertain || window?.unproven;
  const subject = isUnknown ? 'It may be possible to restore' : can;
  if (kind === 'window' && window) {
    const end = window.unproven ? window.unprovenTo : undefined;
    return (
      <>
        {subject} to any second from <Timestamp value={window.from} /> to{' '}
        <Timestamp value={end ?? window.to} everySeconds={1} />.
        {window.unprovenTo && !end && (
          <>
            {' '}
            How far the archive reaches since then is not known, at most to{' '}
            <Timestamp value={window.unprovenTo} everySeconds={1} />.
          </>
        )}
        {window.earlier?.map(({ from, to }) => (
          <Fragment key={from}>
            {' '}
            Also from <Timestamp value={from} /> to <Timestamp value={to} />:
            changes after that may be missing in the archive.
          </Fragment>
        ))}
        {window.unprovenFrom && (
          <>
            {' '}
            Whether earlier moments can be restored is not known, at most since{' '}
            <Timestamp value={window.unprovenFrom} />.
          </>
        )}
        {uncertain && lack && (
          <>
            {' '}
            <TextWithTimes text={lack} />
          </>
        )}
        {cannot && <> You cannot do it here: {cannot}</>}
      </>
    );
  }
  if (kind === 'backup') {
    return (
      <>
        {subject} to the last backup that can be restored
        {lastGoodAt && (
          <>
            , <Timestamp value={lastGoodAt} />
          </>
        )}
        .{' '}
        {lack && (
          <>
            The newest finished one cannot be counted on.{' '}
            <TextWithTimes text={lack} />{' '}
          </>
        )}
        {value.state === 'unknown'
          ? 'Whether what changed since is protected is not known.'
          : 'What changed since is not protected.'}
        {cannot && <> You cannot do it here: {cannot}</>}
      </>
    );
  }
  if (kind === 'first-running')
    return <>Nothing can be restored until the first backup has finished.</>;
  if (lack && (kind === 'nothing' || kind === 'unknown'))
    return (
      <>
        {kind === 'nothing'
          ? 'Nothing can be restored.'
          : 'The last finished backup cannot be counted on.'}{' '}
        <TextWithTimes text={lack} />
      </>
    );
  if (kind === 'nothing')
    return (
      <>
        Nothing can be restored: there is no finished backup of this database.
      </>
    );
  return <>It is not known what could be restored.</>;
};
