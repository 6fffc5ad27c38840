export const spans = {} as const;
