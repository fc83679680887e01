import {
  Connection,
  Endpoint,
  Recipe,
} from '@pgstage/backstage-plugin-postgres-common';
import { KUBERNETES_STORE } from './credentials';
import { Snippet } from './formats/types';

/** Where a client connects from. */
export type ClientLocation = Recipe['from'];

/** Returns the client locations with different recipes for this database. */
export function clientLocationsOf({ recipes }: Connection): ClientLocation[] {
  return recipes.some(({ from }) => from === 'other-namespace')
    ? ['application', 'other-namespace', 'laptop']
    : ['application', 'laptop'];
}

/** Returns whether a command of a recipe applies to an endpoint. */
export function appliesTo(
  { endpoint }: Recipe['commands'][number],
  { host, port }: Pick<Endpoint, 'host' | 'port'>,
): boolean {
  return !endpoint || (endpoint.host === host && endpoint.port === port);
}

/**
 * Returns the recipes of a client location for an endpoint, without what the
 * snippet already contains.
 */
export function recipesOf(
  { recipes, credentials }: Connection,
  clientLocation: ClientLocation,
  endpoint: Pick<Endpoint, 'host' | 'port'>,
  { code, notes: snippetNotes = [] }: Snippet,
): Recipe[] {
  // One of the formats is then the environment of a container, with the selected endpoint.
  const hasContainer =
    clientLocation === 'application' && credentials?.store === KUBERNETES_STORE;
  const lines = code.split('\n');
  const isRepeated = (command: string) =>
    command.split('\n').every(line => lines.includes(line));
  return recipes
    .filter(
      ({ from, commands }) =>
        from === clientLocation &&
        (!commands.length ||
          commands.some(command => appliesTo(command, endpoint))),
    )
    .map(recipe => ({
      ...recipe,
      notes: recipe.notes.filter(note => !snippetNotes.includes(note)),
      commands: recipe.commands.filter(
        command =>
          appliesTo(command, endpoint) &&
          !hasContainer &&
          !isRepeated(command.command),
      ),
    }));
}
