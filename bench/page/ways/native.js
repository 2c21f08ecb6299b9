// What the browser brings itself: promises and timers.

/** @param {number} delay_ms */
export const sleep = (delay_ms) => new Promise((resolve) => setTimeout(resolve, delay_ms));

/**
 * A queue as one writes it by hand: messages that nobody has taken, or takers who wait.
 *
 * @template T
 */
export class Queue {
  /** @type {T[]} */
  #messages = [];
  /** @type {((message: T) => void)[]} */
  #takers = [];

  /** @param {T} message */
  put(message) {
    const taker = this.#takers.shift();
    if (taker) taker(message);
    else this.#messages.push(message);
  }

  /** @returns {Promise<T>} */
  async get() {
    const message = this.#messages.shift();
    if (message !== undefined) return message;
    return new Promise((resolve) => this.#takers.push(resolve));
  }
}
