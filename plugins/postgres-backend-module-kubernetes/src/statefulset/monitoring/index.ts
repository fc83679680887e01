export { exporterManifests } from './manifests';
export { isMonitored } from './option';
export {
  readServerMetrics,
  type Replication,
  type ServerMetrics,
} from './serverMetrics';
