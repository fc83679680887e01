import { X509Certificate } from 'crypto';
import { mkdir } from 'fs/promises';
import path from 'path';
import { generate } from 'selfsigned';

import { readIfExists, writePrivately } from './files';
import { ServerUser } from './serverUser';

const DAY_MS = 24 * 3600 * 1000;
const VALID_DAYS = 365;
const RENEW_DAYS = 30;

/** Paths of PEM files. */
export interface Certificates {
  caFile: string;
  certFile: string;
  keyFile: string;
}

/**
 * Creates a CA and a server certificate for the loopback addresses in the data
 * folder, on first use and before they expire.
 *
 * @param names - additional host names of the server
 */
export async function ensureCertificates(
  folder: string,
  user: ServerUser | undefined,
  names: string[] = [],
): Promise<Certificates> {
  const files = {
    caFile: path.join(folder, 'ca.crt'),
    certFile: path.join(folder, 'server.crt'),
    keyFile: path.join(folder, 'server.key'),
  };
  // The server certificate is written last: if it exists, all three files do.
  const existing = await readIfExists(files.certFile);
  const expiry = existing
    ? Date.parse(new X509Certificate(existing).validTo)
    : 0;
  if (expiry - Date.now() > RENEW_DAYS * DAY_MS) {
    return files;
  }
  await mkdir(folder, { recursive: true });
  const common = {
    keyType: 'ec',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + VALID_DAYS * DAY_MS),
  } as const;
  const ca = await generate(
    [{ name: 'commonName', value: 'pgstage demo CA' }],
    {
      ...common,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
      ],
    },
  );
  const server = await generate([{ name: 'commonName', value: 'localhost' }], {
    ...common,
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
          ...names.map(value => ({ type: 2 as const, value })),
        ],
      },
    ],
  });
  await writePrivately(files.caFile, ca.cert, user);
  await writePrivately(files.keyFile, server.private, user);
  await writePrivately(files.certFile, server.cert, user);
  return files;
}
