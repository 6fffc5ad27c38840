import type { OverviewItem, QuestionType } from '../api';
import { t } from '../i18n';
import { href } from '../nav';
import { live, type MenuItem } from '../ui';

/** The types of a dataset's questions as words, each once. */
export function questionTypes(dataset: OverviewItem): string {
  // Stored questions are of these types; the document says texts.
  const types = dataset.questions.types as QuestionType[];
  return types.map((type) => t(`question.type.${type}`)).join(', ');
}

export function rowMenu(dataset: OverviewItem): MenuItem[] {
  return [
    { label: t('home.row.copy.name'), icon: 'copy', onselect: () => copy(dataset.name) },
    {
      label: t('home.row.copy.link'),
      icon: 'link',
      onselect: () => copy(new URL(href(`/datasets/${dataset.id}`), location.href).href),
    },
  ];
}

function copy(text: string): void {
  void navigator.clipboard?.writeText(text).then(() => live.say(t('ui.copied')));
}
