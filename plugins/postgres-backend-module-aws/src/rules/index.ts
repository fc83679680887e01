export * from './gibibytes';
export * from './names';
export * from './storage';
export * from './windows';
