import { documentCall, fixedCalls, type Call } from './calls';
import { operationCalls } from './operationCalls';

/** All calls of the API, by their names in the client. */
export const apiCalls: Record<string, Call> = {
  ...fixedCalls,
  ...operationCalls(),
  getOpenApiDocument: documentCall,
};
