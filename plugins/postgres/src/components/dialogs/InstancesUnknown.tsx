import { useTranslate } from '../../translation';
import { Notice } from '../Notice/Notice';

/** Shown instead of a choice while the instances are unknown. */
export const InstancesUnknown = () => {
  const t = useTranslate();
  return (
    <Notice severity="warning" title={t('dialog.instancesUnknownTitle')}>
      {t('dialog.instancesUnknown')}
    </Notice>
  );
};
