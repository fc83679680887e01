export { FakeAws } from './FakeAws';
export type { FaultKind } from './Faults';
