import { error } from '@sveltejs/kit';
import type { Component } from 'svelte';

export async function load(): Promise<{ Demo: Component }> {
  // The condition takes the page out of what is built.
  if (!import.meta.env.DEV) error(404);
  return { Demo: (await import('./Demo.svelte')).default };
}
