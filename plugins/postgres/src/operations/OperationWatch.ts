import { AlertApi, AlertMessage } from '@backstage/core-plugin-api';
import {
  Backup,
  DatabaseView,
  PostgresApi,
} from '@pgstage/backstage-plugin-postgres-common';
import { PostgresCallOptions } from '../api';
import { withDeadline } from '../hooks/withDeadline';
import { isFinal, isNotFound } from '../model/errorFacts';
import type { TextOf } from '../hooks/useMessageText';
import { reasonText } from '../model/reasonText';
import type { Translate } from '../translation';
import { changeProgress } from './changeProgress';

const WAIT_SECONDS = 20;
/** Longer than a long poll. */
const DEADLINE_SECONDS = 35;
const PAUSE_SECONDS = 5;
/**
 * A backup or a major upgrade of a large database can take hours; nobody waits
 * longer than this.
 */
const LIMIT_HOURS = 12;

type Client = PostgresApi<PostgresCallOptions>;

const success = (message: string): AlertMessage => ({
  message,
  severity: 'success',
  display: 'transient',
});
// Shown until it is dismissed.
const failure = (message: string): AlertMessage => ({
  message,
  severity: 'error',
});

const pause = (seconds: number) =>
  new Promise<void>(resolve => setTimeout(resolve, seconds * 1000));

/** Waits until the browser tab is visible: a short message would be missed. */
function inFront(): Promise<void> {
  return new Promise(resolve => {
    const check = () => {
      if (document.visibilityState === 'hidden') return;
      document.removeEventListener('visibilitychange', check);
      resolve();
    };
    document.addEventListener('visibilitychange', check);
    check();
  });
}

/**
 * Watches a requested operation, also after the page was left, and shows its
 * result once. If its end was not observed, nothing is shown.
 */
export class OperationWatch {
  constructor(
    private readonly client: Client,
    private readonly alertApi: Pick<AlertApi, 'post'>,
  ) {}

  /**
   * @param operation - a title, such as "Restart of orders"
   * @param response - response of the request
   */
  change(
    t: Translate,
    textOf: TextOf,
    operation: string,
    response: DatabaseView,
  ) {
    const progress = changeProgress(response);
    let view = response;
    this.follow(async signal => {
      const wait = { after: view.revision, waitSeconds: WAIT_SECONDS };
      view = await this.client.getDatabase(response.ref, wait, { signal });
      const { name: database, status } = view;
      const reason = reasonText(textOf, status.reason);
      switch (progress.next(view)) {
        case 'over':
          return success(t('watch.over', { operation, reason }));
        case 'attention':
          return failure(t('watch.attention', { operation, database, reason }));
        case 'not-seen':
          return 'stop';
        default:
          return undefined;
      }
    });
  }

  backup(t: Translate, { ref, name: database }: DatabaseView, { id }: Backup) {
    this.follow(async signal => {
      await pause(PAUSE_SECONDS);
      const { data } = await this.client.getBackups(ref, { signal });
      const backup = data?.backups.find(known => known.id === id);
      switch (backup?.status) {
        case 'finished':
          return success(t('watch.backupFinished', { database }));
        case 'failed':
          return failure(
            t('watch.backupFailed', {
              database,
              reason: backup.error ?? t('watch.noReason'),
            }),
          );
        default:
          return undefined;
      }
    });
  }

  removal(t: Translate, { ref, name, location }: DatabaseView) {
    const database = `${location}/${name}`;
    let view: DatabaseView | undefined;
    this.follow(async signal => {
      try {
        const wait = view && {
          after: view.revision,
          waitSeconds: WAIT_SECONDS,
        };
        const first = !view;
        view = await this.client.getDatabase(ref, wait, { signal });
        if (first) this.post(success(t('watch.removing', { database })));
        return undefined;
      } catch (error) {
        if (isNotFound(error)) return success(t('watch.removed', { database }));
        throw error;
      }
    });
  }

  private async follow(
    look: (signal: AbortSignal) => Promise<AlertMessage | 'stop' | undefined>,
  ) {
    const end = Date.now() + LIMIT_HOURS * 3_600_000;
    const never = new AbortController().signal;
    while (Date.now() < end) {
      try {
        const result = await withDeadline(look, never, DEADLINE_SECONDS);
        if (result === 'stop') return;
        if (result) {
          await inFront();
          this.post(result);
          return;
        }
        // Prevents a tight loop if the backend responds immediately.
        await pause(1);
      } catch (error) {
        if (isFinal(error)) return;
        await pause(PAUSE_SECONDS);
      }
    }
  }

  private post(message: AlertMessage) {
    this.alertApi.post(message);
  }
}
