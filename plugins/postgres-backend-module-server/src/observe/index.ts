export { isHidden } from './isHidden';
export type { ObservedDatabase } from './observation';
export { ServerObserver } from './ServerObserver';
export type { WatchServices } from './ServerWatch';
