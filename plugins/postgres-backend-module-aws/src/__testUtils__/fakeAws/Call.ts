import type { Params } from './http/Params';
import type { Region } from './state';
import type { StatusClock } from './StatusClock';

/** Input of a handler: the parameters, and the state of the region. */
export interface Call {
  params: Params;
  region: Region;
  clock: StatusClock;
}

/** Changes the state and returns the result, or throws an AwsError. */
export type Handler = (call: Call) => object;
