import type { Message } from '@pgstage/backstage-plugin-postgres-common';
import type { InstanceFacts } from '../../instance';
import { message } from '../../messages';
import type { MaintenanceAction, RegionDetails } from '../RegionDetails';
import type { AttentionDraft } from './AttentionDraft';

/** Actions that AWS documents for instances. */
const ACTIONS: Record<string, Message> = {
  'ca-certificate-rotation': message('certificateAuthorityChange'),
  'db-upgrade': message('postgresUpgrade'),
  'hardware-maintenance': message('hardwareMaintenance'),
  'os-upgrade': message('systemUpgrade'),
  'system-update': message('systemUpdate'),
};

/** Reports maintenance that AWS has planned, or applies on request. */
export function maintenanceAttention(
  { arn, maintenanceWindow }: InstanceFacts,
  { maintenance }: RegionDetails,
): AttentionDraft[] {
  return (maintenance.value?.get(arn) ?? []).map(pending => {
    const { action, description } = pending;
    const title = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : action;
    const time = timeOf(pending, maintenanceWindow);
    return {
      id: `maintenance:${action}`,
      severity: 'warning',
      what: time
        ? message('maintenancePlanned', { action: title })
        : message('maintenanceAvailable', { action: title }),
      meaning: time ?? message('maintenanceWaits'),
      nextStep: message('chooseMaintenanceTime'),
      evidence: description,
    };
  });
}

/** Returns when AWS applies it without a request; undefined if it does not. */
function timeOf(
  { scheduledAt, appliedAfter, forcedAfter }: MaintenanceAction,
  window: string | undefined,
): Message | undefined {
  if (scheduledAt) return message('maintenanceScheduled', { at: scheduledAt });
  if (appliedAfter)
    return window
      ? message('maintenanceAppliedIn', { at: appliedAfter, window })
      : message('maintenanceApplied', { at: appliedAfter });
  if (forcedAfter) return message('maintenanceForced', { at: forcedAfter });
  return undefined;
}
