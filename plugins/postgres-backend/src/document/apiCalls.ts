import { documentCall, fixedCalls, type Call } from './calls';
import { operationCalls } from './operationCalls';

/** Every call of the API, by the name that the client has for it. */
export const apiCalls: Record<string, Call> = {
  ...fixedCalls,
  ...operationCalls(),
  getOpenApiDocument: documentCall,
};
