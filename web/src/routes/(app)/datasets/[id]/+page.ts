import { redirect } from '@sveltejs/kit';
import { href } from '$lib/nav';

export function load({ params }: { params: { id: string } }): never {
  redirect(307, href(`/datasets/${params.id}/annotate`));
}
