import { toError } from '@backstage/errors';
import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { PostgresService } from '@pgstage/backstage-plugin-postgres-node';
import { pause } from '@pgstage/backstage-plugin-postgres-node/provider';
import type { ActionRun } from './definePostgresAction';
import {
  explain,
  isNotFound,
  isPassing,
  isSignInExpired,
  StepError,
} from './errors';
import { pauseSince } from './pauseSince';
import { createStepLog } from './stepLog';

const LONG_POLL_SECONDS = 30;
/** Beyond the long poll, before a silent backend counts as gone. */
const ANSWER_SECONDS = 30;
const PAUSE_MS = 500;

/** Of a database that the backend does not know, or that may not be seen. */
export interface NotFoundSince {
  /** This wait has seen it before. */
  wasSeen: boolean;
  /** Since when each answer was that there is none, in milliseconds. */
  since: number;
  /** Time is up: nobody asks again. */
  isLast: boolean;
}

/** What a wait is for. */
export interface WaitCondition {
  /** In words, to stand alone and to read on from "waiting until ...". */
  words: string;
  waitSeconds: number;
  /** Without a view there is no such database. */
  isReached(view: DatabaseView | undefined): boolean;
  /** Called when there is no such database and that is not the goal; returns if it may come. */
  onMissing(absence: NotFoundSince): Promise<unknown>;
  /** Why the goal will not be reached by waiting, where that is known. */
  obstacle?(view: DatabaseView): Promise<string | undefined>;
}

/**
 * Watches a database until the goal is reached, a step failed, waiting is in
 * vain, time is up or the sign-in of the task's user has run out. The last
 * three are no failure: the caller gets what was seen last.
 */
export async function waitForCondition(
  postgres: PostgresService,
  run: ActionRun<unknown>,
  ref: string,
  goal: WaitCondition,
): Promise<DatabaseView | undefined> {
  const { logger, signal } = run.ctx;
  const deadline = Date.now() + goal.waitSeconds * 1000;
  const changedSteps = createStepLog();
  let view: DatabaseView | undefined;
  let trouble: string | undefined;
  /** Since when it is not seen, for want of an answer or of the database. */
  let unseenSince: number | undefined;
  let wasSeen = false;
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
      wasSeen ||= view !== undefined;
      missingSince = view ? undefined : missingSince ?? Date.now();
      unseenSince = view ? undefined : unseenSince ?? missingSince;
      const reached = goal.isReached(view);
      const changed = view ? changedSteps(view) : [];
      const level = changed.some(each => each.isTrouble) ? 'warn' : 'info';
      const lines = changed.map(({ line }) => line);
      if (reached) lines.push(goal.words);
      // In one piece: the scaffolder may swap messages that come at once.
      if (lines.length) logger[level](lines.join('\n'));
      if (reached) return view;
      if (view) assertNoFailedStep(ref, view);
      if (missingSince !== undefined) {
        await goal.onMissing({
          wasSeen,
          since: missingSince,
          isLast: Date.now() >= deadline,
        });
      }
      const obstacle = view && (await goal.obstacle?.(view));
      if (obstacle) {
        logger.warn(`Not waiting until ${goal.words}: ${obstacle}`);
        return view;
      }
    } catch (error) {
      if (signal?.aborted) throw error;
      if (isSignInExpired(error)) {
        logger.warn(
          `Your sign-in expired while the task was waiting until ${
            goal.words
          }. ${whereToFollow(ref, view)}`,
        );
        return view;
      }
      if (!isPassing(error)) throw error;
      unseenSince ??= Date.now();
      missingSince = undefined;
      const { message } = explain(error);
      if (message !== trouble) logger.warn(`${message} (still trying)`);
      trouble = message;
    }
    if (Date.now() >= deadline && missingSince !== undefined) {
      logger.warn(
        `Not waiting any longer until ${goal.words}: there is no database ${ref} now, or you may not see it.`,
      );
      return view;
    }
    if (Date.now() >= deadline) {
      logger.info(
        `${goal.waitSeconds ? 'Still working' : 'Not waiting'} until ${
          goal.words
        }. ${whereToFollow(ref, view)}`,
      );
      return view;
    }
    await pause(
      unseenSince === undefined ? PAUSE_MS : pauseSince(unseenSince),
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
  const silence = AbortSignal.timeout((waitSeconds + ANSWER_SECONDS) * 1000);
  try {
    return await postgres.getDatabase(ref, wait, {
      ...options,
      signal: options.signal
        ? AbortSignal.any([options.signal, silence])
        : silence,
    });
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw toError(error);
  }
}

function assertNoFailedStep(ref: string, { steps, status }: DatabaseView) {
  const failed = steps.find(({ state }) => state === 'failed');
  if (failed) {
    throw new StepError(
      `'${failed.title}' failed for ${ref}: ${
        failed.message ?? status.reason
      }. Retry the task once that is solved: it goes on where it stopped.`,
    );
  }
}

function whereToFollow(ref: string, view: DatabaseView | undefined): string {
  const where = view?.binding
    ? `${view.binding.resourceRef} in the catalog`
    : ref;
  const hint =
    view?.status.state === 'attention'
      ? view.attention[0]?.nextStep.text
      : undefined;
  const reason = view
    ? `Now: ${view.status.reason}. ${hint ? `${hint} ` : ''}`
    : '';
  return `${reason}It goes on without this task: follow it on the tab PostgreSQL of ${where}.`;
}
