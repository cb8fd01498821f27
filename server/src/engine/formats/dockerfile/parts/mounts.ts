import type { RunMount } from "../../../model/stage.ts";
import type { ParsedFlag } from "../syntax/flags.ts";
import type { Places } from "./places.ts";

const aliases: Readonly<Record<string, string>> = { src: "source", dst: "target", destination: "target" };

/** Reads the comma-separated fields of a `--mount`; keys have any case. */
export function readMount({ value = "", span }: ParsedFlag, { placeOf }: Places): RunMount {
  const fields = new Map<string, string>();
  for (const field of value.split(",")) {
    const equals = field.indexOf("=");
    const key = (equals === -1 ? field : field.slice(0, equals)).trim().toLowerCase();
    fields.set(aliases[key] ?? key, equals === -1 ? "" : field.slice(equals + 1));
  }
  return { at: placeOf(span), fields, type: fields.get("type")?.toLowerCase() ?? "bind" };
}
