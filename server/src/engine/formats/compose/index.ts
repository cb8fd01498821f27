export { composeOverrideNames } from "./project/names.ts";
export { readCompose } from "./read.ts";
