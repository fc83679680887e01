import { mockServices } from '@backstage/backend-test-utils';
import type { Request } from 'express';
import { audited } from './audited';

const request = {} as Request;
const record = { success: jest.fn(), fail: jest.fn() };
const auditor = mockServices.auditor.mock({ createEvent: async () => record });
const event = {
  eventId: 'database-change',
  severityLevel: 'medium' as const,
  meta: { ref: 'memory:main/a' },
};

beforeEach(() => jest.clearAllMocks());

it('audits success, and failure with the error that the caller gets', async () => {
  expect(await audited(auditor, request, event, async () => 1)).toBe(1);
  expect(auditor.createEvent).toHaveBeenCalledWith({
    ...event,
    severityLevel: 'medium',
    request,
  });
  expect(record.success).toHaveBeenCalledTimes(1);
  const error = new Error('no');
  await expect(
    audited(auditor, request, event, () => Promise.reject(error)),
  ).rejects.toBe(error);
  expect(record.fail).toHaveBeenCalledWith({ error });
  expect(record.success).toHaveBeenCalledTimes(1);
});
