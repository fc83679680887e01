import { message } from '../../messages';
import { loginOf, otherLoginOf } from '../../record';
import type { ObservedDatabase } from '../observation';
import type { AttentionDraft } from './attentionDraft';

/** Id of the attention that applications still have to change over to the current login. */
export const OTHER_LOGIN = 'other-login';

/** The previous login, while it works or has sessions. */
export function otherLoginAttention({
  recorded,
  otherSessions: sessions = 0,
}: ObservedDatabase): AttentionDraft[] {
  const other = otherLoginOf(recorded);
  const { until } = recorded.record?.overlap ?? {};
  if (other === undefined || !(until || sessions)) return [];
  return [
    {
      id: OTHER_LOGIN,
      severity: 'warning',
      what: until
        ? message('otherLoginWorks', { login: other, until })
        : message('otherLoginEnded', { login: other }),
      meaning: message('otherLoginSessions', { count: sessions }),
      nextStep: message('readLoginAgain', { login: loginOf(recorded) ?? '' }),
    },
  ];
}
