import { createHash } from 'node:crypto';
import type { Query } from '@pgstage/backstage-plugin-postgres-sql-node';
import { Parser } from 'tar';
import { z } from 'zod';

/** Largest backup that is read through over SQL: it all passes through the network. */
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

/** What a backup's reading through found. */
export interface Verification {
  ok: boolean;
  message?: string;
}

/**
 * Reads a base backup through and compares every file with the manifest. The
 * manifest must hold SHA-256 checksums.
 */
export async function verifyBaseBackup(
  query: Query,
  folder: string,
): Promise<Verification> {
  const manifest = await readManifest(query, `${folder}/backup_manifest`);
  if (!manifest) return { ok: false, message: 'Its manifest is damaged.' };
  const found = await readTar(query, `${folder}/base.tar`);
  if (!found) return { ok: false, message: 'base.tar is damaged.' };
  // Files of other tablespaces lie in archives of their own.
  const inBase = [...manifest].filter(
    ([path]) => !path.startsWith('pg_tblspc/'),
  );
  const wrong = inBase
    .filter(([path, checksum]) => found.get(path) !== checksum)
    .map(([path]) => path);
  return wrong.length
    ? {
        ok: false,
        message: `${wrong.length} files differ from the manifest, first ${wrong[0]}.`,
      }
    : {
        ok: true,
        message: `${inBase.length} files have the checksums of the manifest.`,
      };
}

/** Checksums by path, if the manifest is what the server wrote. */
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
