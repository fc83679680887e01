import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseView } from '@pgstage/backstage-plugin-postgres-common';
import { eventually } from '../../examples/backend/src/__testUtils__/eventually';
import type { Link } from '../links/Link';
import { operations, type Random, type Round } from '../plan';
import type { Stage } from '../stage/startStage';
import { toxicsOf } from '../toxiproxy/toxics';
import type { Answer, Api } from './Api';
import { cellProblems, type Attempt } from './cellProblems';
import { PageViews } from './PageViews';
import { refOf, requestFor, send } from './requests';
import { secretProblems } from './secretProblems';
import {
  outageShownAfter,
  recoveryShownAfter,
  viewProblems,
} from './viewProblems';

/** Long enough for every page to show the outage: the cache of rights, and the limit of a call to the catalog. */
const SHORTEST_OUTAGE_MS = 20_000;
/** Longest wait for the page to show the end of the outage. */
const LONGEST_RECOVERY_MS = 60_000;

/** One operation of a round. */
export interface Cell {
  operation: Attempt['operation'];
  first: Answer;
  problems: string[];
}

/** Results of a round. */
export interface RoundResult {
  round: Round;
  cells: Cell[];
  /** Problems of pages, logs and errors during the round. */
  problems: string[];
  views: { count: number; longestMs: number };
  /** Milliseconds until a page showed the outage; absent: none did, because data still arrived. */
  outageShownMs?: number;
  /** Milliseconds from the end of the outage until the page showed it; absent: it did not within a minute. */
  shownMs?: number;
}

/** Breaks a link while all operations are requested, and checks what follows. */
export async function runRound(
  stage: Stage,
  round: Round,
  random: Random,
): Promise<RoundResult> {
  const { api } = stage;
  const link = stage.links[round.link];
  const prefix = stage.nextPrefix();
  const nameOf = (operation: string) => `${prefix}-${operation}`;
  await prepare(
    api,
    link,
    operations.filter(one => one !== 'create').map(nameOf),
  );

  const pages = new PageViews(api);
  pages.start();
  try {
    return await observe(stage, round, pages, { link, nameOf, random });
  } finally {
    await link.proxy.heal();
    await pages.stop();
  }
}

async function observe(
  stage: Stage,
  round: Round,
  pages: PageViews,
  {
    link,
    nameOf,
    random,
  }: { link: Link; nameOf(operation: string): string; random: Random },
): Promise<RoundResult> {
  const { api } = stage;
  const from = Date.now();
  await link.proxy.break(toxicsOf(round.fault, random, link));
  const [firsts] = await Promise.all([
    Promise.all(
      operations.map(operation =>
        api.answer(() => send(api, operation, link, nameOf(operation))),
      ),
    ),
    sleep(SHORTEST_OUTAGE_MS),
  ]);
  await link.proxy.heal();
  const outage = { from, to: Date.now() };
  await untilShown(pages, link, outage);

  const cells = await Promise.all(
    operations.map(async (operation, index): Promise<Cell> => {
      const name = nameOf(operation);
      const first = firsts[index];
      const healed = await link.read(name);
      // A second backup would be another one.
      const repeated =
        operation === 'backup' && first.status === 200
          ? undefined
          : await api.answer(() => send(api, operation, link, name));
      const attempt = {
        ...{ operation, first, healed, repeated },
        final: await link.read(name),
        page: await pageOf(api, link, name),
        backups: operation === 'backup' ? await backupsOf(api, link, name) : [],
      };
      return { operation, first, problems: cellProblems(attempt, link) };
    }),
  );
  await pages.stop();
  const shownMs = recoveryShownAfter(pages.views, link, outage);
  await clear(api, link, operations.map(nameOf));
  return {
    round,
    cells,
    problems: [
      ...viewProblems(pages.views, link),
      ...(await secretProblems(stage, pages.views)),
      ...(shownMs === undefined
        ? ['no page showed the end of the outage']
        : []),
    ],
    views: {
      count: pages.views.length,
      longestMs: Math.max(...pages.views.map(({ ms }) => ms)),
    },
    outageShownMs: outageShownAfter(pages.views, link, outage),
    shownMs,
  };
}

/** Creates databases, and waits until they are ready. */
async function prepare(api: Api, link: Link, names: string[]): Promise<void> {
  await Promise.all(
    names.map(async name => {
      await api.client.createDatabase(requestFor(link, name));
      await link.run?.(name);
      await eventually(
        `${name} to be ready`,
        async () =>
          link.isReady(await api.client.getDatabase(refOf(link, name))) ||
          undefined,
      );
    }),
  );
}

async function untilShown(
  pages: PageViews,
  link: Link,
  outage: { from: number; to: number },
): Promise<void> {
  const deadline = outage.to + LONGEST_RECOVERY_MS;
  while (
    Date.now() < deadline &&
    recoveryShownAfter(pages.views, link, outage) === undefined
  )
    await sleep(100);
}

async function pageOf(api: Api, link: Link, name: string) {
  let view: DatabaseView | undefined;
  const { status } = await api.answer(async () => {
    view = await api.client.getDatabase(refOf(link, name));
  });
  if (status !== 404 && !view) throw new Error(`${name}: status ${status}`);
  return view && { entityRefs: view.binding?.entityRefs ?? [] };
}

/** Waits until no backup runs, and returns their states. */
async function backupsOf(
  api: Api,
  link: Link,
  name: string,
): Promise<string[]> {
  return eventually(`the backups of ${name}`, async () => {
    const { data } = await api.client.getBackups(refOf(link, name));
    for (const { id, status } of data?.backups ?? [])
      if (status === 'running') await link.finishBackup?.(id);
    const states = data?.backups.map(({ status }) => status) ?? [];
    return states.length && !states.includes('running') ? states : undefined;
  });
}

/** Removes what is left, so that the page of the next round has only its own databases. */
async function clear(api: Api, link: Link, names: string[]): Promise<void> {
  await Promise.all(
    names.map(name => api.client.removeDatabase(refOf(link, name), {})),
  );
}
