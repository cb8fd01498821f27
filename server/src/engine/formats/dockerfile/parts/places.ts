import type { Place } from "../../../model/place.ts";
import type { Span } from "../syntax/blanks.ts";

/** Finds places of stretches of the joined text and of the region's text. */
export interface Places {
  placeOf(span: Span): Place;
  sourcePlace(span: Span): Place;
}
