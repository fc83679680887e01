import { DescribePendingMaintenanceActionsCommand } from '@aws-sdk/client-rds';
import { allPages, type CallOptions, type RegionApi } from '../../aws';
import type { MaintenanceAction } from '../RegionDetails';
import { PAGE } from './page';

/** Reads the maintenance that AWS plans, by ARN of the instance. */
export async function readMaintenance(api: RegionApi, options: CallOptions) {
  const pages = await allPages(
    Marker =>
      api.call(
        'rds',
        new DescribePendingMaintenanceActionsCommand({ ...PAGE, Marker }),
        options,
      ),
    ({ Marker }) => Marker,
  );
  return new Map<string, MaintenanceAction[]>(
    pages
      .flatMap(page => page.PendingMaintenanceActions ?? [])
      .flatMap(({ ResourceIdentifier, PendingMaintenanceActionDetails = [] }) =>
        ResourceIdentifier
          ? [
              [
                ResourceIdentifier,
                PendingMaintenanceActionDetails.map(one => ({
                  action: one.Action ?? '',
                  description: one.Description,
                  scheduledAt: one.CurrentApplyDate?.toISOString(),
                  appliedAfter: one.AutoAppliedAfterDate?.toISOString(),
                  forcedAfter: one.ForcedApplyDate?.toISOString(),
                })),
              ] as const,
            ]
          : [],
      ),
  );
}
