import fs from 'node:fs/promises';
import path from 'node:path';
import { RDSClient } from '@aws-sdk/client-rds';
import { demo } from './demo';

const endpointFile = path.join(demo.dataDir, 'aws-endpoint');

/** Stores where the emulator of AWS listens, for the tests, which run in another process. */
export async function storeAwsEndpoint(endpoint: string): Promise<void> {
  await fs.mkdir(demo.dataDir, { recursive: true });
  await fs.writeFile(endpointFile, endpoint);
}

/** Returns a client of the emulator of AWS, for what only AWS knows. */
export async function emulatedRds(): Promise<RDSClient> {
  return new RDSClient({
    endpoint: await fs.readFile(endpointFile, 'utf8'),
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
}
