import { responds, startBackstage, untilResponds } from './backstage.mjs';
import { keepRunning } from './keep-running.mjs';

/** Longer than a restart after a source change. */
const RELOAD_MS = 20_000;
/** Longer than a start on a busy machine. */
const START_MS = 120_000;

/** Starts one of Backstage's two programs: each can be restarted without the other. */
export function startProgram(what, folder, url, { env, logFile }) {
  const launch = () =>
    startBackstage({ env, logFile, packages: [`examples/${folder}`] });
  let program = launch();
  return {
    ended: program.ended.then(() => {
      throw new Error(`${what} ended; ${logFile} says why.`);
    }),
    stop: () => program.stop(),
    keepRunning: options =>
      keepRunning(what, {
        patienceMs: RELOAD_MS,
        isWell: () => responds(url, RELOAD_MS),
        bringBack: async () => {
          await program.stop();
          program = launch();
          const signals = [options.signal, AbortSignal.timeout(START_MS)];
          // Whether it works again is checked next.
          await untilResponds(url, AbortSignal.any(signals)).catch(() => {});
        },
        ...options,
      }),
  };
}

/** Restarts servers that crashed; a server that was stopped regularly is not restarted. */
export function keepPostgresRunning(postgres, options) {
  const keep = (name, bringBack) =>
    keepRunning(`PostgreSQL's ${name}`, {
      patienceMs: 2_000,
      isWell: async () => !(await postgres.crashed()).includes(name),
      bringBack,
      ...options,
    });
  return Promise.all([
    keep('primary', postgres.startPrimary),
    keep('standby', postgres.startStandby),
  ]);
}
