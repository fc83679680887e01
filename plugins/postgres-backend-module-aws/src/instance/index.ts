export { finalSnapshotOf, takesNoSnapshot } from './finalSnapshotOf';
export { instanceFacts, type InstanceFacts } from './InstanceFacts';
export {
  isPostgres,
  isReplicaInRegion,
  readInstance,
  readInstances,
} from './readInstances';
export { readPassword } from './readPassword';
export { knownStatuses, meaningOf, type StatusMeaning } from './statuses';
