import { Message } from '@pgstage/backstage-plugin-postgres-common';
import { useMessageText } from '../../hooks/useMessageText';
import { TextWithTimes } from '../Timestamp/TextWithTimes';

/** A text of the backend in the language of the user, with local times. */
export const MessageText = ({ of }: { of: Message }) => (
  <TextWithTimes text={useMessageText()(of)} />
);
