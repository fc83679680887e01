import { message } from '../../messages';
import type { InstanceFacts } from '../../instance';
import type { RegionDetails } from '../RegionDetails';
import type { AttentionDraft } from './AttentionDraft';

const DAY_MS = 24 * 60 * 60_000;
const CERTIFICATE_NOTICE_MS = 30 * DAY_MS;
const SUPPORT_NOTICE_MS = 180 * DAY_MS;

/** Reports a server certificate that has expired or expires soon. */
export function certificateAttention(
  { certificate }: InstanceFacts,
  now: Date,
): AttentionDraft[] {
  if (!certificate) return [];
  const at = certificate.validTill;
  const left = Date.parse(at) - now.getTime();
  if (left > CERTIFICATE_NOTICE_MS) return [];
  const expired = left <= 0;
  const count = Math.floor(left / DAY_MS);
  return [
    {
      id: 'certificate',
      severity: expired ? 'error' : 'warning',
      what: expired
        ? message('certificateExpired', { at })
        : message('certificateExpires', { at, count }),
      meaning: message(expired ? 'verifyFailsNow' : 'verifyFails'),
      nextStep: message('rotateCertificate'),
    },
  ];
}

/** Reports the end of standard support of the major version. */
export function supportAttention(
  { version = '', extendedSupport }: InstanceFacts,
  { supportEnds }: RegionDetails,
  now: Date,
): AttentionDraft[] {
  const [major] = version.split('.');
  const at = supportEnds.value?.get(major);
  if (!at) return [];
  const left = Date.parse(at) - now.getTime();
  if (left > SUPPORT_NOTICE_MS) return [];
  return [
    {
      id: 'end-of-support',
      severity: 'warning',
      what: message(left <= 0 ? 'supportEnded' : 'supportEnds', {
        version: major,
        at,
      }),
      meaning: message(
        extendedSupport ? 'extendedSupportCharged' : 'upgradedByAws',
      ),
      nextStep: message('planUpgrade'),
    },
  ];
}
