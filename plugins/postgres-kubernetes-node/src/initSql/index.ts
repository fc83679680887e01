export { checkInitSql, checkNoInitSql } from './checkInitSql';
export { initSqlOf, type InitSql, type InitSqlVerdict } from './initSql';
export { initSqlAttention, initSqlRequested } from './initSqlAttention';
export {
  advanceInitSql,
  pendingInitSql,
  type InitSqlRequest,
} from './InitSqlRuns';
export { initSqlJob, type InitSqlJobOptions } from './initSqlJob';
