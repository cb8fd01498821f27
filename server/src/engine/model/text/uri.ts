/** The URI that comes of text in a file; undefined where the text makes none, such as half of a surrogate pair. */
export function uriOrNothing(build: () => { toString(): string }): string | undefined {
  try {
    return build().toString();
  } catch {
    return undefined;
  }
}
