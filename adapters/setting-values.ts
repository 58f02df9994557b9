import { isIP } from "node:net";

/** A whole number between two others, both included. */
export function isCount(value: string, least: number, most: number): boolean {
  return /^[1-9]\d{0,3}$/.test(value) && Number(value) >= least && Number(value) <= most;
}

/** A name or an address to listen on. */
export function isHost(value: string): boolean {
  return /^[A-Za-z0-9.:-]+$/.test(value);
}

/** An address with a host, of one of these protocols ("https:"). */
export function isAddress(value: string, protocols: readonly string[]): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return protocols.includes(url.protocol) && url.hostname !== "";
}

/** A network of proxies: by name, or as an address with its bits. */
export function isProxy(text: string): boolean {
  if (["loopback", "uniquelocal", "linklocal"].includes(text)) return true;
  const [, address = "", bits = "1"] = /^([^/]+)(?:\/([1-9]\d{0,2}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(bits) <= (version === 4 ? 32 : 128);
}
