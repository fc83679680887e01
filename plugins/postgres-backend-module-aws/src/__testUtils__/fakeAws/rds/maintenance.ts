import type { Handler } from '../Call';
import { notFound } from '../http/AwsError';
import { instanceOf, required } from './find';
import { filtered, page } from './pages';

/** Actions that a test has set in `region.maintenance`. */
export const describeMaintenance: Handler = ({ params, region }) => {
  const arn = params.text('ResourceIdentifier');
  const matching = [...region.maintenance]
    .filter(([resource]) => !arn || resource === arn)
    .map(([resource, actions]) => ({
      ResourceIdentifier: resource,
      PendingMaintenanceActionDetails: actions,
    }));
  const { items, Marker } = page(
    params,
    filtered(params, matching, {
      'db-instance-id': ({ ResourceIdentifier }) => ResourceIdentifier,
    }),
  );
  return { Marker, PendingMaintenanceActions: items };
};

/** "ApplyPendingMaintenanceAction" (RDS API Reference): immediately, in the next window, or no longer in the next window. */
export const applyMaintenance: Handler = ({ params, region, clock }) => {
  const arn = required(params, 'ResourceIdentifier');
  const name = required(params, 'ApplyAction');
  const opt = required(params, 'OptInType');
  instanceOf(region, arn);
  const actions = region.maintenance.get(arn) ?? [];
  const action = actions.find(each => each.Action === name);
  if (!action) {
    throw notFound('ResourceNotFoundFault', `No pending ${name} for ${arn}`);
  }
  action.OptInStatus = opt === 'undo-opt-in' ? undefined : opt;
  action.CurrentApplyDate = opt === 'immediate' ? clock.now() : undefined;
  return {
    ResourcePendingMaintenanceActions: {
      ResourceIdentifier: arn,
      PendingMaintenanceActionDetails: actions,
    },
  };
};
