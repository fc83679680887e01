/**
 * For tests of providers and of backends that call the plugin `postgres`.
 *
 * @packageDocumentation
 */
export { claimed } from './claimed';
export { describeProviderConformance } from './conformance/describeProviderConformance';
export type { ProviderConformanceHarness } from './conformance/harness';
export type { ConformanceFeature } from './conformance/features';
export * from './describeWithPart';
export * from './postgresServiceMock';
