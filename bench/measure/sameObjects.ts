import { databaseAt } from '../databases';
import { pgstagePage, peerPage } from '../requests';
import type { Stage } from './pages';

interface PgstageResponse {
  items: Array<{
    ref: string;
    status: { state: string };
    summary: { instances: { working: number } };
  }>;
}

interface PeerResponse {
  items: Array<{
    errors: unknown[];
    resources: Array<{ type: string; resources: unknown[] }>;
  }>;
}

/**
 * Checks the content of the pages: fast responses without it would mean
 * nothing.
 *
 * @throws Error if a page is not that of the healthy database.
 */
export async function assertShown(
  { pgstage, peer }: Stage,
  index: number,
): Promise<void> {
  const { ref } = databaseAt(index);
  const { items } = await pgstage.json<PgstageResponse>(pgstagePage(index));
  if (items.length !== 1 || items[0].ref !== ref) {
    throw new Error(`pgstage shows ${JSON.stringify(items)} instead of ${ref}`);
  }
  const { state } = items[0].status;
  const { instances } = items[0].summary;
  if (state !== 'working' || instances.working !== 3) {
    throw new Error(
      `pgstage shows ${ref} as ${state}, ${JSON.stringify(instances)}`,
    );
  }
  const response = await peer.json<PeerResponse>(peerPage(index));
  const [{ errors, resources }] = response.items;
  const count = (kind: string) =>
    resources.find(({ type }) => type === kind)?.resources.length;
  if (errors.length || count('pods') !== 3 || count('customresources') !== 1) {
    throw new Error(
      `The peer shows ${JSON.stringify(response).slice(0, 2_000)}`,
    );
  }
}
