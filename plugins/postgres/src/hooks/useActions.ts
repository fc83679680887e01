import {
  DatabaseView,
  Health,
} from '@pgstage/backstage-plugin-postgres-common';
import { Action, actions } from '../model/actions';
import { Staleness } from '../model/availability';
import { useLocationDescription } from './useLocationDescription';

/** Everything that may be looked for, judged by what is known just now. */
export function useActions(facts: {
  view: DatabaseView;
  staleness: Staleness;
  health?: Health;
}): Action[] {
  const { view, staleness, health } = facts;
  const { provider } = useLocationDescription(view);
  return actions({ view, staleness, provider, members: health?.members });
}
