/** Annotation of a pod with the response of its instance manager. */
export const statusAnnotation = 'pgstage.io/e2e-status';
