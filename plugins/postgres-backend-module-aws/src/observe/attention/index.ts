import type { EntryState } from '../../credentials';
import type { Observation, ObservedDatabase } from '../observation';
import type { AttentionDraft } from './AttentionDraft';
import {
  configurationAttention,
  recordAttention,
  replicaAttention,
  restoreAttention,
} from './configuration';
import { credentialAttention } from './credentials';
import { certificateAttention, supportAttention } from './expiry';
import { loginAttention } from './login';
import { maintenanceAttention } from './maintenance';
import { problemAttention } from './problems';

/** Returns the attention rows of a database, errors first. */
export function attentionOf(
  { config, details }: Pick<Observation, 'config' | 'details'>,
  {
    recorded,
    replicas,
    login,
    entry,
  }: ObservedDatabase & { entry?: EntryState },
  now: Date,
): AttentionDraft[] {
  const { instance } = recorded;
  const all = [
    ...problemAttention(instance),
    ...recordAttention(recorded),
    ...restoreAttention(recorded, now),
    ...loginAttention(login),
    ...credentialAttention(config, recorded, entry),
    ...replicaAttention(replicas),
    ...certificateAttention(instance, now),
    ...configurationAttention(instance),
    ...supportAttention(instance, details, now),
    ...maintenanceAttention(instance, details),
  ];
  const isError = ({ severity }: AttentionDraft) => severity === 'error';
  return [...all.filter(isError), ...all.filter(one => !isError(one))];
}
