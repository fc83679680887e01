import {
  Connection,
  Endpoint,
  Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import { KUBERNETES_STORE } from './credentials';
import { Snippet } from './formats/types';

/** From where somebody connects. */
export type ClientLocation = Recipe['from'];

/** The places that make a difference for this database. */
export function clientLocationsOf({ recipes }: Connection): ClientLocation[] {
  return recipes.some(({ from }) => from === 'other-namespace')
    ? ['application', 'other-namespace', 'laptop']
    : ['application', 'laptop'];
}

/** Whether a command of a recipe serves for an endpoint. */
export function leadsTo(
  { endpoint }: Recipe['commands'][number],
  { host, port }: Pick<Endpoint, 'host' | 'port'>,
): boolean {
  return !endpoint || (endpoint.host === host && endpoint.port === port);
}

/** The recipes of a place for an endpoint, without what the snippet beside them says already. */
export function recipesOf(
  { recipes, credentials }: Connection,
  place: ClientLocation,
  endpoint: Pick<Endpoint, 'host' | 'port'>,
  { code, notes: told = [] }: Snippet,
): Recipe[] {
  // Then one of the formats is the container's environment, with the chosen endpoint.
  const hasContainer =
    place === 'application' && credentials?.store === KUBERNETES_STORE;
  const lines = code.split('\n');
  const isRepeated = (command: string) =>
    command.split('\n').every(line => lines.includes(line));
  return recipes
    .filter(
      ({ from, commands }) =>
        from === place &&
        (!commands.length ||
          commands.some(command => leadsTo(command, endpoint))),
    )
    .map(recipe => ({
      ...recipe,
      notes: recipe.notes.filter(note => !told.includes(note)),
      commands: recipe.commands.filter(
        command =>
          leadsTo(command, endpoint) &&
          !hasContainer &&
          !isRepeated(command.command),
      ),
    }));
}
