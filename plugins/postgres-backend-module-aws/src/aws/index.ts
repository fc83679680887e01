export { NewestTimes } from './NewestTimes';
export { allPages } from './allPages';
export { createClients } from './clients';
export { RegionApi, type CallOptions } from './RegionApi';
