/**
 * Operations that the generated document does not have yet, in the form of `paths` of `schema.d.ts`;
 * each goes when that has it. Now there is none.
 */
export type PendingPaths = object;
