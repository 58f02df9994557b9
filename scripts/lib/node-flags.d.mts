/** How Node.js runs the bot and the worker. */
export const nodeFlags: readonly string[];
