/** Returns `derive` with its results cached per subject, for as long as the subject lives. */
export function memo<Subject extends object, Result>(
  derive: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const read = memoWith(derive);
  // `map` passes an index and a list too, which must not count as further arguments.
  return (subject) => read(subject);
}

/**
 * As `memo`, for derivations with further arguments. If one of them differs from that of the last call for the subject,
 * the result is derived again and replaces the cached one.
 */
export function memoWith<Subject extends object, Others extends readonly unknown[], Result>(
  derive: (subject: Subject, ...others: Others) => Result,
): (subject: Subject, ...others: Others) => Result {
  const results = new WeakMap<Subject, { readonly others: Others; readonly result: Result }>();
  return (subject, ...others) => {
    const last = results.get(subject);
    if (last?.others.every((other, index) => other === others[index])) return last.result;
    const result = derive(subject, ...others);
    results.set(subject, { others, result });
    return result;
  };
}

/** Returns `derive` with its results cached per text. More than `maximum` texts empty the cache. */
export function memoByText<Result>(derive: (text: string) => Result, maximum = 500): (text: string) => Result {
  const results = new Map<string, { readonly result: Result }>();
  return (text) => {
    const last = results.get(text);
    if (last) return last.result;
    if (results.size >= maximum) results.clear();
    const result = derive(text);
    results.set(text, { result });
    return result;
  };
}
