import type { BackendSettings } from '../processes/settings';
import type { RunningBackend, BenchProcesses } from '../stage/BenchProcesses';
import type { ClusterLogin } from '../stage/BenchCluster';
import { untilComplete } from './complete';

/** A backend with pgstage and a complete directory. */
export interface StartedPgstage extends RunningBackend {
  /** From the start of the backend's features to the complete directory. */
  completeMs: number;
}

export async function startPgstage(
  processes: BenchProcesses,
  login: ClusterLogin,
  options: Partial<BackendSettings> & {
    /** Number of databases in the cluster and, by default, in the catalog. */
    databases: number;
  },
): Promise<StartedPgstage> {
  const { databases, ...settings } = options;
  const running = await processes.backend(
    { plugin: 'postgres', catalog: databases, ...settings },
    login,
  );
  const at = databases
    ? await untilComplete(running.target, databases)
    : Date.now();
  return { ...running, completeMs: at - running.startedAt };
}
