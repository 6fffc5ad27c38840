import type { OverviewDataset } from '../api';
import { t, type MessageKey } from '../i18n';
import { href } from '../nav';
import { live, type MenuItem } from '../ui';

/** The types of a dataset's questions as words, each once. */
export function questionTypes(dataset: OverviewDataset): string {
  const types = [...new Set(dataset.questions.map((question) => question.type))];
  return types.map((type) => t(`question.type.${type}` satisfies MessageKey)).join(', ');
}

export function rowMenu(dataset: OverviewDataset): MenuItem[] {
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
