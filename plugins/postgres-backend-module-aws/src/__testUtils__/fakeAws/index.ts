export { AwsError, HtmlError } from './http/AwsError';
export { FakeAws } from './FakeAws';
export type { FaultKind } from './Faults';
