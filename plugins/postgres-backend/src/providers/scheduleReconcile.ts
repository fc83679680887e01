import type {
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { PostgresProvider } from '@pgstage/backstage-plugin-postgres-node';
import { callProvider } from './providerErrors';

/** Schedules `reconcile` of each provider, on one backend at a time. */
export async function scheduleReconcile(
  providers: PostgresProvider[],
  scheduler: SchedulerService,
  schedule: SchedulerServiceTaskScheduleDefinition,
): Promise<void> {
  for (const provider of providers) {
    if (!provider.reconcile) continue;
    await scheduler.scheduleTask({
      ...schedule,
      scope: 'global',
      id: `reconcile-${provider.id}`,
      fn: signal =>
        callProvider(provider.id, async () => provider.reconcile?.({ signal })),
    });
  }
}
