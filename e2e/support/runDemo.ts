import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { demo } from './demo';
import { DemoCluster } from './kubernetes/DemoCluster';
import { missingParts } from './kubernetes/parts';

/**
 * Runs the demo of the tests until it is stopped, with its own Kubernetes if
 * the required programs are available. An existing cluster is not used. Returns
 * the exit code of the demo.
 */
export async function runDemo(): Promise<number> {
  const cluster = missingParts.length
    ? undefined
    : await DemoCluster.start(process.env.PGSTAGE_CRD_DIR!);
  try {
    const child = spawn('node', ['scripts/start.mjs'], {
      cwd: demo.root,
      stdio: 'inherit',
      env: { ...process.env, KUBECONFIG: '', ...demo.env, ...cluster?.env },
    });
    // The cluster is stopped after everything that uses it.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => child.kill(signal));
    }
    const [code] = await once(child, 'close');
    return code ?? 1;
  } finally {
    await cluster?.stop();
  }
}
