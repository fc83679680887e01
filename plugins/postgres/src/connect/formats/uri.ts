import { libpqTlsNotes } from '@pgstage/backstage-plugin-postgres-common';
import { tlsOf } from '../target';
import { connectionUri } from '../uri';
import { SnippetFormat } from './types';

/** The URI of libpq, which many drivers read, each in its own way. */
export const uri: SnippetFormat = {
  id: 'uri',
  label: 'URI',
  copies: 'URI',
  build: target => ({
    code: connectionUri(target),
    notes: [
      'Without password: give it as PGPASSWORD or in a pgpass file.',
      'It is written for libpq. node-postgres, JDBC and pgx read some parameters in another way: take their own snippet.',
      ...libpqTlsNotes(tlsOf(target)),
    ],
  }),
};
