import { randomBytes } from 'node:crypto';
import {
  AddTagsToResourceCommand,
  ListTagsForResourceCommand,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import { UpstreamTimeoutError } from '@pgstage/backstage-plugin-postgres-common';
import {
  pause,
  withTimeout,
} from '@pgstage/backstage-plugin-postgres-node/provider';
import type { WriteTarget } from './WriteTarget';

const PREFIX = 'pgstage:claim.';
/** Maximum age of a claim: an older one belongs to a process that ended. */
const CLAIM_MS = 20_000;
/** Time that a writer has for its calls: what it sent last reaches AWS before other writers ignore its claim. */
const OWN_MS = 10_000;
const WAIT_MS = 30_000;

/**
 * Allows one writer at a time to replace the record of an instance. AWS has no
 * conditional write of tags, but writers can add tags with different keys without a
 * conflict: each writer adds its own claim, then reads the tags. A writer that reads
 * after both claims were added sees both, so at most one of two writers sees only its
 * own. A writer that sees another claim removes its own and tries again.
 *
 * This assumes that a tag is visible to all readers after the call that added it has
 * returned, which AWS does not guarantee: within the delay of a tag, the later of two
 * writers wins. Clocks of replicas may differ by seconds.
 *
 * @param work - writes the record and returns the keys of tags to remove; the signal
 * of its target ends its calls when the claim ends
 * @throws ConflictError if another writer does not finish in time
 * @throws UpstreamTimeoutError if the work does not end before the claim
 */
export async function withClaim(
  target: WriteTarget,
  arn: string,
  work: (claimed: WriteTarget) => Promise<string[]>,
): Promise<void> {
  const key = `${PREFIX}${randomBytes(6).toString('hex')}`;
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const since = Date.now();
    const outdated = await addClaim(target, arn, key);
    if (outdated) {
      await workUntil(since + OWN_MS, target, arn, [key, ...outdated], work);
      return;
    }
    await removeTags({ api: target.api }, arn, [key]);
    if (Date.now() > end) throw busy(target);
    // A random time, so that two writers do not collide again.
    await pause(100 + Math.random() * 900, target.signal);
    target.signal?.throwIfAborted();
  }
}

/** Works until a time, then removes the claims and the tags that the work returns. */
async function workUntil(
  end: number,
  target: WriteTarget,
  arn: string,
  claims: string[],
  work: (claimed: WriteTarget) => Promise<string[]>,
): Promise<void> {
  let ended: AbortSignal | undefined;
  try {
    await withTimeout(
      Math.max(0, end - Date.now()),
      () =>
        new UpstreamTimeoutError(
          target.api.system,
          `it took more than ${
            OWN_MS / 1000
          } s to write the record of database '${target.name}'`,
          'Repeat the request later',
        ),
      async signal => {
        ended = signal;
        const claimed = { ...target, signal };
        const surplus = await work(claimed);
        await removeTags(claimed, arn, [...claims, ...surplus]);
      },
      target.signal,
    );
  } catch (error) {
    // A call that was interrupted can still take effect: until then, the claim stays.
    if (!ended?.aborted) await removeTags({ api: target.api }, arn, claims);
    throw error;
  }
}

function busy({ name }: WriteTarget): ConflictError {
  return new ConflictError(
    `The record of database '${name}' could not be written, because another change is in progress: repeat the request later`,
  );
}

/** Adds a claim. Returns the keys of outdated claims, or undefined if another writer has a claim. */
async function addClaim(
  { api, signal }: WriteTarget,
  arn: string,
  key: string,
): Promise<string[] | undefined> {
  await api.call(
    'rds',
    new AddTagsToResourceCommand({
      ResourceName: arn,
      Tags: [{ Key: key, Value: new Date().toISOString() }],
    }),
    { signal },
  );
  const { TagList = [] } = await api.call(
    'rds',
    new ListTagsForResourceCommand({ ResourceName: arn }),
    { signal },
  );
  const tags = Object.fromEntries(
    TagList.map(({ Key, Value }) => [Key, Value ?? '']),
  );
  const others = Object.keys(tags).filter(
    other => other.startsWith(PREFIX) && other !== key,
  );
  const outdated = outdatedClaims(tags);
  return others.length === outdated.length ? outdated : undefined;
}

/**
 * Returns the keys of the claims of processes that ended, and of those that no
 * writer wrote: with a time far in the future, or without one.
 */
export function outdatedClaims(tags: Record<string, string>): string[] {
  const now = Date.now();
  return Object.keys(tags).filter(
    key =>
      key.startsWith(PREFIX) &&
      !(Math.abs(now - Date.parse(tags[key])) <= CLAIM_MS),
  );
}

/** Removes tags. */
export async function removeTags(
  { api, signal }: Pick<WriteTarget, 'api' | 'signal'>,
  arn: string,
  keys: string[],
): Promise<void> {
  await api.tryCall(
    'rds',
    new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: keys }),
    // The instance was deleted with its tags.
    ['DBInstanceNotFoundFault'],
    { signal },
  );
}
