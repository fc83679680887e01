import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import { message } from '.';

/** Returns a text with the original message of the engine. */
export function withEvidence(what: Message, evidence?: string): Message {
  return evidence ? message('withEvidence', { what, evidence }) : what;
}
