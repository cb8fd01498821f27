import type { Document } from "../../model/document.ts";
import { memo } from "../../model/memo.ts";

/** A placeholder that begins or ends a line, or is a part of the image. */
const signs = /^[ \t]*(?:\{\{|\{%|<%|-?\}\}|%>)|^[ \t]*FROM[ \t][^\n]*(?:\{\{|\{%|<%|@@\w+@@)/im;

/** True for a Dockerfile that a program has yet to complete: what it lacks or says twice may be right in the end. */
export const isTemplate = memo(({ source }: Document): boolean => signs.test(source.text));
