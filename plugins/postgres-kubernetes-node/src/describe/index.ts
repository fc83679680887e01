export { locationsOf, type LocationRules } from './locations';
export { runsInitSql } from './runsInitSql';
