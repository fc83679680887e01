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
/** A claim that is older was left by a process that ended. */
const CLAIM_MS = 20_000;
/** After this, a writer gives up its own claim: others may soon take it for one that was left. */
const OWN_MS = 10_000;
const WAIT_MS = 30_000;

/** The claim of a writer, which ends. */
export interface Claim {
  /** @throws ConflictError if the claim may no longer be valid; call it right before each write */
  check(): void;
}

/**
 * Lets one writer at a time replace the record of an instance. AWS has no
 * conditional write of tags, but adding a tag of another key is safe: each
 * writer adds a claim of its own, then reads the tags. Whoever reads after both
 * claims were added sees both, so of two writers at most one finds only its
 * own; a writer that sees another claim takes its own back and tries again
 * later.
 *
 * This relies on a tag being visible to everyone once the call that added it
 * has returned, which AWS does not promise: within the delay of a tag, the later
 * of two writers wins. Clocks of replicas may differ by seconds.
 *
 * @param work - writes the record and returns the keys of tags to remove
 * @throws ConflictError if another writer does not end
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
    // Random, or the two would meet again.
    await pause(100 + Math.random() * 900, target.signal);
    target.signal?.throwIfAborted();
  }
}

function busy({ name }: WriteTarget): ConflictError {
  return new ConflictError(
    `The record of '${name}' cannot be written now, because of another change or a slow answer of AWS: repeat the request later`,
  );
}

/** Adds a claim. Returns the keys of claims that are left over, or undefined if somebody else has one. */
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
  const left = leftClaims(tags);
  return others.length === left.length ? left : undefined;
}

/** Returns the keys of claims that were left by a process that ended. */
export function leftClaims(tags: Record<string, string>): string[] {
  return Object.keys(tags).filter(
    key =>
      key.startsWith(PREFIX) && Date.now() - Date.parse(tags[key]) > CLAIM_MS,
  );
}

/** Not aborted with the caller: a claim that stays holds up others. */
export async function removeTags(
  { api }: Pick<WriteTarget, 'api'>,
  arn: string,
  keys: string[],
): Promise<void> {
  await api.tryCall(
    'rds',
    new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: keys }),
    // Removed meanwhile, with its tags.
    ['DBInstanceNotFoundFault'],
  );
}
