export { CredentialEntries } from './CredentialEntries';
export { CredentialPoll } from './CredentialPoll';
export type { EntryState } from './ensureEntry';
export { targetIssues } from './targetIssues';
