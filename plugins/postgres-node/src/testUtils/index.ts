/**
 * Test utilities for providers, and for backends that call the plugin `postgres`.
 *
 * @packageDocumentation
 */
export { claimed } from './claimed';
export { describeProviderConformance } from './conformance/describeProviderConformance';
export type { ProviderConformanceHarness } from './conformance/harness';
export type { ConformanceFeature } from './conformance/features';
export * from './describeWithPart';
export { freePort } from './freePort';
export { loggedBy } from './loggedBy';
export * from './postgresServiceMock';
