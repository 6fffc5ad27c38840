import { createSubscriber } from 'svelte/reactivity';

/** The time of now for what is drawn, moved on every half minute while somebody looks. */
class Clock {
  readonly #subscribe = createSubscriber((update) => {
    const timer = setInterval(update, 30_000);
    return () => clearInterval(timer);
  });

  get now(): Date {
    this.#subscribe();
    return new Date();
  }
}

export const clock = new Clock();
