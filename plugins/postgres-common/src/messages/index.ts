export { messageSchema, type Message } from './Message';
export {
  defineMessages,
  type MessageKey,
  type MessageParams,
  type Messages,
} from './defineMessages';
