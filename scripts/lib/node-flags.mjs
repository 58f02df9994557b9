// How Node.js runs the bot and the worker: a small office has one small machine for all of it. Left
// alone, V8 lets the heap of a busy process grow to several times what it holds. The Dockerfile and
// docker-compose.yml say the same.
export const nodeFlags = ["--max-old-space-size=192"];
