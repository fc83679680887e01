export { staysInside } from './parameterReach';
export { beginsWithSql } from './sql';
