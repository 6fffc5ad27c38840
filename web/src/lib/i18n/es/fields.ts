export const fields = {
  'field.empty': 'vacío',
} as const;
