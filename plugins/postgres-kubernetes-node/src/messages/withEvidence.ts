import type {
  Attention,
  Message,
} from '@pgstage/backstage-plugin-postgres-common';
import { message } from '.';

/** Returns a text with its evidence. */
export function withEvidence(
  what: Message,
  evidence: Attention['evidence'],
): Message {
  return evidence ? message('withEvidence', { what, evidence }) : what;
}
