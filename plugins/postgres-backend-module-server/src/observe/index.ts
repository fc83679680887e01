export { sources } from './claims';
export { isHidden } from './isHidden';
export type { ObservedDatabase } from './observation';
export { ServerObserver } from './ServerObserver';
export type { ServerWatch, WatchServices } from './ServerWatch';
