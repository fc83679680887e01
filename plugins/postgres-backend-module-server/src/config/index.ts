export { readServers } from './readServers';
export type * from './types';
