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
  can: Availability;
  /** Whether the provider has it at all. */
  offered: boolean;
}

/** All that a person may look for; last what the provider does not offer, so that nobody searches for it. */
export function actions(facts: ActionFacts): Action[] {
  const all = definitions.map(definition => ({
    id: definition.id,
    title: definition.title(facts.view),
    group: definition.group,
    effect: definition.effect,
    ...judge(definition, facts),
  }));
  return [
    ...all.filter(({ offered }) => offered),
    ...all.filter(({ offered }) => !offered),
  ];
}

function judge(
  definition: ActionDefinition,
  facts: ActionFacts,
): Pick<Action, 'can' | 'offered'> {
  const { view, staleness } = facts;
  const { operation, obstacle } = definition;
  const { supported } = view.operations[operation];
  const can = availability(view, operation, staleness);
  if (supported && !isHonoured(definition, facts)) {
    const reason = `Not offered by ${view.provider}.`;
    return { offered: false, can: { available: false, reason } };
  }
  const reason = can.available ? obstacle?.(facts) : undefined;
  return {
    offered: supported,
    can: reason ? { available: false, reason } : can,
  };
}

// Until the provider has said what it honours, it is the one to refuse.
function isHonoured(
  { field, option }: ActionDefinition,
  { provider }: ActionFacts,
): boolean {
  if (!provider) return true;
  return (
    (!field || provider.fields.includes(field)) &&
    (!option || hasOption(provider, option))
  );
}
