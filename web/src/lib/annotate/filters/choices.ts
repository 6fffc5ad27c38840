/** What a dataset can be filtered and sorted by. */
import { api, ok } from '../../api';
import { nameOf } from '../describe';
import type { Opened } from '../opening';
import { writeScope, type Scope } from '../view';

type Values =
  | { kind: 'options'; options: readonly string[] }
  | { kind: 'words' }
  | { kind: 'number'; whole: boolean; low: number | null; high: number | null }
  | { kind: 'date' };

export type Choice = { scope: Scope; id: string; name: string } & Values;

export type ChoiceGroup = 'metadata' | 'suggestion' | 'response' | 'record';
export const choiceGroups: readonly ChoiceGroup[] = [
  'metadata',
  'suggestion',
  'response',
  'record',
];

/** Values of a question that can be looked for; null where the server does not index them. */
function optionsOf(question: Opened['questions'][number]): readonly string[] | null {
  const { settings } = question;
  if (settings.type === 'text' || settings.type === 'ranking') return null;
  return settings.options.map((option) => String(option.value));
}

export function choicesOf(
  opened: Opened,
  agents: ReadonlyMap<string, readonly string[]>,
): Choice[] {
  const made: Choice[] = [];
  const add = (scope: Scope, rest: Values) =>
    made.push({ scope, id: writeScope(scope), name: nameOf(scope, opened), ...rest });
  for (const { name, settings } of opened.metadata) {
    const scope: Scope = { entity: 'metadata', name };
    if (settings.type === 'terms') {
      const values = settings.values?.map(String);
      add(scope, values ? { kind: 'options', options: values } : { kind: 'words' });
    } else {
      const [low, high] = [settings.min ?? null, settings.max ?? null];
      add(scope, { kind: 'number', whole: settings.type === 'integer', low, high });
    }
  }
  for (const question of opened.questions) {
    const of = (property: 'value' | 'score' | 'agent' | 'type'): Scope => ({
      entity: 'suggestion',
      question: question.name,
      property,
    });
    const options = optionsOf(question);
    if (options && question.settings.type !== 'span')
      add(of('value'), { kind: 'options', options });
    add(of('score'), { kind: 'number', whole: false, low: 0, high: 1 });
    const known = agents.get(question.id) ?? [];
    add(of('agent'), known.length > 0 ? { kind: 'options', options: known } : { kind: 'words' });
    if (options && question.settings.type !== 'span')
      add({ entity: 'response', question: question.name }, { kind: 'options', options });
  }
  add(
    { entity: 'record', property: 'status' },
    { kind: 'options', options: ['pending', 'completed'] },
  );
  add({ entity: 'record', property: 'inserted_at' }, { kind: 'date' });
  add({ entity: 'record', property: 'updated_at' }, { kind: 'date' });
  add({ entity: 'record', property: 'external_id' }, { kind: 'words' });
  return made;
}

export function sortable(choice: Choice): boolean {
  const { scope } = choice;
  if (scope.entity === 'record')
    return scope.property === 'inserted_at' || scope.property === 'updated_at';
  return scope.entity !== 'suggestion' || scope.property === 'score' || scope.property === 'value';
}

/** Who made suggestions, by question; nothing where that cannot be had. */
export async function readAgents(dataset: string): Promise<ReadonlyMap<string, string[]>> {
  const found = await ok(
    api.GET('/api/v1/datasets/{dataset_id}/records/search/suggestions/options', {
      params: { path: { dataset_id: dataset } },
    }),
  ).catch(() => ({ items: [] }));
  return new Map(found.items.map((item): [string, string[]] => [item.question.id, item.agents]));
}
