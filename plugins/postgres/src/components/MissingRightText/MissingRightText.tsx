import { Fragment } from 'react';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { MissingRight } from '../../model/missingRights';

/** Who can do what the reader may not; where that is not known, why the reader may not. */
export const MissingRightText = ({ right }: { right: MissingRight }) => {
  const { ask = [], reason, titles } = right;
  const what = titles ? `: ${titles.join(', ')}` : ' this';
  if (!ask.length) {
    return (
      <>
        You cannot do{what}. {reason}
      </>
    );
  }
  return (
    <>
      Only{' '}
      {ask.map((entityRef, index) => (
        <Fragment key={entityRef}>
          {index > 0 && ' or '}
          <EntityDisplayName entityRef={entityRef} hideIcon disableTooltip />
        </Fragment>
      ))}{' '}
      can do{what}.
    </>
  );
};
