export const annotate = {
  'annotate.question.unknown':
    'This page cannot show this question yet. Ask for help to answer it.',
} as const;
