import type { FaultId, LinkId, OperationId } from './plan';

/** A failure of the product that is not mended yet. A round expects it, and fails without it. */
export interface KnownFailure {
  link: LinkId;
  fault: FaultId;
  /** Absent: a failure of the pages, not of an operation. */
  operation?: OperationId;
  /** Pattern of the problem. */
  problem: RegExp;
  /** What causes it, in one sentence. */
  reason: string;
}

export const knownFailures: KnownFailure[] = (
  ['create', 'bind', 'change'] as const
).map(operation => ({
  link: 'aws',
  fault: 'latency',
  operation,
  problem:
    /^answered 409: The record of database .* or AWS responds slowly: repeat the request later/,
  reason:
    'if AWS takes 5 s for each answer, the claim of a writer ends before its record is written. Nothing is written and the request can be repeated, but the answer is 409 instead of 503: it cannot tell a slow AWS from another writer.',
}));
