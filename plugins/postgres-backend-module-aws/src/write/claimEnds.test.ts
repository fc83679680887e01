import type { Tag } from '@aws-sdk/client-rds';
import { CannedApi } from '../__testUtils__/cannedApi';
import {
  databaseRecord,
  runningInstance,
  signedTags,
  signer,
} from '../__testUtils__/instances';
import { changeDatabase } from './changeDatabase';
import { withClaim } from './claim';

const arn = 'arn:aws:rds:eu-west-1:123456789012:db:orders';
/** Soon after this time, other writers ignore the claim. */
const CLAIM_ENDS_MS = 10_000;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A writer, with an AWS that never responds to the request to modify the instance. */
async function writer() {
  const TagList: Tag[] = [...(await signedTags(databaseRecord()))];
  const api = new CannedApi({
    DescribeDBInstances: () => ({
      DBInstances: [runningInstance({ TagList })],
    }),
    ListTagsForResource: () => ({ TagList }),
    AddTagsToResource: ({ Tags }) => TagList.push(...(Tags as Tag[])),
    ModifyDBInstance: () => new Promise(() => {}),
    RemoveTagsFromResource: () => ({}),
  });
  const called = (name: string) =>
    api.calls.filter(([operation]) => operation === name).length;
  return { target: { ref: 'ref', name: 'orders', api, signer }, called };
}

it('ends the calls of a writer with its claim, which it leaves, because they can still take effect', async () => {
  const { target, called } = await writer();
  let aborted = false;
  const writing = withClaim(
    target,
    arn,
    ({ signal }) =>
      new Promise((_, reject) => {
        signal!.addEventListener('abort', () => {
          aborted = true;
          reject(new Error('aborted'));
        });
      }),
  );
  const outcome = writing.catch(error => error);
  await jest.advanceTimersByTimeAsync(CLAIM_ENDS_MS);
  expect(await outcome).toMatchObject({ code: 'UpstreamTimeout' });
  expect(aborted).toBe(true);
  expect(called('RemoveTagsFromResource')).toBe(0);
});

it('does not write a record if the instance was not modified in time', async () => {
  const { target, called } = await writer();
  const outcome = changeDatabase(target, { size: 'medium' }).catch(e => e);
  await jest.advanceTimersByTimeAsync(CLAIM_ENDS_MS);
  expect(await outcome).toMatchObject({ code: 'UpstreamTimeout' });
  expect(called('ModifyDBInstance')).toBe(1);
  // Only the claim was written.
  expect(called('AddTagsToResource')).toBe(1);
});
