import { mockApis } from '@backstage/frontend-test-utils';
import { postgresTranslationRef, Translate } from '../translation';

/** The English messages, for tests outside of components. */
export const translate: Translate = (() => {
  const snapshot = mockApis
    .translation()
    .getTranslation(postgresTranslationRef);
  if (!snapshot.ready) throw new Error('The default messages must be there');
  return snapshot.t;
})();
