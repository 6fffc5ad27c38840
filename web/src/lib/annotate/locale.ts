import type { DatasetRecord } from '../api';
import { locale } from '../i18n';

/** The language of a record, where its metadata names one; else that of the interface. */
export function localeOf(record: DatasetRecord): string {
  for (const key of ['lang', 'language', 'locale']) {
    const value = record.metadata?.[key];
    if (typeof value === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(value)) return value;
  }
  return locale();
}
