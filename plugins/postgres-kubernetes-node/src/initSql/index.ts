export { checkInitSql, refuseInitSql } from './checkInitSql';
export { initSqlOf, type InitSql, type InitSqlVerdict } from './initSql';
export { initSqlCauses, initSqlRequested } from './initSqlCauses';
export { advanceInitSql, dueInitSql, type InitSqlRequest } from './InitSqlRuns';
export { initSqlJob, type InitSqlTarget } from './initSqlJob';
