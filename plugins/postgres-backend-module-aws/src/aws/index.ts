export { NewestTimes } from './NewestTimes';
export { allPages } from './allPages';
export { createClients } from './clients';
export { operationOf } from './operationOf';
export { RegionApi, type CallOptions } from './RegionApi';
