export { readRegions } from './readRegions';
export type * from './types';
