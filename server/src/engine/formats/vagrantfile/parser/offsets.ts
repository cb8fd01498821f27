import type { Location } from "@ruby/prism/src/nodes.js";

export interface Offsets {
  start(location: Location): number;
  end(location: Location): number;
}

/** UTF-16 offsets for UTF-8 byte locations in a text. */
export function utf16Offsets(text: string): Offsets {
  if (!/[^\x00-\x7f]/.test(text)) {
    return {
      start: (location) => location.startOffset,
      end: (location) => location.startOffset + location.length,
    };
  }

  const table = byteTable(text);
  const at = (byte: number): number => table[Math.min(byte, table.length - 1)] ?? text.length;
  return {
    start: (location) => at(location.startOffset),
    end: (location) => at(location.startOffset + location.length),
  };
}

/** For each byte of the encoded text the UTF-16 offset of its character, and one entry for the end. */
function byteTable(text: string): Uint32Array {
  const table = new Uint32Array(text.length * 3 + 1);
  let byte = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isPair = code >= 0xd800 && code < 0xdc00 && isLowSurrogate(text.charCodeAt(at + 1));
    // A lone surrogate is encoded as the replacement character: three bytes.
    const length = code < 0x80 ? 1 : code < 0x800 ? 2 : isPair ? 4 : 3;
    for (let part = 0; part < length; part += 1) table[byte++] = at;
    if (isPair) at += 1;
  }
  table[byte] = text.length;
  return table.subarray(0, byte + 1);
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
