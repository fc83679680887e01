import { Connection } from '@pgstage/backstage-plugin-postgres-common';
import { KUBERNETES_STORE } from './credentials';
import { dotEnv } from './formats/dotEnv';
import { go } from './formats/go';
import { jdbc } from './formats/jdbc';
import { kubernetesEnv } from './formats/kubernetesEnv';
import { node } from './formats/node';
import { psql } from './formats/psql';
import { python } from './formats/python';
import { ClientLocation } from './clientLocations';
import { SnippetFormat } from './formats/types';
import { uri } from './formats/uri';

export { describeCredentialLocation } from './credentials';
export { clientLocationsOf, recipesOf } from './clientLocations';
export { connectionParameters } from './connectionParameters';
export { reachableEndpoints } from './tunnel';
export type { ReachableEndpoint } from './tunnel';

const general = [dotEnv, psql, uri, jdbc, node, python, go];

/** Returns the formats for a client location, the most likely first. */
export function snippetFormats(
  clientLocation: ClientLocation,
  { credentials, recipes }: Pick<Connection, 'credentials' | 'recipes'>,
): SnippetFormat[] {
  if (clientLocation === 'laptop')
    return [psql, ...general.filter(format => format !== psql)];
  if (clientLocation === 'other-namespace') return general;
  if (credentials?.store === KUBERNETES_STORE)
    return [kubernetesEnv, ...general];
  // A provider with a recipe for containers also has the Secret.
  return recipes.some(({ from }) => from === 'application')
    ? general
    : [...general, kubernetesEnv];
}
