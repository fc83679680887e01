export { type Fields, isFields } from './fields';
export { refuseForeignFields } from './foreignFields';
export { prune } from './prune';
export { threeWayPatch } from './threeWayPatch';
