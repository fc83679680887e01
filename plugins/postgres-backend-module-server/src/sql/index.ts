export {
  ServerConnections,
  type QueryOptions,
  type SessionOptions,
} from './ServerConnections';
