import {
  Backups,
  DatabaseView,
  OperationGroup,
  ProviderDescription,
} from '@pgstage/backstage-plugin-postgres-common';
import {
  ActionDefinition,
  ActionId,
  definitions,
  effectOf,
  titleOf,
} from './actionDefinitions';
import { availability, Availability, Staleness } from './availability';
import { backupAvailability } from './backupAvailability';
import type { TextOf } from '../hooks/useMessageText';
import type { Translate } from '../translation';

/** Facts that determine the availability of actions; each can be unknown. */
export interface ActionFacts {
  view: DatabaseView;
  staleness: Staleness;
  provider?: ProviderDescription;
  backups?: Pick<Backups, 'methods'>;
  /** The backups are still loading. */
  readingBackups?: boolean;
}

export interface Action {
  id: ActionId;
  title: string;
  group: OperationGroup;
  effect: string;
  /** It destroys data. */
  danger?: boolean;
  can: Availability;
  /** Whether the provider supports it for any of its databases. */
  offered: boolean;
}

/** Returns all actions, in the order of the menu. */
export function actions(
  t: Translate,
  textOf: TextOf,
  facts: ActionFacts,
): Action[] {
  return definitions.map(definition => ({
    id: definition.id,
    title: titleOf(t, definition.id, facts.view),
    group: definition.group,
    effect: effectOf(t, definition.id, facts.view),
    danger: definition.danger,
    ...judge(t, textOf, definition, facts),
  }));
}

function judge(
  t: Translate,
  textOf: TextOf,
  definition: ActionDefinition,
  facts: ActionFacts,
): Pick<Action, 'can' | 'offered'> {
  const { view, staleness, provider } = facts;
  const { operation, change } = definition;
  if (provider && !isOffered(definition, provider)) {
    const whole = view.operations[operation];
    const part = change && view.changes?.[change.id];
    const support = whole.supported && part ? part : whole;
    return {
      offered: false,
      can: {
        available: false,
        reason: support.supported
          ? t('operation.noSetting', { provider: provider.title })
          : textOf(support.reason),
      },
    };
  }
  return {
    offered: true,
    can:
      operation === 'backup'
        ? backupAvailability(t, textOf, facts)
        : availability(t, textOf, view, operation, staleness, change?.id),
  };
}

// Until the description of the provider is loaded, the database determines it.
function isOffered(
  { operation, change }: ActionDefinition,
  provider: ProviderDescription,
): boolean {
  return (
    provider.operations[operation]?.supported === true &&
    (!change || provider.fields.includes(change.field))
  );
}
