/** Returns a size in GiB if that is exact to a tenth, else in the largest unit that keeps two sizes apart. */
export function sizeOf(bytes: number): string {
  const mebibytes = Math.round(bytes / 2 ** 20);
  const gibibytes = mebibytes / 1024;
  if (gibibytes >= 1 && Number.isInteger(gibibytes * 10)) return `${String(gibibytes)} GiB`;
  return mebibytes > 0 ? `${String(mebibytes)} MiB` : `${String(bytes)} bytes`;
}
