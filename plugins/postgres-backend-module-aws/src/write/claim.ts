import { randomBytes } from 'node:crypto';
import {
  AddTagsToResourceCommand,
  ListTagsForResourceCommand,
  RemoveTagsFromResourceCommand,
} from '@aws-sdk/client-rds';
import { ConflictError } from '@backstage/errors';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { WriteTarget } from './WriteTarget';

const PREFIX = 'pgstage:claim.';
/** Maximum age of a claim: an older one belongs to a process that ended. */
const CLAIM_MS = 20_000;
/** Maximum age at which a writer uses its own claim: soon after, other writers ignore it. */
const OWN_MS = 10_000;
const WAIT_MS = 30_000;

/** The claim of a writer. */
export interface Claim {
  /** Call it before each write. @throws ConflictError if the claim is possibly no longer valid */
  check(): void;
}

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
 * @param work - writes the record and returns the keys of tags to remove
 * @throws ConflictError if another writer does not finish in time
 */
export async function withClaim(
  target: WriteTarget,
  arn: string,
  work: (claim: Claim) => Promise<string[]>,
): Promise<void> {
  const key = `${PREFIX}${randomBytes(6).toString('hex')}`;
  const end = Date.now() + WAIT_MS;
  for (;;) {
    const since = Date.now();
    const outdated = await addClaim(target, arn, key);
    if (outdated) {
      let surplus: string[] = [];
      try {
        surplus = await work({
          check: () => {
            if (Date.now() - since > OWN_MS) throw busy(target);
          },
        });
      } finally {
        await removeTags(target, arn, [key, ...outdated, ...surplus]);
      }
      return;
    }
    await removeTags(target, arn, [key]);
    if (Date.now() > end) throw busy(target);
    // A random time, so that two writers do not collide again.
    await pause(100 + Math.random() * 900, target.signal);
    target.signal?.throwIfAborted();
  }
}

function busy({ name }: WriteTarget): ConflictError {
  return new ConflictError(
    `The record of database '${name}' could not be written, because another change is in progress or AWS responds slowly: repeat the request later`,
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

/** Removes tags. Ignores the signal of the caller, because a remaining claim blocks other writers. */
export async function removeTags(
  { api }: Pick<WriteTarget, 'api'>,
  arn: string,
  keys: string[],
): Promise<void> {
  await api.tryCall(
    'rds',
    new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: keys }),
    // The instance was deleted with its tags.
    ['DBInstanceNotFoundFault'],
  );
}
