import { TextOf } from '../hooks/useMessageText';

/** Returns the ids of messages instead of their texts, for tests outside of components. */
export const idOf: TextOf = ({ id }) => id;
