export { checkInitSql, refuseInitSql } from './checkInitSql';
export {
  initSqlOf,
  initSqlVerdict,
  type InitSql,
  type InitSqlVerdict,
} from './initSql';
export { initSqlCauses, initSqlRequested } from './initSqlCauses';
export { advanceInitSql, dueInitSql, type InitSqlRequest } from './InitSqlRuns';
