import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { useMessageText } from '../../hooks/useMessageText';
import { MissingRight } from '../../model/missingRights';
import { useTranslate } from '../../translation';

/** Shows who has a missing permission, or why the user does not have it if that is unknown. */
export const MissingRightText = ({ right }: { right: MissingRight }) => {
  const t = useTranslate();
  const textOf = useMessageText();
  const { ask = [], titles } = right;
  const reason = right.reason ? textOf(right.reason) : '';
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
