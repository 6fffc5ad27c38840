export const questions = {
  'question.mine': 'mi respuesta',
  'question.edited': 'modificado',
  'question.choose.one': 'Elija una opción.',
  'question.option.gone': 'Esta opción ya no existe. Elija otra.',
} as const;
