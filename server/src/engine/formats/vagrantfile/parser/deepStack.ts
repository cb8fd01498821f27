/** What is added to the module's memory for its stack: 256 pages are 16 MiB, of which only touched pages cost anything. */
const STACK_PAGES = 256;
const PAGE = 65_536;
const MEMORY_SECTION = 5;
const GLOBAL_SECTION = 6;
const HEADER_LENGTH = 8;

/**
 * The prism module with its stack moved to fresh memory above everything else.
 *
 * As published the module has a stack of 64 KiB right above its static data, and about 125 nested blocks overrun it
 * silently: the next file is misread or the parser never returns. With a deep stack the host's own call stack ends first,
 * and that is an ordinary RangeError.
 */
export function withDeepStack(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, HEADER_LENGTH)];
  let stackTop = 0;
  for (let at = HEADER_LENGTH; at < bytes.length;) {
    const id = bytes[at] ?? 0;
    const size = readUnsigned(bytes, at + 1);
    const end = size.next + size.value;
    let body = bytes.subarray(size.next, end);
    if (id === MEMORY_SECTION) {
      const memory = growMemory(body);
      body = memory.body;
      stackTop = memory.pages * PAGE;
    } else if (id === GLOBAL_SECTION) {
      body = moveStackPointer(body, stackTop);
    }
    parts.push(Uint8Array.of(id, ...encoded(body.length)), body);
    at = end;
  }
  return concatBytes(parts);
}

/** One memory without a maximum: count, flags, pages. */
function growMemory(body: Uint8Array): { body: Uint8Array; pages: number } {
  if (body[0] !== 1 || body[1] !== 0)
    throw new Error("This is not the prism module that Bulkhead knows: its memory has a limit.");
  const minimum = readUnsigned(body, 2);
  const pages = minimum.value + STACK_PAGES;
  return {
    body: concatBytes([body.subarray(0, 2), Uint8Array.from(encoded(pages)), body.subarray(minimum.next)]),
    pages,
  };
}

/** The first global is the stack pointer, a mutable 32-bit integer: type 0x7f, mutable 1, `i32.const` 0x41. */
function moveStackPointer(body: Uint8Array, top: number): Uint8Array {
  const first = readUnsigned(body, 0).next;
  if (top === 0 || body[first] !== 0x7f || body[first + 1] !== 1 || body[first + 2] !== 0x41) {
    throw new Error("This is not the prism module that Bulkhead knows: its first global is no stack pointer.");
  }
  const old = readUnsigned(body, first + 3);
  return concatBytes([body.subarray(0, first + 3), Uint8Array.from(encoded(top)), body.subarray(old.next)]);
}

function readUnsigned(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  let at = start;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next: at };
  }
}

/** LEB128 at full length, which for positive numbers is the same with and without a sign. */
function encoded(value: number): number[] {
  return [0, 7, 14, 21, 28].map((shift) => ((value >>> shift) & 0x7f) | (shift < 28 ? 0x80 : 0));
}

function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}
