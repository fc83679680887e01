export { BY_CLUSTER, ofCluster } from './ofCluster';
export {
  type DatabaseRecord,
  annotationLines,
  recordAnnotations,
  recordOf,
  recordToAnnotations,
  recordVersionOf,
  refuseOtherRecord,
  specHash,
} from './record';
