/** A value as rows and columns. */
export interface Cells {
  /** Null where a row is a key and a value. */
  columns: string[] | null;
  rows: unknown[][];
  /** Columns that are not shown. */
  dropped: number;
}

export const COLUMNS_MAX = 50;

/** Lists of objects, lists of lists, `{columns, data}`, and any other object as keys and values. */
export function cellsOf(value: unknown): Cells {
  if (Array.isArray(value)) return fromList(value as unknown[]);
  const held = (value ?? {}) as Record<string, unknown>;
  const { columns, data, schema } = held;
  if (Array.isArray(data) && (Array.isArray(columns) || schema !== undefined)) {
    return fromList(data as unknown[], namesOf(columns));
  }
  return { columns: null, rows: Object.entries(held), dropped: 0 };
}

function namesOf(columns: unknown): string[] | undefined {
  return Array.isArray(columns) ? columns.map((column) => String(column)) : undefined;
}

function fromList(list: unknown[], names?: string[]): Cells {
  if (list.every((row) => isObject(row))) {
    const all = [...new Set(names ?? list.flatMap((row) => Object.keys(row as object)))];
    const columns = all.slice(0, COLUMNS_MAX);
    const rows = list.map((row) => columns.map((name) => (row as Record<string, unknown>)[name]));
    return { columns, rows, dropped: all.length - columns.length };
  }
  if (list.every((row) => Array.isArray(row))) {
    const wide = Math.max(names?.length ?? 0, ...list.map((row) => (row as unknown[]).length));
    const shown = Math.min(wide, COLUMNS_MAX);
    const columns = Array.from({ length: shown }, (_, at) => names?.[at] ?? String(at + 1));
    const rows = list.map((row) => columns.map((_, at) => (row as unknown[])[at]));
    return { columns, rows, dropped: wide - shown };
  }
  return { columns: null, rows: list.map((row, at) => [String(at + 1), row]), dropped: 0 };
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A cell as text; what is nested is written as JSON. */
export function written(cell: unknown): string {
  if (cell === undefined || cell === null) return '';
  return typeof cell === 'string' ? cell : JSON.stringify(cell);
}

export function isNumeric(rows: readonly unknown[][], column: number): boolean {
  const cells = rows
    .map((row) => row[column])
    .filter((cell) => cell !== null && cell !== undefined);
  return cells.length > 0 && cells.every((cell) => typeof cell === 'number');
}
