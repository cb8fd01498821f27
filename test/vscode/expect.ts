/** Fails the test with this message unless the condition holds; Node's assert is not there in the web host. */
export function expect(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
