import { error } from '@sveltejs/kit';
import type { Component } from 'svelte';

export async function load(): Promise<{ Guide: Component }> {
  // The condition takes the page out of what is built.
  if (!import.meta.env.DEV) error(404);
  return { Guide: (await import('$lib/fields/Styleguide.svelte')).default };
}
