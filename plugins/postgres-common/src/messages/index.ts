export { messageSchema, type Message, type MessageParam } from './Message';
export {
  defineMessages,
  type MessageKey,
  type MessageParams,
  type Messages,
} from './defineMessages';
