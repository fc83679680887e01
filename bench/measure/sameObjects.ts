import { databaseAt } from '../databases';
import { ourPage, peerPage } from '../questions';
import type { Stage } from './pages';

interface OurAnswer {
  items: Array<{
    ref: string;
    status: { state: string };
    summary: { instances: { working: number } };
  }>;
}

interface PeerAnswer {
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
  const { items } = await pgstage.json<OurAnswer>(ourPage(index));
  if (items.length !== 1 || items[0].ref !== ref) {
    throw new Error(`Ours shows ${JSON.stringify(items)} instead of ${ref}`);
  }
  const { state } = items[0].status;
  const { instances } = items[0].summary;
  if (state !== 'working' || instances.working !== 3) {
    throw new Error(
      `Ours shows ${ref} as ${state}, ${JSON.stringify(instances)}`,
    );
  }
  const answer = await peer.json<PeerAnswer>(peerPage(index));
  const [{ errors, resources }] = answer.items;
  const count = (kind: string) =>
    resources.find(({ type }) => type === kind)?.resources.length;
  if (errors.length || count('pods') !== 3 || count('customresources') !== 1) {
    throw new Error(`The peer shows ${JSON.stringify(answer).slice(0, 2_000)}`);
  }
}
