import fs from 'node:fs/promises';
import path from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { untilResponds } from './lib/backstage.mjs';
import { keepPostgresRunning, startProgram } from './lib/demo-programs.mjs';
import { loadExamplesPostgres } from './lib/examples-postgres.mjs';
import { main, step } from './lib/output.mjs';
import { loadSource } from './lib/sources.mjs';
import { assertPortFree, portFrom, portTaken } from './lib/ports.mjs';
import { dataDir } from './lib/project.mjs';
import { claimRun } from './lib/running.mjs';
import { readTabPath } from './lib/tab-path.mjs';

const READINESS = '/.backstage/health/v1/readiness';

/** Returns the variables for app-config.yaml, and the configuration for the emulator of AWS. */
function environment({ app, backend, postgres, aws }) {
  const { primary, standby, roles, backupDir } = postgres;
  return {
    ...aws,
    PGSTAGE_APP_PORT: String(app.port),
    PGSTAGE_BACKEND_PORT: String(backend.port),
    PGSTAGE_DATA_DIR: dataDir,
    PGSTAGE_POSTGRES_HOST: primary.host,
    PGSTAGE_POSTGRES_PORT: String(primary.port),
    PGSTAGE_POSTGRES_USER: roles.backstage.user,
    PGSTAGE_POSTGRES_PASSWORD: roles.backstage.password,
    PGSTAGE_STANDBY_PORT: String(standby.port),
    PGSTAGE_ADMIN_USER: roles.pgstage.user,
    PGSTAGE_ADMIN_PASSWORD: roles.pgstage.password,
    PGSTAGE_BACKUP_DIR: backupDir,
    // For the writes of the demo itself; the credential store writes this file.
    PGPASSFILE: path.join(dataDir, 'credentials/pgpass'),
  };
}

function readPorts() {
  const port = (what, variable, fallback) => ({
    what,
    variable,
    port: portFrom(variable, fallback),
  });
  const primary = port('the primary', 'PGSTAGE_POSTGRES_PORT', 5433);
  return {
    app: port('the app', 'PGSTAGE_APP_PORT', 3000),
    backend: port('the backend', 'PGSTAGE_BACKEND_PORT', 7007),
    primary,
    standby: port('the standby', 'PGSTAGE_STANDBY_PORT', primary.port + 1),
  };
}

/** Starts both servers, or uses those of a killed run. */
async function startPostgres({ primary, standby }) {
  const { PortInUseError, startDemoPostgres } = loadExamplesPostgres();
  try {
    return await startDemoPostgres({
      dataDir: path.join(dataDir, 'postgres'),
      port: primary.port,
      standbyPort: standby.port,
      log: line => process.stdout.write(`  ${line}\n`),
    });
  } catch (error) {
    if (error instanceof PortInUseError) {
      throw portTaken(error.port === primary.port ? primary : standby);
    }
    throw error;
  }
}

/** Returns the variables that offer Amazon RDS at the emulator of AWS, if there is one. */
async function prepareAws(endpoint = process.env.PGSTAGE_AWS_ENDPOINT) {
  if (!endpoint) {
    return {};
  }
  const { prepareAwsEmulator } = loadSource(
    'examples/backend/src/awsEmulator.ts',
  );
  const sections = await step('Preparing the emulator of AWS', () =>
    prepareAwsEmulator(endpoint),
  );
  return Object.fromEntries(
    Object.entries(sections).map(([key, value]) => [
      `APP_CONFIG_${key.replaceAll('.', '_')}`,
      JSON.stringify(value),
    ]),
  );
}

async function runBackstage({ app, backend, postgres, aws, stopped }) {
  const logFile = path.join(dataDir, 'backstage.log');
  await fs.rm(logFile, { force: true });
  const env = environment({ app, backend, postgres, aws });
  const tab = await readTabPath({ ...process.env, ...env });
  const appUrl = `http://localhost:${app.port}/`;
  const backendUrl = `http://127.0.0.1:${backend.port}`;
  const programs = [
    startProgram('The app', 'app', appUrl, { env, logFile }),
    startProgram('The backend', 'backend', backendUrl + READINESS, {
      env,
      logFile,
    }),
  ];
  try {
    await step('Starting Backstage', () =>
      Promise.race([
        ...programs.map(({ ended }) => ended),
        Promise.all([
          untilSignInWorks(backendUrl, stopped),
          untilResponds(appUrl, stopped),
        ]),
      ]),
    );
    process.stdout.write(
      `\nOpen ${appUrl}catalog/default/component/orders/${tab}\n\nCtrl-C stops everything. Backstage's log is ${logFile}\n`,
    );
    const options = {
      signal: stopped,
      say: line => process.stdout.write(`${line}\n`),
    };
    await Promise.all([
      ...programs.map(program => program.keepRunning(options)),
      keepPostgresRunning(postgres, options),
    ]);
  } catch (error) {
    if (!stopped.aborted) {
      throw error;
    }
  } finally {
    await step('Stopping Backstage', () =>
      Promise.all(programs.map(program => program.stop())),
    );
  }
}

/** Waits until sign-in works, which needs the users in the catalog, later than "ready". */
async function untilSignInWorks(backend, over) {
  await untilResponds(`${backend}${READINESS}`, over);
  await untilResponds(`${backend}/api/auth/guest/refresh`, over);
}

/** Aborts on the first Ctrl-C, or when the terminal or a supervisor ends this process. */
function stopSignal() {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => controller.abort());
  }
  return controller.signal;
}

await main(async () => {
  const ports = readPorts();
  await ensureInstalled();
  await fs.mkdir(dataDir, { recursive: true });
  const stopped = stopSignal();
  const { release, afterKill } = await claimRun();
  try {
    // Processes of a killed run detect it, and end within seconds.
    const waitSeconds = afterKill ? 20 : 0;
    await assertPortFree(ports.app, { waitSeconds });
    await assertPortFree(ports.backend, { waitSeconds });
    const aws = await prepareAws();
    const postgres = await step('Starting PostgreSQL', () =>
      startPostgres(ports),
    );
    try {
      if (!stopped.aborted) {
        await runBackstage({ ...ports, postgres, aws, stopped });
      }
    } finally {
      await step('Stopping PostgreSQL', () => postgres.stop());
    }
  } finally {
    await release();
  }
});
