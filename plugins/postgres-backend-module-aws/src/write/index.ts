export { bindDatabase } from './bindDatabase';
export { changeDatabase } from './changeDatabase';
export { checkSpec, type RdsSpec, SPEC_FIELDS } from './checkSpec';
export { createDatabase } from './createDatabase';
export { createSnapshot } from './createSnapshot';
export { awsOptionsSchema } from './options';
export { reconcileRegion } from './reconcileRegion';
export { removeDatabase } from './removeDatabase';
export type { WriteTarget } from './WriteTarget';
