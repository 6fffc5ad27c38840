/** Questions and their answers. */
export const questions = {
  'question.mine': 'my answer',
  'question.edited': 'edited',
  'question.choose.one': 'Choose one.',
  'question.option.gone': 'This choice no longer exists. Choose another.',
} as const;
