import type { HandleClientError } from '@sveltejs/kit';

/** What the error page is told. An address of no page is no fault, and is not reported as one. */
export const handleError: HandleClientError = ({ error, status, message }) => {
  if (status !== 404) reportError(error);
  return { message };
};
