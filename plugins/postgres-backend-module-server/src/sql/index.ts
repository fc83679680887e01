export { mapPgError, saidBy, sqlStateOf } from './mapPgError';
export {
  ServerConnections,
  type QueryOptions,
  type SessionOptions,
} from './ServerConnections';
export type { Session } from './Session';
export { holderText, takeLock } from './takeLock';
