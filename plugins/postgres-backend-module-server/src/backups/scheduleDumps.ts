import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { ServerConfig } from '../config';
import type { ServerProvider } from '../provider/ServerProvider';

/** How often is checked which dumps are due. A round ends with its last dump. */
const ROUND = { frequency: { minutes: 5 }, initialDelay: { seconds: 30 } };
/** Afterwards another replica may start a round: this one is assumed to have ended. */
const LONGEST_ROUND = { hours: 12 };

/** Schedules the dumps of each server that has a schedule, on one Backstage replica at a time. */
export async function scheduleDumps(
  provider: Pick<ServerProvider, 'takeDueDumps'>,
  servers: ServerConfig[],
  scheduler: SchedulerService,
): Promise<void> {
  for (const { id, dumps } of servers) {
    if (!dumps?.schedule) continue;
    await scheduler.scheduleTask({
      ...ROUND,
      timeout: LONGEST_ROUND,
      scope: 'global',
      id: `server-dumps-${id}`,
      fn: signal => provider.takeDueDumps(id, { signal }),
    });
  }
}
