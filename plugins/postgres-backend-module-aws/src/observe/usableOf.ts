import type { Claim, Message } from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RegionConfig } from '../config';
import { type InstanceFacts, meaningOf } from '../instance';
import { message } from '../messages';
import type { Observation } from './observation';

/** Returns whether the database accepts a login, as far as the status of AWS shows it. No login is tried. */
export function usableOf(
  { config, at }: Pick<Observation, 'config' | 'at'>,
  { status }: InstanceFacts,
): Claim {
  const meaning = meaningOf(status);
  if (!meaning) return unknown(message('unknownStatus', { status }));
  if (meaning.closed) return no('engine', at);
  return meaning.kind === 'available'
    ? unknown(untriedMessage(config), { lasting: true })
    : unknown(message('noLoginTried', { status: meaning.reason }));
}

/** Returns what the status `available` is worth. */
export function untriedMessage({
  endpoint,
}: Pick<RegionConfig, 'endpoint'>): Message {
  return message(endpoint ? 'emulatedInstance' : 'notTried');
}
