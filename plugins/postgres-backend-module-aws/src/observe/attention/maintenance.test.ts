import type { PendingMaintenanceAction } from '@aws-sdk/client-rds';
import { CannedApi } from '../../__testUtils__/cannedApi';
import { facts } from '../../__testUtils__/instances';
import { readMaintenance } from '../details/readMaintenance';
import { noDetails } from '../RegionDetails';
import { maintenanceAttention } from './maintenance';

const instance = facts({ PreferredMaintenanceWindow: 'mon:04:00-mon:05:00' });

async function attentionOf(
  action: PendingMaintenanceAction,
  observed: Partial<typeof instance> = {},
) {
  const api = new CannedApi({
    DescribePendingMaintenanceActions: () => ({
      PendingMaintenanceActions: [
        {
          ResourceIdentifier: instance.arn,
          PendingMaintenanceActionDetails: [action],
        },
        {
          ResourceIdentifier: `${instance.arn}-other`,
          PendingMaintenanceActionDetails: [{ Action: 'db-upgrade' }],
        },
      ],
    }),
  });
  const value = await readMaintenance(api, {});
  const rows = maintenanceAttention(
    { ...instance, ...observed },
    { ...noDetails, maintenance: { value } },
  );
  expect(rows).toHaveLength(1);
  const [{ id, what, meaning, evidence }] = rows;
  return { id, what: what.text, meaning: meaning.text, evidence };
}

const first = new Date('2030-03-01T00:00:00.000Z');
const last = new Date('2030-04-01T00:00:00.000Z');

it('says what is planned, and the window in which AWS applies it', async () => {
  const action = {
    Action: 'os-upgrade',
    Description: 'New Operating System update is available',
    AutoAppliedAfterDate: first,
    ForcedApplyDate: last,
  };
  expect(await attentionOf(action)).toEqual({
    id: 'maintenance:os-upgrade',
    what: 'AWS plans maintenance: upgrade of the operating system.',
    meaning:
      'AWS applies it in the first maintenance window after 2030-03-01T00:00:00.000Z: mon:04:00-mon:05:00 UTC.',
    evidence: 'New Operating System update is available',
  });
  const unknown = { maintenanceWindow: undefined };
  expect(await attentionOf(action, unknown)).toMatchObject({
    meaning:
      'AWS applies it in the first maintenance window after 2030-03-01T00:00:00.000Z.',
  });
});

it.each<[string, Partial<PendingMaintenanceAction>, string]>([
  [
    'at the time that is in effect',
    {
      CurrentApplyDate: first,
      AutoAppliedAfterDate: last,
      ForcedApplyDate: last,
    },
    'AWS applies it at 2030-03-01T00:00:00.000Z.',
  ],
  [
    'without a window',
    { ForcedApplyDate: last },
    'AWS applies it after 2030-04-01T00:00:00.000Z, also outside of the maintenance window.',
  ],
])('says that AWS applies it %s', async (_, times, meaning) => {
  const action = { Action: 'ca-certificate-rotation', ...times };
  expect(await attentionOf(action)).toMatchObject({
    what: 'AWS plans maintenance: another certificate authority.',
    meaning,
  });
});

it('plans nothing without a time, and names an unknown action as AWS does', async () => {
  expect(await attentionOf({ Action: 'constructor' })).toMatchObject({
    what: 'Maintenance is available: constructor.',
    meaning: 'AWS applies it only on request.',
  });
});
