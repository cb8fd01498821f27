/** The one thing that dockerfile-ast asks of Node's Buffer: the bytes of a string, to look for a byte order mark. */
export const Buffer = { from: (text: string): Uint8Array => new TextEncoder().encode(text) };
