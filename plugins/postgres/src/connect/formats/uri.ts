import { libpqTlsNotes } from '@pgstage/backstage-plugin-postgres-common';
import { tlsOf } from '../connectionParameters';
import { connectionUri } from '../uri';
import { SnippetFormat } from './types';

/** The URI of libpq, which many drivers read, each in its own way. */
export const uri: SnippetFormat = {
  id: 'uri',
  label: 'URI',
  build: (t, target) => ({
    code: connectionUri(target),
    notes: [
      t('formats.uriPassword'),
      t('formats.uriDrivers'),
      ...libpqTlsNotes(tlsOf(target)),
    ],
  }),
};
