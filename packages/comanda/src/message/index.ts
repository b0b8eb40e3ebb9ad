/**
 * One-time (flash) messages: left by one request, shown by the next page, and gone.
 *
 * @module
 */
export {
  addMessage,
  MESSAGE_CHARS_MAX,
  MESSAGE_LEVELS,
  MESSAGES_MAX,
  type Message,
  type MessageLevel,
  peekMessages,
  takeMessages,
} from './message.ts'
