export { allPages } from './allPages';
export { awsErrorName } from './awsErrors';
export { createClients } from './clients';
export { RegionApi, type CallOptions } from './RegionApi';
