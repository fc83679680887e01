import {
  invalidField,
  type RestartDatabase,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  checkBound,
  instanceOf,
  type OperateOptions,
} from '@pgstage/backstage-plugin-postgres-kubernetes-node';
import { message } from '../messages';
import { RESTART } from '../model';
import { observe } from '../observe';
import { restartInstance } from '../write/restart';
import { planOf, services, type Target } from './target';

/**
 * Restarts one instance; or requests that all are restarted one by one, standbys
 * first, which the reconcile does.
 *
 * @throws InvalidFieldsError for `reload`, and for an instance that does not exist.
 */
export async function restart(
  target: Target,
  { instance: name, reload }: RestartDatabase,
  options: OperateOptions,
): Promise<void> {
  const { context, snapshot } = target;
  checkBound(snapshot.cluster);
  if (reload) throw invalidField('reload', message('noReload').text);
  const instance =
    name === undefined ? undefined : instanceOf(observe(snapshot), name);
  await planOf(target, options);
  const now = new Date().toISOString();
  if (!instance) {
    await services.annotate(target, { [RESTART]: now }, options);
    return;
  }
  const set = snapshot.statefulSets.find(each => each.name === instance.name);
  if (set) await restartInstance(context, set, now, options.signal);
}
