export const annotate = {
  'annotate.question.unknown':
    'Esta página aún no puede mostrar esta pregunta. Pida ayuda para responderla.',
} as const;
