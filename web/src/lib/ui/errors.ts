import type { ApiError } from '../api';
import { t } from '../i18n';

/** One sentence for people; every error of a request passes here. */
export function describe(error: ApiError): string {
  if (error.offline) return t('error.offline');
  if (error.status === 429 || error.status === 503) return t('error.busy');
  if (error.status >= 500 || error.message === '') return t('error.server');
  return error.message;
}
