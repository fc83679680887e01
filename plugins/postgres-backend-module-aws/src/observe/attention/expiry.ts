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
  const left = Date.parse(certificate.validTill) - now.getTime();
  if (left > CERTIFICATE_NOTICE_MS) return [];
  const at = certificate.validTill;
  const expired = left <= 0;
  return [
    {
      id: 'certificate',
      severity: expired ? 'error' : 'warning',
      what: message(expired ? 'certificateExpired' : 'certificateExpires', {
        at,
      }),
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

/** Reports maintenance that AWS has scheduled. */
export function maintenanceAttention(
  { arn }: InstanceFacts,
  { maintenance }: RegionDetails,
): AttentionDraft[] {
  return (maintenance.value?.get(arn) ?? []).map(
    ({ action, description, appliedAfter }) => ({
      id: `maintenance:${action}`,
      severity: 'warning',
      what: message('maintenancePlanned', { action }),
      meaning: appliedAfter
        ? message('maintenanceApplied', { at: appliedAfter })
        : message('maintenanceWaits'),
      nextStep: message('chooseMaintenanceTime'),
      evidence: description,
    }),
  );
}
