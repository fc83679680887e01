import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { PromoteDatabase } from '@pgstage/backstage-plugin-postgres-common';
import {
  checkBound,
  instanceOf,
  type KubernetesObject,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import {
  namesOf,
  primaryOf,
  PROMOTION,
  promotionJobOf,
  promotionOf,
  resources,
  type Promotion,
} from '../model';
import { observe } from '../observe';
import { planOf, services, type Target } from '../operate/target';
import { promotionStateOf, type PromotionState } from './state';

/**
 * Checks that a request may follow one that is in progress. A Job that is not
 * recorded never starts once the request is another one.
 *
 * @throws ConflictError if the standby of the earlier one is a primary, or may be.
 */
function checkReplaceable(
  state: PromotionState,
  hasJob: boolean,
  to: string,
): void {
  const { promotion, step } = state;
  const { promoted } = { promoted: true, ...state };
  const isUnsure = step === 'failed' && promoted === null;
  if (isUnsure && to !== promotion.to)
    throw new ConflictError(
      message('promotionUnsure', { to: promotion.to }).text,
    );
  const isStopped = step === 'stop' || step === 'promote';
  if (step !== 'start' && step !== 'failed' && (hasJob || !isStopped))
    throw new ConflictError(
      message('promotionRuns', { to: promotion.to }).text,
    );
}

/** Returns the promotion to record; undefined if it is in progress. @throws ConflictError */
function nextPromotion(
  { snapshot }: Target,
  live: KubernetesObject,
  { name: to, ready }: { name: string; ready: boolean },
  claim: string | undefined,
): Promotion | undefined {
  const from = primaryOf(live);
  const job = promotionJobOf(live);
  const state = promotionStateOf({
    ...snapshot,
    cluster: {
      ...snapshot.cluster,
      primary: from,
      promotion: promotionOf(live),
      promotionJob: job,
    },
  });
  const isOpen = state && state.step !== 'failed' && state.step !== 'start';
  if (isOpen && state.promotion.to === to) return undefined;
  if (state) checkReplaceable(state, job !== undefined, to);
  else if (to === from)
    throw new ConflictError(message('isPrimary', { name: to }).text);
  if (from === undefined || (to !== from && !ready))
    throw new ConflictError(message('standbyNotReady', { name: to }).text);
  const unsure =
    state?.step === 'failed' && state.promoted === null ? true : undefined;
  const at = new Date().toISOString();
  return { id: randomUUID(), from, to, at, unsure, claim };
}

/**
 * Requests that a standby becomes the primary; the reconcile does it. The
 * primary itself cancels a request whose standby was not promoted.
 *
 * @throws ConflictError if Backstage may run no Jobs, if the standby is not
 * ready, or if another one is, or may be, promoted; InvalidFieldsError
 */
export async function promote(
  target: Target,
  { instance: name }: PromoteDatabase,
  options: OperateOptions,
): Promise<void> {
  const { context, snapshot } = target;
  const { signal } = options;
  checkBound(snapshot.cluster);
  if (!snapshot.statefulSets.every(({ promotable }) => promotable))
    throw new ConflictError(message('createdBefore').text);
  const instance = instanceOf(observe(snapshot), name);
  const plan = await planOf(target, options);
  const { namespace, isFilled } = plan;
  if (isFilled === false)
    throw new ConflictError(message('notRestoredYet').text);
  const refusal = await context.jobs.refusal(namespace, { signal });
  if (refusal) throw new ConflictError(refusal);
  const claim = await context.client.get(
    resources.persistentVolumeClaims,
    { namespace, name: namesOf(plan.name).claim(plan.primary ?? 0) },
    { signal },
  );
  await services.patch(
    target,
    live => {
      const next = nextPromotion(target, live, instance, claim?.metadata.uid);
      if (!next) return {};
      const annotations = { [PROMOTION]: JSON.stringify(next) };
      return { metadata: { annotations } };
    },
    options,
  );
}
