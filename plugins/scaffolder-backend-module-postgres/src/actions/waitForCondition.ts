import { toError } from '@backstage/errors';
import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ActionRun } from './definePostgresAction';
import {
  explain,
  isNotFound,
  isTransient,
  isSignInExpired,
  StepError,
} from './errors';
import { pauseSince } from './pauseSince';
import { createStepLog } from './stepLog';
import { asClause, lineOf } from './texts';

const LONG_POLL_SECONDS = 30;
/**
 * Added to the time of the long poll, before a backend that does not respond
 * counts as unavailable.
 */
const RESPONSE_SECONDS = 30;
const PAUSE_MS = 500;

/** A database that the backend does not know, or that the user may not read. */
export interface NotFoundSince {
  /** The database was visible earlier in this wait. */
  wasFound: boolean;
  /** Since when each response was "not found", in milliseconds. */
  since: number;
  /** The timeout is reached; there is no further query. */
  isLast: boolean;
}

/** The condition of a wait. */
export interface WaitCondition {
  /** As text, both on its own and after "waiting until ...". */
  description: string;
  waitSeconds: number;
  /** Without a view, the database does not exist. */
  isReached(view: DatabaseView | undefined): boolean;
  /**
   * Called if the database does not exist and the condition is not met; returns
   * if it may still appear.
   */
  onMissing(notFound: NotFoundSince): Promise<unknown>;
  /** Returns why the condition cannot be met by waiting, if that is known. */
  obstacle?(view: DatabaseView): Promise<string | undefined>;
}

/**
 * Watches a database until the condition is met, a step fails, the condition
 * cannot be met, the timeout is reached or the session of the user expires. The
 * last three are not failures: the caller gets the last observed view.
 */
export async function waitForCondition(
  postgres: PostgresService,
  run: ActionRun<unknown>,
  ref: string,
  condition: WaitCondition,
): Promise<DatabaseView | undefined> {
  const { logger, signal } = run.ctx;
  const deadline = Date.now() + condition.waitSeconds * 1000;
  const changedSteps = createStepLog();
  let view: DatabaseView | undefined;
  let trouble: string | undefined;
  /**
   * Since when the database could not be read, because of an error or because
   * it does not exist.
   */
  let unavailableSince: number | undefined;
  let wasFound = false;
  let missingSince: number | undefined;

  for (;;) {
    const secondsLeft = Math.ceil((deadline - Date.now()) / 1000);
    try {
      view = await read(
        postgres,
        run,
        ref,
        view,
        Math.min(secondsLeft, LONG_POLL_SECONDS),
      );
      trouble = undefined;
      wasFound ||= view !== undefined;
      missingSince = view ? undefined : missingSince ?? Date.now();
      unavailableSince = view ? undefined : unavailableSince ?? missingSince;
      const reached = condition.isReached(view);
      const changed = view ? changedSteps(view) : [];
      const obstacle =
        view && !reached && !failedStep(view)
          ? await condition.obstacle?.(view)
          : undefined;
      const lines = changed.map(({ line }) => line);
      if (reached) lines.push(condition.description);
      if (obstacle)
        lines.push(`Not waiting until ${condition.description}: ${obstacle}`);
      const level =
        obstacle || changed.some(each => each.isTrouble) ? 'warn' : 'info';
      // As one message, because the scaffolder may reorder messages of the same time.
      if (lines.length) logger[level](lines.join('\n'));
      if (reached || obstacle) return view;
      if (view) assertNoFailedStep(ref, view);
      if (missingSince !== undefined) {
        await condition.onMissing({
          wasFound,
          since: missingSince,
          isLast: Date.now() >= deadline,
        });
      }
    } catch (error) {
      if (signal?.aborted) throw error;
      if (isSignInExpired(error)) {
        logger.warn(
          `Your session expired while the task was waiting until ${
            condition.description
          }. ${whereToFollow(ref, view)}`,
        );
        return view;
      }
      if (!isTransient(error)) throw error;
      unavailableSince ??= Date.now();
      missingSince = undefined;
      const { message } = explain(error);
      if (message !== trouble) logger.warn(`${message} (retrying)`);
      trouble = message;
    }
    if (Date.now() >= deadline && missingSince !== undefined) {
      logger.warn(
        `No longer waiting until ${condition.description}: the database ${ref} does not exist, or you are not allowed to see it.`,
      );
      return view;
    }
    if (Date.now() >= deadline) {
      logger.info(
        `${condition.waitSeconds ? 'Timed out waiting' : 'Not waiting'} until ${
          condition.description
        }. ${whereToFollow(ref, view)}`,
      );
      return view;
    }
    await pause(
      unavailableSince === undefined ? PAUSE_MS : pauseSince(unavailableSince),
      signal,
    );
    signal?.throwIfAborted();
  }
}

async function read(
  postgres: PostgresService,
  { options }: ActionRun<unknown>,
  ref: string,
  known: DatabaseView | undefined,
  waitSeconds: number,
): Promise<DatabaseView | undefined> {
  const wait =
    known && waitSeconds > 0
      ? { after: known.revision, waitSeconds }
      : undefined;
  const timeout = AbortSignal.timeout((waitSeconds + RESPONSE_SECONDS) * 1000);
  try {
    return await postgres.getDatabase(ref, wait, {
      ...options,
      signal: options.signal
        ? AbortSignal.any([options.signal, timeout])
        : timeout,
    });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw toError(error);
  }
}

function failedStep({ steps }: DatabaseView) {
  return steps.find(({ state }) => state === 'failed');
}

function assertNoFailedStep(ref: string, view: DatabaseView) {
  const { status } = view;
  const failed = failedStep(view);
  if (failed) {
    throw new StepError(
      `'${lineOf(failed.title)}' failed for ${ref}: ${asClause(
        failed.message ?? status.reason,
      )}. Retry the task when the problem is solved: it continues where it stopped.`,
    );
  }
}

function whereToFollow(ref: string, view: DatabaseView | undefined): string {
  const where = view?.binding
    ? `${view.binding.resourceRef} in the catalog`
    : ref;
  const next = view?.attention[0]?.nextStep;
  const hint =
    view?.status.state === 'attention' && next ? lineOf(next) : undefined;
  const reason = view
    ? `Now: ${asClause(view.status.reason)}. ${hint ? `${hint} ` : ''}`
    : '';
  return `${reason}The work continues without this task: follow it on the PostgreSQL tab of ${where}.`;
}
