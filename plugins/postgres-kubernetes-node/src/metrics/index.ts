export { METRICS_PORT, readMetrics } from './readMetrics';
export { parseMetrics, type Sample } from './parseMetrics';
