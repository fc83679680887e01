export { instanceFacts, type InstanceFacts } from './InstanceFacts';
export { isPostgres, readInstance, readInstances } from './readInstances';
export { knownStatuses, meaningOf, type StatusMeaning } from './statuses';
