import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import type { Answer, Api } from './Api';
import { ENTITY } from './requests';

/** Below the limit of lists for one user, 600 a minute. */
const PAUSE_MS = 250;

/** One view of the page of the entity. */
export interface PageView extends Answer {
  /** When it was requested, and when it was answered. */
  requestedAt: number;
  answeredAt: number;
  items: DatabaseView[];
}

/** Opens the page of the entity again and again, as its users do. */
export class PageViews {
  readonly views: PageView[] = [];
  #running?: Promise<void>;
  #stopped = false;

  constructor(private readonly api: Api) {}

  start(): void {
    this.#running = this.#view();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #view(): Promise<void> {
    while (!this.#stopped) {
      let items: DatabaseView[] = [];
      const requestedAt = Date.now();
      const answer = await this.api.answer(async () => {
        ({ items } = await this.api.client.listDatabases({
          entityRef: ENTITY,
        }));
      });
      this.views.push({
        ...answer,
        requestedAt,
        answeredAt: Date.now(),
        items,
      });
      await sleep(PAUSE_MS);
    }
  }
}
