/** Fields of a record. */
export const fields = {
  'field.empty': 'empty',
} as const;
