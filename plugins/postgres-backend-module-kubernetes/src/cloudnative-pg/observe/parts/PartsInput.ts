import type { FoundDatabase } from '../../model';
import type { Facts } from '../facts';

/** What the parts of a database are judged by. */
export interface PartsInput {
  found: FoundDatabase;
  facts: Facts;
  /** Something is being done on purpose: what is down meanwhile is no alarm. */
  changing: boolean;
  now: Date;
}
