import { splitAtTimes } from '../../format/time';
import { Timestamp } from './Timestamp';

/** A sentence of a provider, with its ISO times as people read them. */
export const TextWithTimes = ({ text }: { text: string }) => (
  <>
    {splitAtTimes(text).map((piece, index) =>
      index % 2 ? <Timestamp key={index} value={piece} show="moment" /> : piece,
    )}
  </>
);
