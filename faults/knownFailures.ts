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

export const knownFailures: KnownFailure[] = [];
