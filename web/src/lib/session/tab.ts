/** What a tab remembers of the person who works in it; the names of it all begin so. */
const prefix = 'variorum.';

/** Forgets it: somebody else may come next. */
export function forgetTab(): void {
  try {
    for (const key of Object.keys(sessionStorage))
      if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // Where storage is switched off, nothing was remembered.
  }
}
