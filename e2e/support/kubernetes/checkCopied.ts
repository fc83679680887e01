import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadYaml } from '@kubernetes/client-node';
import { expect } from '@playwright/test';
import type { Copied } from '../recipes';
import { adminConnection } from './Operator';
import { NAMESPACE } from './adaptRecorded';

interface KeyRef {
  name: string;
  key: string;
}

interface Container {
  env?: { valueFrom?: { secretKeyRef?: KeyRef; configMapKeyRef?: KeyRef } }[];
  envFrom?: { secretRef?: { name: string }; configMapRef?: { name: string } }[];
  volumeMounts?: { name: string }[];
}

/**
 * No PostgreSQL runs in the demo's Kubernetes. Therefore the API server checks
 * the configuration of a container, including the referenced keys, and a shell
 * parses commands without running them.
 */
export async function checkCopied({ text }: Copied): Promise<void> {
  if (/^env(From)?:/m.test(text)) {
    await checkContainer(loadYaml<Container>(text));
  } else if (/^PGHOST=/.test(text)) {
    for (const line of text.split('\n'))
      expect(line).toMatch(/^(#|[A-Z_]+=\S)/);
  } else {
    expect(text).toMatch(/^(kubectl|psql|until kubectl|PGPASSWORD=)/);
    await promisify(execFile)('sh', ['-n', '-c', text]);
  }
}

async function checkContainer(container: Container): Promise<void> {
  const admin = adminConnection();
  const path = `/api/v1/namespaces/${NAMESPACE}`;
  await admin.json({
    method: 'POST',
    path: `${path}/pods`,
    query: { dryRun: 'All', fieldValidation: 'Strict' },
    body: {
      metadata: { name: 'application' },
      spec: {
        containers: [{ name: 'application', image: 'x', ...container }],
        volumes: container.volumeMounts?.map(({ name }) => ({
          ...{ name, configMap: { name } },
        })),
      },
    },
  });
  for (const { kind, name, key } of keysOf(container)) {
    const { data } = await admin.json<{ data: object }>({
      path: `${path}/${kind}/${name}`,
    });
    expect(Object.keys(data)).toContain(key);
  }
}

/** Returns the keys that a container uses; of a whole entry the relevant one. */
function keysOf({ env = [], envFrom = [] }: Container) {
  const given = (kind: string, all: (KeyRef | undefined)[]) =>
    all.flatMap(ref => (ref ? { kind, ...ref } : []));
  const whole = (ref: { name: string } | undefined, key: string) =>
    ref && { ...ref, key };
  return [
    ...given('secrets', [
      ...env.map(({ valueFrom }) => valueFrom?.secretKeyRef),
      ...envFrom.map(({ secretRef }) => whole(secretRef, 'PGPASSWORD')),
    ]),
    ...given('configmaps', [
      ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef),
      ...envFrom.map(({ configMapRef }) => whole(configMapRef, 'PGHOST')),
    ]),
  ];
}
