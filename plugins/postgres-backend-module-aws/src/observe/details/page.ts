/** Length of a page; more is not allowed. */
export const PAGE = { MaxRecords: 100 };
