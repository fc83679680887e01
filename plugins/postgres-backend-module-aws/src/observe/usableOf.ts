import type { Claim, Message } from '@pgstage/backstage-plugin-postgres-common';
import { no, unknown } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { RegionConfig } from '../config';
import { meaningOf } from '../instance';
import { message } from '../messages';
import { triesLogins } from '../sql';
import { yes } from './claims';
import type { Observation, ObservedDatabase } from './observation';

/**
 * Returns whether the database accepts a login: no, as far as the status of AWS or a
 * refused password shows it; yes only after a login.
 */
export function usableOf(
  { config, at }: Pick<Observation, 'config' | 'at'>,
  { recorded, login }: Pick<ObservedDatabase, 'recorded' | 'login'>,
): Claim {
  const { status } = recorded.instance;
  const meaning = meaningOf(status);
  if (!meaning) return unknown(message('unknownStatus', { status }));
  if (meaning.closed) return no('engine', at);
  if (meaning.kind !== 'available')
    return unknown(message('noLoginTried', { status: meaning.reason }));
  if (!login && !awaitsPassword(config, recorded))
    return unknown(untriedMessage(config), { lasting: true });
  if (!login || login === 'pending') return unknown(message('loginPending'));
  if (login.works) return yes('usable', 'login', login.at);
  return login.works === false
    ? no('login', login.at)
    : unknown(message('loginFailed', { error: login.message ?? '' }));
}

/** Whether Backstage will try a login, as soon as AWS has stored the password. */
function awaitsPassword(
  config: RegionConfig,
  { record }: ObservedDatabase['recorded'],
): boolean {
  return triesLogins(config) && record !== undefined && !record.adopted;
}

/** Returns what the status `available` is worth. */
export function untriedMessage({
  endpoint,
}: Pick<RegionConfig, 'endpoint'>): Message {
  return message(endpoint ? 'emulatedInstance' : 'notTried');
}
