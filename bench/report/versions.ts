import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Returns the versions of all components of the benchmark. */
export async function readVersions(): Promise<string> {
  const { stdout } = await promisify(execFile)(
    join(process.env.KUBEBUILDER_ASSETS ?? '', 'kube-apiserver'),
    ['--version'],
  );
  const packages = [
    '@backstage/backend-defaults',
    '@backstage/plugin-kubernetes-backend',
    'express',
  ];
  const lines = await Promise.all(
    packages.map(async name => {
      const file = join(__dirname, '../../node_modules', name, 'package.json');
      const { version } = JSON.parse(await readFile(file, 'utf8'));
      return `${name} ${version}`;
    }),
  );
  return [`Node ${process.versions.node}`, stdout.trim(), ...lines].join(', ');
}
