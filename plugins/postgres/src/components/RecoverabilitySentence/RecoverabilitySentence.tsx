import { Recoverability } from '../../model/recoverability';
import { Timestamp } from '../Timestamp/Timestamp';

/** What could be restored if it had to be, in one sentence. */
export const RecoverabilitySentence = ({
  value,
}: {
  value: Recoverability;
}) => {
  const { kind, window, lastGoodAt } = value;
  if (kind === 'window' && window) {
    return (
      <>
        You can restore to any second from <Timestamp value={window.from} /> to{' '}
        <Timestamp value={window.to} everySeconds={1} />.
        {window.unprovenTo && (
          <>
            {' '}
            How far the archive reaches since then is not known, at most to{' '}
            <Timestamp value={window.unprovenTo} everySeconds={1} />.
          </>
        )}
      </>
    );
  }
  if (kind === 'backup') {
    return (
      <>
        You can restore to the last finished backup
        {lastGoodAt && (
          <>
            , <Timestamp value={lastGoodAt} />
          </>
        )}
        .{' '}
        {value.state === 'unknown'
          ? 'Whether what changed since is protected is not known.'
          : 'What changed since is not protected.'}
      </>
    );
  }
  if (kind === 'first-running')
    return <>Nothing can be restored until the first backup has finished.</>;
  if (kind === 'nothing')
    return <>Nothing can be restored: there is no finished backup.</>;
  return <>It is not known what could be restored.</>;
};
