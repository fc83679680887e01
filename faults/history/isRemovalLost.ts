import type { Api } from '../round/Api';
import { refOf, requestFor } from '../round/requests';
import type { Stage } from '../stage/startStage';

/** A replica can have read the database in time by chance. */
const ATTEMPTS = 5;

/** The known failure of {@link isRemovalLost}, in one sentence. */
export const REMOVAL_LOST =
  'a replica that has not read a new database yet answers its removal with success, and the database remains: a replica without it in its directory does not ask the server.';

/**
 * Returns whether a replica answers the removal of a database, which another one
 * has just created, with success, although the database remains. This is a known
 * failure, which histories do not count.
 */
export async function isRemovalLost(
  stage: Stage,
  [first, second]: Api[],
): Promise<boolean> {
  const link = stage.links.postgres;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const name = `${stage.nextPrefix()}-removal`;
    await first.client.createDatabase(requestFor(link, name));
    await second.client.removeDatabase(refOf(link, name), {});
    if (await stage.readRecord(name)) return true;
  }
  return false;
}
