import { connectionUri } from '../uri';
import { SnippetFormat } from './types';

/** The URI of libpq and of most drivers. */
export const uri: SnippetFormat = {
  id: 'uri',
  label: 'URI',
  copies: 'URI',
  build: target => ({
    code: connectionUri(target),
    note: 'Without password: give it as PGPASSWORD or in a pgpass file.',
  }),
};
