export {
  CredentialEntries,
  type CredentialServices,
} from './CredentialEntries';
export { CredentialPoll } from './CredentialPoll';
export type { EntryState } from './ensureEntry';
export { targetIssues } from './targetIssues';
