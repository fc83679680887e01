import { ensureInstalled } from './ensure-installed.mjs';
import { main } from './lib/output.mjs';
import { run } from './lib/run.mjs';

await main(async () => {
  await ensureInstalled();
  const lint = await run('backstage-cli', ['repo', 'lint']);
  const format = await run('prettier', ['--check', '--loglevel', 'warn', '.']);
  const reference = await run('node', ['scripts/reference.mjs', '--check']);
  const unused = await run('knip', ['--no-progress', '--no-config-hints']);
  const publish = await run('backstage-cli', [
    ...['repo', 'fix', '--publish', '--check'],
  ]);
  return lint || format || reference || unused || publish;
});
