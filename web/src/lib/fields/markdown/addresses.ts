/** Addresses that a link of a record may have; ours are no business of a record. */
export const link = /^(?:https?:\/\/|mailto:)/i;
/** Addresses that an image of a record may have. */
export const image = /^(?:https:\/\/|data:image\/(?:png|jpe?g|gif|webp|avif|bmp|svg\+xml)[;,])/i;

export function isImageAddress(address: string): boolean {
  return image.test(address.trim());
}
