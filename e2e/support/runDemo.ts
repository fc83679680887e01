import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startMoto } from '../../plugins/postgres-backend-module-aws/src/__testUtils__/moto';
import { storeAwsEndpoint } from './aws';
import { demo } from './demo';
import { DemoCluster } from './kubernetes/DemoCluster';
import { missingParts } from './kubernetes/parts';

/**
 * Runs the demo of the tests until it is stopped, with its own Kubernetes and its
 * own emulator of AWS if the required programs are available. Existing ones are not
 * used. Returns the exit code of the demo.
 */
export async function runDemo(): Promise<number> {
  const cluster = missingParts.length
    ? undefined
    : await DemoCluster.start(process.env.PGSTAGE_CRD_DIR!);
  const { PGSTAGE_MOTO_SERVER: program } = process.env;
  const moto = program ? await startMoto(program) : undefined;
  try {
    if (moto) await storeAwsEndpoint(moto.endpoint);
    const child = spawn('node', ['scripts/start.mjs'], {
      cwd: demo.root,
      stdio: 'inherit',
      env: {
        ...process.env,
        KUBECONFIG: '',
        PGSTAGE_AWS_ENDPOINT: moto?.endpoint,
        ...demo.env,
        ...cluster?.env,
      },
    });
    // Both are stopped after everything that uses them.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => child.kill(signal));
    }
    const [code] = await once(child, 'close');
    return code ?? 1;
  } finally {
    await moto?.stop();
    await cluster?.stop();
  }
}
