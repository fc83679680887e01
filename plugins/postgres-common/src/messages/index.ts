export {
  messageSchema,
  paramText,
  type Message,
  type MessageParam,
} from './Message';
export {
  defineMessages,
  type MessageKey,
  type MessageParams,
  type Messages,
  type ParamNames,
  type ParamsOf,
  type PluralKey,
  type TemplateOf,
} from './defineMessages';
