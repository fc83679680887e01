import type { Params } from './http/Params';
import type { Region } from './state';
import type { StatusClock } from './StatusClock';

/** What a handler gets: the parameters and the state of the region that is called. */
export interface Call {
  params: Params;
  region: Region;
  clock: StatusClock;
}

/** Changes the state and returns the result, or throws an AwsError. */
export type Handler = (call: Call) => object;
