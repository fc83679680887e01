import { Message } from '@pgstage/backstage-plugin-postgres-common';
import { useMessageText } from '../../hooks/useMessageText';
import { reasonText } from '../../model/reasonText';
import { TextWithTimes } from '../Timestamp/TextWithTimes';

/** The reason of a state, for a label or within a sentence. */
export const ReasonText = ({ of }: { of: Message }) => (
  <TextWithTimes text={reasonText(useMessageText(), of)} />
);
