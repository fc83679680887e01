export {
  initSqlOf,
  initSqlVerdict,
  type InitSql,
  type InitSqlVerdict,
} from './initSql';
export { initSqlCauses, initSqlRequested } from './initSqlCauses';
