import { tabChannel } from '../annotate/device';
import { session } from './session.svelte';
import { forgetTab } from './tab';

/** Keeps the tabs of a browser of one mind about who is signed in. The answer ends it. */
export function followTabs(): () => void {
  const channel = tabChannel();
  const tell = () => {
    if (session.user) channel.tell({ kind: 'entered', user: session.user.id });
  };
  session.signedIn.add(tell);
  const end = channel.listen((message) => {
    if (message.kind === 'entered') void session.look();
    if (message.kind !== 'left') return;
    forgetTab();
    if (session.user?.id === message.user) session.ended();
  });
  return () => {
    session.signedIn.delete(tell);
    end();
  };
}
