/** What the element under the focus does with keys by itself. */

const textTypes = new Set([
  '',
  'text',
  'search',
  'email',
  'url',
  'tel',
  'password',
  'number',
  'date',
  'datetime-local',
  'time',
]);

/** Whether keys type text there. The read-only text of spans does not count. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLTextAreaElement) return !target.readOnly;
  if (target instanceof HTMLInputElement) return textTypes.has(target.getAttribute('type') ?? '');
  if (target.closest('[aria-readonly="true"]')) return false;
  return target.isContentEditable;
}

const arrowUsers =
  'input[type="radio"], input[type="range"], select, [role="tab"], [role="menuitem"], ' +
  '[role="separator"][tabindex], [role="listbox"], [role="option"], [role="textbox"], [data-arrows]';

/** Whether the browser or the widget itself answers this key: buttons Enter, radios arrows. */
export function ownsKey(
  target: EventTarget | null,
  event: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const { key } = event;
  if (key === 'Enter') return target.closest('button, a[href], summary, [role="button"]') !== null;
  if (key === ' ')
    return (
      target.closest('button, summary, select, input[type="checkbox"], input[type="radio"]') !==
      null
    );
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End') {
    return !event.shiftKey && target.closest(arrowUsers) !== null;
  }
  // A closed select finds options by letters.
  return target instanceof HTMLSelectElement && key.length === 1;
}
