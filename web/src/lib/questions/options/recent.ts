/** Labels chosen last, by question; gone with the tab, since a device may be shared. */
const KEPT = 5;
const place = (question: string): string => `variorum.recent.${question}`;

export function recent(question: string): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place(question)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

export function noteRecent(question: string, value: string): void {
  const others = recent(question).filter((one) => one !== value);
  try {
    const kept = [value, ...others].slice(0, KEPT);
    sessionStorage.setItem(place(question), JSON.stringify(kept));
  } catch {
    // Full or switched off: the list has nothing on top.
  }
}
