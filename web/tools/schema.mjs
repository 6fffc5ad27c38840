import openapiTS, { astToString } from 'openapi-typescript';

const head = '// Made by `npm run types` from the OpenAPI document of the server; do not edit.\n\n';

/**
 * The TypeScript of an OpenAPI document.
 * @param {unknown} document
 */
export async function typesOf(document) {
  return (
    head +
    astToString(
      await openapiTS(/** @type {import('openapi-typescript').OpenAPI3} */ (document), {
        alphabetize: true,
      }),
    )
  );
}
