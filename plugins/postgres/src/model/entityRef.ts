const ENTITY = /^[A-Za-z0-9._-]+:[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/;

/** Returns whether a text is a full entity ref. */
export const isEntityRef = (text: string) => ENTITY.test(text);
