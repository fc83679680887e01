export {
  readServerMetrics,
  type Replication,
  type ServerMetrics,
} from './serverMetrics';
