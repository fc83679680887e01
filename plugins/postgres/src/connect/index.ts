import { CredentialReference } from '@pgstage/backstage-plugin-postgres-common';
import { KUBERNETES_STORE } from './credentials';
import { dotEnv } from './formats/dotEnv';
import { go } from './formats/go';
import { jdbc } from './formats/jdbc';
import { kubernetesEnv } from './formats/kubernetesEnv';
import { node } from './formats/node';
import { psql } from './formats/psql';
import { python } from './formats/python';
import { SnippetFormat } from './formats/types';
import { uri } from './formats/uri';

export { whereCredentialsLie } from './credentials';
export { connectTarget } from './target';

const general = [dotEnv, psql, uri, jdbc, node, python, go];

/** The formats that fit a place, the likeliest first. */
export function snippetFormats(
  from: 'application' | 'laptop',
  credentials: CredentialReference | undefined,
): SnippetFormat[] {
  if (from === 'laptop')
    return [psql, ...general.filter(format => format !== psql)];
  return credentials?.store === KUBERNETES_STORE
    ? [kubernetesEnv, ...general]
    : [...general, kubernetesEnv];
}
