/** Annotation of a pod: what its instance manager answers. */
export const statusAnnotation = 'pgstage.io/e2e-status';
