/** Puts the focus on the group of the question around `element`, where digits and letters act. */
export function focusGroup(element: Element | null | undefined): void {
  element?.closest<HTMLElement>('[data-question]')?.focus();
}
