import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { MissingRight } from '../../model/missingRights';
import { useTranslate } from '../../translation';

/** Who can do what the reader may not; where that is not known, why the reader may not. */
export const MissingRightText = ({ right }: { right: MissingRight }) => {
  const t = useTranslate();
  const { ask = [], reason = '', titles } = right;
  const operations = titles?.join(', ');
  if (!ask.length)
    return operations
      ? t('operation.right.deniedFor', { operations, reason })
      : t('operation.right.denied', { reason });
  const owners = ask
    .map(entityRef => (
      <EntityDisplayName
        key={entityRef}
        entityRef={entityRef}
        hideIcon
        disableTooltip
      />
    ))
    .reduce((first, second) => t('operation.right.or', { first, second }));
  return operations
    ? t('operation.right.askFor', { owners, operations })
    : t('operation.right.ask', { owners });
};
