import {
  ActionDefinition,
  ActionFacts,
  ActionId,
  definitions,
} from './actionDefinitions';
import { availability, Availability } from './availability';

export interface Action {
  id: ActionId;
  title: string;
  can: Availability;
  /** Whether the provider has it at all. */
  offered: boolean;
}

/** All that a person may look for; last what the provider does not offer, so that nobody searches for it. */
export function actions(facts: ActionFacts): Action[] {
  const all = definitions.map(definition => ({
    id: definition.id,
    title: definition.title(facts.view),
    ...judge(definition, facts),
  }));
  return [
    ...all.filter(({ offered }) => offered),
    ...all.filter(({ offered }) => !offered),
  ];
}

function judge(
  { operation, field, obstacle }: ActionDefinition,
  facts: ActionFacts,
): Pick<Action, 'can' | 'offered'> {
  const { view, staleness, fields } = facts;
  const can = availability(view, operation, staleness);
  // Until the provider has said what it honours, it is the one to refuse.
  if (
    view.operations[operation].supported &&
    field &&
    fields &&
    !fields.includes(field)
  ) {
    const reason = `Not offered by ${view.provider}.`;
    return { offered: false, can: { available: false, reason } };
  }
  const reason = can.available ? obstacle?.(facts) : undefined;
  return {
    offered: view.operations[operation].supported,
    can: reason ? { available: false, reason } : can,
  };
}
