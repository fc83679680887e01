import { libpqTlsNotes } from '@pgstage/backstage-plugin-postgres-common';
import { tlsOf } from '../connectionParameters';
import { connectionUri } from '../uri';
import { SnippetFormat } from './types';

/** A URI of libpq, which many drivers interpret in different ways. */
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
