export interface Column<C extends string> {
  id: C;
  title: string;
  sorts?: boolean;
  numeric?: boolean;
  /** Left out on narrow pages. */
  wideOnly?: boolean;
  /** The title stays for screen readers only. */
  quiet?: boolean;
}

export interface Sorting<C extends string> {
  by: C;
  descending: boolean;
}
