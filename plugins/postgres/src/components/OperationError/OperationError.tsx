import { isUnanswered } from '../../model/errorFacts';
import { ErrorNotice } from '../ErrorNotice/ErrorNotice';

export interface OperationErrorProps {
  /** What did not happen, as Backstage answered: "It was not done". */
  title: string;
  error: Error;
}

/** Why an operation failed. Without an answer nobody knows whether it was done. */
export const OperationError = ({ title, error }: OperationErrorProps) => (
  <ErrorNotice
    title={isUnanswered(error) ? 'No answer from Backstage' : title}
    error={error}
  />
);
