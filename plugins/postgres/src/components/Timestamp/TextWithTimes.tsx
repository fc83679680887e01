import { splitAtTimes } from '../../format/time';
import { Timestamp } from './Timestamp';

/** A text of a provider, with its ISO times in local format. */
export const TextWithTimes = ({ text }: { text: string }) => (
  <>
    {splitAtTimes(text).map((piece, index) =>
      index % 2 ? <Timestamp key={index} value={piece} show="moment" /> : piece,
    )}
  </>
);
