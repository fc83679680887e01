/** Why operations are not possible, and notes on them. */
export const operations = {
  managedBy: 'The database is managed by {{tool}}. {{where}}',
  managedBinding:
    '{{managed}} Set there, under metadata.annotations, with your own names:\n{{annotations}}',
  removalInProgress: 'The database is being removed.',
  isHibernated: 'The database is hibernated. Wake it first.',
  singleInstance: 'The database has one instance: there is no other.',
  noPrimaryYet: 'The database has no primary yet. Wait until it has.',
  primaryMoves:
    'The primary is being moved from {{current}}. Wait until that is done.',
  primaryMovesTo:
    'The primary is being moved from {{current}} to {{target}}. Wait until that is done.',
  backupRetentionUnknown: 'What happens to its backups is not known.',
  noFurtherRoles: 'The operator {{operator}} creates no additional roles.',
  noFurtherDatabases:
    'The operator {{operator}} creates no additional databases.',

  changeInGitOfApplication:
    "Change it in the Git repository that Argo CD's application '{{name}}' reads.",
  changeInGitOfArgo: 'Change it in the Git repository that Argo CD reads.',
  changeInGitOfKustomization:
    "Change it in the Git repository of Flux's Kustomization '{{name}}'.",
  changeInValuesOfHelmRelease:
    "Change it in the values of Flux's HelmRelease '{{name}}'.",
  changeInGitOfFlux: 'Change it in the Git repository that Flux reads.',
  changeInValuesOfFlux: "Change it in the values of Flux's HelmRelease.",
  changeInValuesOfRelease:
    "Change it in the values of the Helm release '{{name}}' and upgrade the release.",
  changeInValuesOfHelm:
    'Change it in the values of its Helm release and upgrade it.',
} as const;
