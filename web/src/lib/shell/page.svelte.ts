export interface Crumb {
  text: string;
  /** A path of ours; none for where we are. */
  path?: string;
}

export interface PageTab {
  text: string;
  path: string;
  current: boolean;
}

/** What the frame shows of the page in it; pages set it with `usePage`. */
class Page {
  crumbs = $state.raw<readonly Crumb[]>([]);
  tabs = $state.raw<readonly PageTab[]>([]);
  hasQuestions = $state(false);
}

export const page = new Page();

/** Describes the page for as long as the component lives; `describe` is read again when it changes. */
export function usePage(
  describe: () => { crumbs: readonly Crumb[]; tabs?: readonly PageTab[]; hasQuestions?: boolean },
): void {
  $effect(() => {
    const { crumbs, tabs = [], hasQuestions = false } = describe();
    page.crumbs = crumbs;
    page.tabs = tabs;
    page.hasQuestions = hasQuestions;
    return () => {
      page.crumbs = [];
      page.tabs = [];
      page.hasQuestions = false;
    };
  });
}
