import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { runQuietly } from '../lib/run.mjs';

/** Returns the manifest in a tarball. */
async function manifestOf(tarball) {
  return JSON.parse(
    await runQuietly('tar', ['-xOzf', tarball, 'package/package.json']),
  );
}

/**
 * Starts an npm registry with the packages of a folder of tarballs, so that
 * names and ranges are resolved as after a publication.
 */
export async function startRegistry(folder) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Package managers cache by address: a run must not get results of an earlier one.
  const prefix = `/${randomUUID()}`;
  const url = `http://127.0.0.1:${server.address().port}${prefix}`;

  const contents = new Map();
  for (const file of await fs.readdir(folder)) {
    const manifest = await manifestOf(path.join(folder, file));
    const { name, version } = manifest;
    const dist = { tarball: `${url}/tarballs/${file}` };
    const about = {
      name,
      'dist-tags': { latest: version },
      versions: { [version]: { ...manifest, dist } },
    };
    contents.set(`${prefix}/${name}`, async () => JSON.stringify(about));
    contents.set(`${prefix}/tarballs/${file}`, () =>
      fs.readFile(path.join(folder, file)),
    );
  }
  server.on('request', async (request, response) => {
    const content = contents.get(decodeURIComponent(request.url));
    response.writeHead(content ? 200 : 404).end(await content?.());
  });

  return {
    url,
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
