import { useTranslate } from '../../translation';
import { Notice } from '../Notice/Notice';

/** Nobody should choose among instances that nobody can see. */
export const InstancesUnknown = () => {
  const t = useTranslate();
  return (
    <Notice severity="warning" title={t('dialog.instancesUnknownTitle')}>
      {t('dialog.instancesUnknown')}
    </Notice>
  );
};
