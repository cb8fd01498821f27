import { URI } from "vscode-uri";

/** Returns the one spelling of a URI that is compared: hosts and clients differ in what they escape. */
export function normalized(uri: string): string {
  return URI.parse(uri).toString();
}
