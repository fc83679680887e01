import { ProviderDescription } from '@pgstage/backstage-plugin-postgres-common';
import {
  ActionDefinition,
  ActionFacts,
  ActionGroup,
  ActionId,
  definitions,
} from './actionDefinitions';
import { availability, Availability } from './availability';
import { hasOption } from './hasOption';

export interface Action {
  id: ActionId;
  title: string;
  group: ActionGroup;
  effect: string;
  /** It destroys data. */
  danger?: boolean;
  can: Availability;
  /** Whether the provider has it at all, for any of its databases. */
  offered: boolean;
}

/** All that a person may look for, in the order of the menu. */
export function actions(facts: ActionFacts): Action[] {
  return definitions.map(definition => ({
    id: definition.id,
    title: definition.title(facts.view),
    group: definition.group,
    effect: definition.effect,
    danger: definition.danger,
    ...judge(definition, facts),
  }));
}

function judge(
  definition: ActionDefinition,
  facts: ActionFacts,
): Pick<Action, 'can' | 'offered'> {
  const { view, staleness, provider } = facts;
  const { operation, obstacle } = definition;
  const can = availability(view, operation, staleness);
  if (provider && !isOffered(definition, provider)) {
    const { reason } = view.operations[operation];
    return {
      offered: false,
      can: {
        available: false,
        reason: reason ?? `${provider.title} has no such setting.`,
      },
    };
  }
  const reason = can.available ? obstacle?.(facts) : undefined;
  return { offered: true, can: reason ? { available: false, reason } : can };
}

// Until the provider has said what it offers, this database is the one to say no.
function isOffered(
  { operation, field, option }: ActionDefinition,
  provider: ProviderDescription,
): boolean {
  return (
    provider.operations[operation].supported &&
    (!field || provider.fields.includes(field)) &&
    (!option || hasOption(provider, option))
  );
}
