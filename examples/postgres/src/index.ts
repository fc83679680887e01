/**
 * A PostgreSQL primary with WAL archiving and a streaming standby, for the demo
 * and for tests. See `startDemoPostgres`.
 *
 * @packageDocumentation
 */
export { findBinaries } from './binaries';
export type { Binaries } from './binaries';
export { connectClient } from './connectClient';
export { startDemoPostgres } from './demoPostgres';
export { startDemoWrites } from './demoWrites';
export { PortInUseError } from './ports';
export { resetDemoPostgres } from './resetDemoPostgres';
export { ADMIN_GRANTS } from './roles';
export type {
  DemoEndpoint,
  DemoLogin,
  DemoPostgres,
  DemoPostgresOptions,
} from './types';
export { startTestPostgres } from './testPostgres';
