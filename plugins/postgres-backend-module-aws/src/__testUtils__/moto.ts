import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { waitUntil } from '@pgstage/backstage-plugin-postgres-node/provider';
import { freePort } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import { REGION } from './testRegion';

/** A moto_server, with clients of the test. */
export interface Moto {
  port: number;
  endpoint: string;
  rds: RDSClient;
  ec2: EC2Client;
  secrets: SecretsManagerClient;
  vpcId: string;
  subnetIds: string[];
  stop(): Promise<void>;
}

async function responds(endpoint: string): Promise<boolean> {
  return fetch(`${endpoint}/moto-api/data.json`).then(
    response => response.ok,
    () => false,
  );
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Starts the program at `PGSTAGE_MOTO_SERVER`, with the default VPC of its account. */
export async function startMoto(program: string): Promise<Moto> {
  const port = await freePort();
  const child = spawn(program, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  let ready = false;
  const probe = setInterval(async () => {
    ready ||= await responds(endpoint);
  }, 200);
  const started = await waitUntil(() => ready, {
    everyMs: 100,
    withinMs: 60_000,
  });
  clearInterval(probe);
  if (!started) {
    await stopProcess(child);
    throw new Error(`${program} does not respond at ${endpoint}`);
  }
  const options = {
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const ec2 = new EC2Client(options);
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}));
  return {
    port,
    endpoint,
    ec2,
    rds: new RDSClient(options),
    secrets: new SecretsManagerClient(options),
    vpcId: Subnets[0].VpcId!,
    subnetIds: Subnets.map(({ SubnetId }) => SubnetId!),
    stop: () => stopProcess(child),
  };
}
