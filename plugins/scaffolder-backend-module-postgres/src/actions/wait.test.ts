import { claimed } from '@pgstage/backstage-plugin-postgres-node/testUtils';
import type {
  Backups,
  DatabaseView,
  Section,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  errorResponse,
  mockContext,
  mockPostgres,
  providerMessage,
  REF,
  step,
  noResponse,
  view,
} from '../__testUtils__/fixtures';
import { createWaitAction } from './wait';

describe('postgres:database:wait', () => {
  it('waits for a finished backup with until safe', async () => {
    const postgres = mockPostgres();
    postgres.getDatabase
      .mockResolvedValueOnce(view())
      .mockResolvedValue(view({ safe: claimed(true), revision: '2' }));
    const { ctx, outputs } = mockContext({ ref: REF, until: 'safe' });
    await createWaitAction(postgres).handler(ctx);
    expect(postgres.getDatabase).toHaveBeenCalledTimes(2);
    expect(outputs.safe).toBe(true);
  });

  it('does not wait for a backup that cannot be created', async () => {
    const postgres = mockPostgres();
    const reason = providerMessage('noTarget');
    const operations = {
      backup: { supported: false, reason },
    } as DatabaseView['operations'];
    postgres.getDatabase.mockResolvedValue(view({ operations }));
    const checkedAt = '2030-01-01T00:00:00Z';
    const backups = (schedules: Backups['schedules']): Section<Backups> => ({
      status: 'ok',
      checkedAt,
      data: {
        backups: [],
        archiving: { state: 'unknown', reason: providerMessage('unknown') },
        schedules,
        methods: [],
        restore: { supported: false, reason: providerMessage('noTarget') },
      },
    });
    postgres.getBackups
      // Only a known list ends the wait.
      .mockResolvedValueOnce({ status: 'timeout', checkedAt })
      .mockResolvedValueOnce(
        backups([{ description: { id: 'test.nightly', text: 'Every night' } }]),
      )
      .mockResolvedValue(backups([]));
    const { ctx, outputs, lines } = mockContext({ ref: REF, until: 'safe' });
    await createWaitAction(postgres).handler(ctx);
    expect(postgres.getBackups).toHaveBeenCalledTimes(3);
    expect(outputs.safe).toBe(false);
    expect(lines.at(-1)).toBe(
      `Not waiting until ${REF} has a finished backup: no backup is running or scheduled, and none can be created. ${reason.text}`,
    );
  });

  it('does not wait for a login that the provider never tries', async () => {
    const postgres = mockPostgres();
    const reason = providerMessage('unknown');
    const usable = { value: null, reason, lasting: true } as const;
    const waiting = { ...step('running'), id: 'credentials' };
    const stored = { ...step('done'), id: 'credentials' };
    const credentials = { store: 'aws', secretRef: 'secret' };
    postgres.getDatabase
      // The credentials come first.
      .mockResolvedValueOnce(view({ usable, steps: [waiting] }))
      .mockResolvedValue(view({ usable, steps: [stored], credentials }));
    const { ctx, outputs, lines } = mockContext({ ref: REF });
    await createWaitAction(postgres).handler(ctx);
    expect(postgres.getDatabase).toHaveBeenCalledTimes(2);
    expect(outputs.usable).toBeUndefined();
    expect(lines.at(-1)).toContain(`Not waiting until ${REF} is usable: `);
  });

  it('ends with a message after the timeout', async () => {
    const postgres = mockPostgres();
    postgres.getDatabase.mockResolvedValue(
      view({ usable: claimed(false), steps: [] }),
    );
    const { ctx, outputs, lines } = mockContext({ ref: REF, waitSeconds: 1 });
    await createWaitAction(postgres).handler(ctx);
    expect(outputs).toMatchObject({
      ref: REF,
      usable: false,
      host: 'primary.example',
    });
    expect(lines.at(-1)).toMatch(
      /^Timed out waiting until .* follow it on the PostgreSQL tab of resource:default\/orders-db/,
    );
  });

  it('continues after transient problems with a warning, and reports them after the timeout', async () => {
    const postgres = mockPostgres();
    const stuck = providerMessage('noNode');
    postgres.getDatabase.mockResolvedValue(
      view({
        usable: claimed(false),
        status: { state: 'attention', reason: stuck, since: '' },
        steps: [step('running', stuck)],
        attention: [
          {
            id: 'pod',
            severity: 'warning',
            what: stuck,
            meaning: { id: 'down', text: 'It does not come up.' },
            nextStep: { id: 'ask', text: 'Ask for room.' },
          },
        ],
      }),
    );
    const { ctx, outputs, lines } = mockContext({ ref: REF, waitSeconds: 1 });
    const warn = jest.spyOn(ctx.logger, 'warn');
    await createWaitAction(postgres).handler(ctx);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn).toHaveBeenCalledWith(
      `Waiting for: Role orders: ${stuck.text}`,
    );
    expect(outputs.usable).toBe(false);
    expect(lines.at(-1)).toContain(
      'Now: No node has room. Ask for room. The work continues',
    );
  });

  it('ends with a message when the session of the user expires', async () => {
    const postgres = mockPostgres();
    postgres.getDatabase
      .mockResolvedValueOnce(view({ usable: claimed(false), steps: [] }))
      .mockRejectedValue(
        await errorResponse(401, 'AuthenticationError', 'Token expired'),
      );
    const { ctx, outputs, lines } = mockContext({ ref: REF });
    await createWaitAction(postgres).handler(ctx);
    expect(outputs.usable).toBe(false);
    expect(lines.at(-1)).toMatch(/^Your session expired/);
  });

  it('continues while the backend does not respond', async () => {
    const postgres = mockPostgres();
    postgres.getDatabase
      .mockRejectedValueOnce(noResponse())
      .mockRejectedValueOnce(
        await errorResponse(503, 'ServiceUnavailableError', 'starting'),
      )
      .mockResolvedValue(view());
    const { ctx, outputs, lines } = mockContext({ ref: REF });
    await createWaitAction(postgres).handler(ctx);
    expect(outputs.usable).toBe(true);
    expect(lines).toContain('starting (retrying)');
  });

  it('fails with the reason when a step failed', async () => {
    const postgres = mockPostgres();
    postgres.getDatabase.mockResolvedValue(
      view({
        usable: claimed(false),
        steps: [step('failed', providerMessage('noVolume'))],
      }),
    );
    const { ctx } = mockContext({ ref: REF });
    await expect(createWaitAction(postgres).handler(ctx)).rejects.toThrow(
      "'Role orders' failed for server:main/orders: The volume cannot grow. Retry the task",
    );
  });

  it('uses the reason of the status for a step without one', async () => {
    const postgres = mockPostgres();
    const status = {
      ...view().status,
      state: 'attention' as const,
      reason: providerMessage('noNode'),
    };
    const failed = view({
      usable: claimed(false),
      status,
      steps: [step('failed')],
    });
    postgres.getDatabase.mockResolvedValue(failed);
    const { ctx } = mockContext({ ref: REF });
    await expect(createWaitAction(postgres).handler(ctx)).rejects.toThrow(
      'failed for server:main/orders: No node has room. Retry the task',
    );
  });

  it('stops waiting when the task is cancelled', async () => {
    const postgres = mockPostgres();
    postgres.getDatabase.mockResolvedValue(
      view({ usable: claimed(false), steps: [] }),
    );
    const controller = new AbortController();
    const { ctx } = mockContext({ ref: REF }, { signal: controller.signal });
    const running = createWaitAction(postgres).handler(ctx);
    controller.abort();
    await expect(running).rejects.toThrow('The task was cancelled');
  });
});
