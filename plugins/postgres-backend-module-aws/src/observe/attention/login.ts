import { providerMessage } from '@pgstage/backstage-plugin-postgres-node/provider';
import { message } from '../../messages';
import type { LoginState } from '../../sql';
import type { AttentionDraft } from './AttentionDraft';

/** Reports a password that is refused, and a login that cannot be tried. */
export function loginAttention(
  login: LoginState | undefined,
): AttentionDraft[] {
  if (!login || login === 'pending' || login.works) return [];
  if (login.works === false)
    return [
      {
        id: 'password-rejected',
        severity: 'error',
        what: message('passwordRefused'),
        meaning: message('applicationsRefused'),
        nextStep: providerMessage('rotatePassword'),
        evidence: login.message,
      },
    ];
  return [
    {
      id: 'login-unknown',
      severity: 'warning',
      what: providerMessage('loginUnknown'),
      meaning: message('connectionUnknown'),
      nextStep: message('allowLogin'),
      evidence: login.message,
    },
  ];
}
