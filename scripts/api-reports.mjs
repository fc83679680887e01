import { ensureInstalled } from './ensure-installed.mjs';
import { apiReports } from './lib/api-reports.mjs';
import { main } from './lib/output.mjs';
import { declareTypes } from './lib/types.mjs';

await main(async () => {
  await ensureInstalled();
  return (await declareTypes()) || apiReports();
});
