import { createHash } from 'node:crypto';
import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { Parser } from 'tar';
import { z } from 'zod';

/** Size of the largest backup that is verified: verification transfers all of it over SQL. */
export const VERIFY_LIMIT_BYTES = 1024 ** 3;

const CHUNK_BYTES = 4 * 1024 ** 2;

const manifestSchema = z.object({
  Files: z.array(
    z.object({
      Path: z.string().optional(),
      'Encoded-Path': z.string().optional(),
      Size: z.number(),
      Checksum: z.string(),
      'Checksum-Algorithm': z.literal('SHA256'),
    }),
  ),
  'Manifest-Checksum': z.string(),
});

/** Result of the verification of a backup. */
export interface Verification {
  ok: boolean;
  message?: string;
}

/**
 * Reads a base backup completely and compares each file with the manifest, which
 * must contain SHA-256 checksums.
 */
export async function verifyBaseBackup(
  query: Query,
  folder: string,
): Promise<Verification> {
  const manifest = await readManifest(query, `${folder}/backup_manifest`);
  if (!manifest) return { ok: false, message: 'The manifest is damaged.' };
  const checksums = await readTar(query, `${folder}/base.tar`);
  if (!checksums) return { ok: false, message: 'base.tar is damaged.' };
  // Files of other tablespaces are in separate archives.
  const inBase = [...manifest].filter(
    ([path]) => !path.startsWith('pg_tblspc/'),
  );
  const wrong = inBase
    .filter(([path, checksum]) => checksums.get(path) !== checksum)
    .map(([path]) => path);
  return wrong.length
    ? {
        ok: false,
        message: `${wrong.length} files differ from the manifest; the first is ${wrong[0]}.`,
      }
    : {
        ok: true,
        message: `${inBase.length} files match the checksums of the manifest.`,
      };
}

/** Returns the checksums by path; undefined if the manifest is damaged. */
async function readManifest(
  query: Query,
  path: string,
): Promise<Map<string, string> | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of readFile(query, path)) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  const end = content.lastIndexOf('"Manifest-Checksum"');
  if (end < 0) return undefined;
  try {
    const manifest = manifestSchema.parse(JSON.parse(content.toString('utf8')));
    if (sha256(content.subarray(0, end)) !== manifest['Manifest-Checksum'])
      return undefined;
    return new Map(
      manifest.Files.map(file => [
        file.Path ??
          Buffer.from(file['Encoded-Path'] ?? '', 'hex').toString('utf8'),
        file.Checksum,
      ]),
    );
  } catch {
    return undefined;
  }
}

async function readTar(
  query: Query,
  path: string,
): Promise<Map<string, string> | undefined> {
  const checksums = new Map<string, string>();
  let damaged = false;
  const parser = new Parser({
    strict: true,
    onReadEntry: entry => {
      const hash = createHash('sha256');
      entry.on('data', (chunk: Buffer) => hash.update(chunk));
      entry.on('end', () => checksums.set(entry.path, hash.digest('hex')));
    },
  });
  parser.on('error', () => {
    damaged = true;
  });
  const ended = new Promise<void>(resolve => {
    parser.on('end', () => resolve());
    parser.on('error', () => resolve());
  });
  for await (const chunk of readFile(query, path)) {
    parser.write(chunk);
    if (damaged) return undefined;
  }
  parser.end();
  await ended;
  return damaged ? undefined : checksums;
}

async function* readFile(query: Query, path: string): AsyncGenerator<Buffer> {
  for (let offset = 0; ; offset += CHUNK_BYTES) {
    const [{ chunk }] = await query<{ chunk: Buffer | null }>(
      'SELECT pg_read_binary_file($1, $2, $3, true) AS chunk',
      [path, offset, CHUNK_BYTES],
    );
    if (chunk?.length) yield chunk;
    if (!chunk || chunk.length < CHUNK_BYTES) return;
  }
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
